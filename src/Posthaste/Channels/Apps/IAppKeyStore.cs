namespace Posthaste.Channels.Apps;

/// <summary>Apps at networks that were entered on screen, one for each login; their secrets only as the vault sealed them.</summary>
public interface IAppKeyStore : ISealedStore
{
    Task<IReadOnlyList<KeptAppKey>> ListAsync(CancellationToken ct);

    /// <summary>Puts it in the place of the one that was there.</summary>
    Task SetAsync(KeptAppKey key, CancellationToken ct);

    /// <returns>False where there is none.</returns>
    Task<bool> RemoveAsync(string login, CancellationToken ct);
}

/// <summary>An app as it is kept.</summary>
/// <param name="Id">Of the row; what its secret is bound to.</param>
/// <param name="Login">The name of the login that it is for.</param>
/// <param name="ClientId">The app's id at the network.</param>
/// <param name="SealedSecret">As the vault sealed it.</param>
/// <param name="ChangedBy">Who entered it.</param>
/// <param name="ChangedAt">When.</param>
public sealed record KeptAppKey(Guid Id, string Login, string ClientId, string SealedSecret, string ChangedBy, DateTimeOffset ChangedAt);
