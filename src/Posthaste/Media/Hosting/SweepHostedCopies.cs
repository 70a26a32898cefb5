using Microsoft.Extensions.Logging;

namespace Posthaste.Media.Hosting;

/// <summary>Removes public copies whose address has not worked for <see cref="MediaOptions.CopyRetention"/>, those that no post needs any more
/// because it is published, and what nobody knows of in an object store. Run every hour or so.</summary>
internal sealed partial class SweepHostedCopies(
    IMediaStore store, IMediaUse use, IMediaHost host, MediaOptions options, TimeProvider time, ILogger<SweepHostedCopies> log, HostJournal? journal = null)
{
    private const int PerRound = 100;

    /// <returns>How many copies and leftovers were removed. A store that is down is logged, and left for the next time.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var removed = 0;
        try
        {
            removed += await RemoveExpiredAsync(ct);
            removed += await RemoveUnneededAsync(ct);
            removed += await host.SweepLeftoversAsync(ct);
            journal?.Swept();
        }
        catch (MediaHostException e)
        {
            LogHostDown(e.Message, e.InnerException);
        }
        return removed;
    }

    private async Task<int> RemoveExpiredAsync(CancellationToken ct)
    {
        var (before, removed) = (time.GetUtcNow() - options.CopyRetention, 0);
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

    private async Task<int> RemoveUnneededAsync(CancellationToken ct)
    {
        var (now, removed) = (time.GetUtcNow(), 0);
        HostedCopy? last = null;
        while (await store.ListLivingCopiesAsync(now - options.CopyGrace, now, last, PerRound, ct) is { Count: > 0 } living)
        {
            foreach (var copy in living)
            {
                if (await use.MayBeFetchedAsync(copy.MediaId, ct)) continue;
                await host.RemoveAsync(copy, ct);
                removed++;
            }
            last = living[^1];
        }
        return removed;
    }

    [LoggerMessage(LogLevel.Warning, "Public copies could not be removed; it is tried again in an hour. {Reason}")]
    private partial void LogHostDown(string reason, Exception? cause);
}
