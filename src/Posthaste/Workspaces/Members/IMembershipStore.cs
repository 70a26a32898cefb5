namespace Posthaste.Workspaces.Members;

/// <summary>Rows that say who is what in which workspace.</summary>
internal interface IMembershipStore
{
    /// <summary>Keeps others from changing who belongs to the workspace until the current transaction ends: two owners that
    /// demote each other at once must not both succeed.</summary>
    /// <returns>False where there is no such workspace.</returns>
    Task<bool> LockAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>Whether any workspace has an owner: a server without one still waits to be set up.</summary>
    Task<bool> HasOwnerAsync(CancellationToken ct);

    /// <summary>Where a member belongs, oldest membership first.</summary>
    Task<IReadOnlyList<Membership>> ListWorkspacesAsync(Guid memberId, CancellationToken ct);

    /// <summary>Who belongs to a workspace, by name.</summary>
    Task<IReadOnlyList<WorkspaceMember>> ListMembersAsync(Guid workspaceId, CancellationToken ct);

    /// <returns>False where they belong to it already: nothing was changed.</returns>
    Task<bool> AddAsync(Guid workspaceId, Guid memberId, Role role, DateTimeOffset at, CancellationToken ct);

    /// <returns>False where they do not belong to it.</returns>
    Task<bool> SetRoleAsync(Guid workspaceId, Guid memberId, Role role, CancellationToken ct);

    /// <returns>False where they do not belong to it.</returns>
    Task<bool> RemoveAsync(Guid workspaceId, Guid memberId, CancellationToken ct);
}
