namespace Posthaste.Channels;

/// <summary>Tries to open everything that is sealed, and says how much of it cannot be.</summary>
public sealed class CountSealed(IEnumerable<ISealedStore> stores, TokenVault vault)
{
    public async Task<SealedCount> RunAsync(CancellationToken ct)
    {
        var (all, unreadable) = (0, 0);
        foreach (var store in stores)
        {
            foreach (var token in await store.ListTokensAsync(ct))
            {
                all++;
                if (!vault.Opens(token.Token, token.ChannelId)) unreadable++;
            }
        }
        return new SealedCount(all, unreadable);
    }
}

/// <param name="All">How many secrets are sealed.</param>
/// <param name="Unreadable">How many of them no key at hand opens.</param>
public sealed record SealedCount(int All, int Unreadable);
