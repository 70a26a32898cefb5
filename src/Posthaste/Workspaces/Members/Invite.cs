namespace Posthaste.Workspaces.Members;

/// <summary>A one-time link that lets one person join one workspace. Its token is nowhere: only its hash is kept.</summary>
internal sealed record Invite
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }

    /// <summary>Whom it is for; lower case.</summary>
    public required string Email { get; init; }

    public required Role Role { get; init; }

    /// <summary>By name.</summary>
    public required string InvitedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Rows of invitations that are still open.</summary>
internal interface IInviteStore
{
    /// <summary>Takes the place of an earlier one for the same person.</summary>
    Task AddAsync(Invite invite, string hash, CancellationToken ct);

    /// <returns>Null where there is none, or it has expired.</returns>
    Task<Invite?> FindByHashAsync(string hash, DateTimeOffset now, CancellationToken ct);

    /// <summary>Newest first; expired ones left out.</summary>
    Task<IReadOnlyList<Invite>> ListAsync(Guid workspaceId, DateTimeOffset now, CancellationToken ct);

    /// <returns>Null where the workspace has none of this id.</returns>
    Task<Invite?> FindAsync(Guid workspaceId, Guid inviteId, CancellationToken ct);

    /// <returns>False where it is gone already: somebody else has used it.</returns>
    Task<bool> RemoveAsync(Guid inviteId, CancellationToken ct);

    /// <returns>How many were forgotten.</returns>
    Task<int> PruneAsync(DateTimeOffset expiredBefore, CancellationToken ct);
}
