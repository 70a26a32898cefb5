namespace Posthaste.Channels;

/// <summary>Takes the older keys out of <c>keys.json</c>, after a look that nothing is sealed under them.</summary>
public sealed class RemoveOldKeys(IEnumerable<ISealedStore> stores, KeySource source, KeyRing ring)
{
    /// <exception cref="KeyRingException">The file cannot be changed now.</exception>
    public async Task<RemoveOldKeysResult> RunAsync(CancellationToken ct)
    {
        if (source is not KeySource.Own { File: var file }) return new RemoveOldKeysResult.NotOurs(source.Name);
        ring.Refresh();
        var newest = ring.Ids[^1];
        var old = ring.Ids.Take(ring.Ids.Count - 1).ToHashSet();
        var needed = 0;
        foreach (var store in stores)
        {
            foreach (var token in await store.ListTokensAsync(ct))
            {
                // A form that we do not know may be anything.
                if (TokenVault.MasterKeyOf(token.Token) is not { } keyId || old.Contains(keyId)) needed++;
            }
        }
        return needed > 0 ? new RemoveOldKeysResult.StillNeeded(needed) : new RemoveOldKeysResult.Removed(old.Count == 0 ? [] : file.RemoveOld(newest));
    }
}

/// <summary>What came of it.</summary>
public abstract record RemoveOldKeysResult
{
    private RemoveOldKeysResult() { }

    /// <param name="Ids">Of those that went; none where there was one key only.</param>
    public sealed record Removed(IReadOnlyList<string> Ids) : RemoveOldKeysResult;

    /// <param name="Count">How many rows need an older key.</param>
    public sealed record StillNeeded(int Count) : RemoveOldKeysResult;

    /// <param name="Source">Who keeps the keys instead.</param>
    public sealed record NotOurs(string Source) : RemoveOldKeysResult;
}
