namespace Posthaste.Channels;

/// <summary>Seals every token and every authenticator again under the key that seals now, so that older keys can be taken off the ring. Safe while the
/// server runs, to repeat and to break off: a token that changes meanwhile is left alone, because it was sealed with that key.</summary>
public sealed class RotateKeys(IEnumerable<ISealedStore> stores, TokenVault vault, KeyRing ring)
{
    public async Task<KeysRotated> RunAsync(CancellationToken ct)
    {
        ring.Refresh();
        var (rotated, unreadable) = (0, 0);
        foreach (var store in stores)
        {
            foreach (var token in await store.ListTokensAsync(ct))
            {
                if (!vault.IsOutdated(token.Token)) continue;
                if (Anew(token) is not { } again) unreadable++;
                else if (await store.ReplaceTokenAsync(token, again, ct)) rotated++;
            }
        }
        return new KeysRotated(ring.Sealing.Id, rotated, unreadable);
    }

    // One row whose key was lost long ago must not keep the others from being sealed.
    private string? Anew(SealedToken token)
    {
        try
        {
            return vault.SealAnew(token.Token, token.ChannelId);
        }
        catch (SealedTokenException)
        {
            return null;
        }
    }
}

/// <param name="KeyId">What everything is sealed under.</param>
/// <param name="Sealed">How many were sealed again.</param>
/// <param name="Unreadable">How many could not be, because they cannot be opened.</param>
public sealed record KeysRotated(string KeyId, int Sealed, int Unreadable);
