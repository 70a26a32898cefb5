namespace Posthaste.Workspaces.Members;

/// <summary>While a server has no owner, makes the one-time token that whoever runs it becomes the owner with. There is no default password.</summary>
internal sealed class OfferSetup(ISetupStore setup, IMembershipStore memberships, ITransactions transactions, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <returns>Null where the server has an owner.</returns>
    public Task<ShownOnce?> RunAsync(CancellationToken ct) => transactions.RunAsync<ShownOnce?>(async () =>
    {
        if (await memberships.HasOwnerAsync(ct)) return null;
        var (now, token) = (time.GetUtcNow(), ShownOnce.New());
        // Each node prints its own: all of them are good until one is used.
        await setup.PruneAsync(now, ct);
        await setup.AddAsync(token.Hash(), now + Life, ct);
        return token;
    }, ct);
}

/// <summary>Rows of setup links; only hashes.</summary>
internal interface ISetupStore
{
    Task AddAsync(string hash, DateTimeOffset expiresAt, CancellationToken ct);

    /// <returns>Whether there is this one, and it has not expired.</returns>
    Task<bool> IsGoodAsync(string hash, DateTimeOffset now, CancellationToken ct);

    /// <summary>Forgets those that have expired.</summary>
    Task PruneAsync(DateTimeOffset now, CancellationToken ct);

    /// <summary>Forgets all of them: the server has an owner.</summary>
    Task RemoveAllAsync(CancellationToken ct);
}
