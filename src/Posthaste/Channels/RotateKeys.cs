namespace Posthaste.Channels;

/// <summary>Seals every token again with the newest key, so that older keys can be taken off the ring. Safe while the
/// server runs: a token that changes meanwhile is left alone, because it was sealed with the newest key.</summary>
public sealed class RotateKeys(IChannelStore channels, TokenVault vault)
{
    /// <returns>How many were sealed again.</returns>
    /// <exception cref="SealedTokenException">One of them cannot be opened; those before it are done.</exception>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var rotated = 0;
        foreach (var token in await channels.ListTokensAsync(ct))
        {
            if (!vault.IsOutdated(token.Token)) continue;
            var again = vault.Seal(vault.Open(token.Token, token.ChannelId), token.ChannelId);
            if (await channels.ReplaceTokenAsync(token, again, ct)) rotated++;
        }
        return rotated;
    }
}
