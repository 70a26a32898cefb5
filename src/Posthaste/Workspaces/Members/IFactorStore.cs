namespace Posthaste.Workspaces.Members;

/// <summary>Rows of second factors. The secret is sealed at rest; the store seals and opens it.</summary>
internal interface IFactorStore
{
    Task<SecondFactor?> FindAsync(Guid memberId, CancellationToken ct);

    /// <summary>Keeps a new secret that is not confirmed yet, in the place of an earlier one of that kind.</summary>
    /// <returns>False where the member has a confirmed one: nothing was changed.</returns>
    Task<bool> ProposeAsync(Guid memberId, byte[] secret, CancellationToken ct);

    /// <returns>False where there is none that waits to be confirmed.</returns>
    Task<bool> ConfirmAsync(Guid memberId, long step, DateTimeOffset at, CancellationToken ct);

    /// <summary>Marks a step as used. The comparison is in the statement, so that of two requests with one code one gets in.</summary>
    /// <returns>False where this step or a later one was used before.</returns>
    Task<bool> UseStepAsync(Guid memberId, long step, CancellationToken ct);

    /// <summary>Forgets the secret and the recovery codes.</summary>
    /// <returns>False where there was none.</returns>
    Task<bool> RemoveAsync(Guid memberId, CancellationToken ct);

    /// <summary>Puts these in the place of all recovery codes.</summary>
    Task SetRecoveryCodesAsync(Guid memberId, IReadOnlyList<string> hashes, CancellationToken ct);

    /// <returns>False where there is no such code, or it was used before.</returns>
    Task<bool> UseRecoveryCodeAsync(Guid memberId, string hash, CancellationToken ct);

    Task<int> CountRecoveryCodesAsync(Guid memberId, CancellationToken ct);
}

/// <summary>A member's authenticator. Does not print itself.</summary>
internal sealed class SecondFactor(byte[] secret, bool confirmed)
{
    public byte[] Secret { get; } = secret;

    /// <summary>From then on a code is needed to sign in.</summary>
    public bool Confirmed { get; } = confirmed;

    public override string ToString() => "(secret)";
}
