namespace Posthaste.Workspaces.Members;

/// <summary>Rows of members and their password hashes.</summary>
internal interface IMemberStore
{
    Task<Member?> FindAsync(Guid memberId, CancellationToken ct);

    /// <param name="email">Lower case.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<KnownPassword?> FindByEmailAsync(string email, CancellationToken ct);

    /// <returns>False where there is a member with this e-mail already: nothing was changed.</returns>
    Task<bool> AddAsync(Member member, string passwordHash, CancellationToken ct);

    Task RenameAsync(Guid memberId, string name, CancellationToken ct);

    Task SetPasswordAsync(Guid memberId, string passwordHash, CancellationToken ct);

    /// <summary>Puts a hash of the same password in the place of an older one.</summary>
    /// <returns>False where the password was changed meanwhile: nothing was changed.</returns>
    Task<bool> RehashPasswordAsync(Guid memberId, string old, string passwordHash, CancellationToken ct);
}
