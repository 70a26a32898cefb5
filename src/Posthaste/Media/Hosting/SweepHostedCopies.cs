namespace Posthaste.Media.Hosting;

/// <summary>Removes copies whose address has not worked for <see cref="MediaOptions.CopyRetention"/>. Run every hour or so.</summary>
internal sealed class SweepHostedCopies(IMediaStore store, IMediaHost host, MediaOptions options, TimeProvider time)
{
    private const int PerRound = 100;

    /// <returns>How many copies were removed.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var before = time.GetUtcNow() - options.CopyRetention;
        var removed = 0;
        while (await store.ListExpiredCopiesAsync(before, PerRound, ct) is { Count: > 0 } expired)
        {
            foreach (var copy in expired)
            {
                await host.RemoveAsync(copy, ct);
                removed++;
            }
        }
        return removed;
    }
}
