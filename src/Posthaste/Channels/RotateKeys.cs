namespace Posthaste.Channels;

/// <summary>Seals every token and every authenticator again with the newest key, so that older keys can be taken off the ring. Safe while the
/// server runs: a token that changes meanwhile is left alone, because it was sealed with the newest key.</summary>
public sealed class RotateKeys(IEnumerable<ISealedStore> stores, TokenVault vault)
{
    /// <returns>How many were sealed again.</returns>
    /// <exception cref="SealedTokenException">One of them cannot be opened; those before it are done.</exception>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var rotated = 0;
        foreach (var store in stores)
        {
            foreach (var token in await store.ListTokensAsync(ct))
            {
                if (!vault.IsOutdated(token.Token)) continue;
                var again = vault.Seal(vault.Open(token.Token, token.ChannelId), token.ChannelId);
                if (await store.ReplaceTokenAsync(token, again, ct)) rotated++;
            }
        }
        return rotated;
    }
}
