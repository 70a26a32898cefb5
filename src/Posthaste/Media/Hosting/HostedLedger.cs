using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Posthaste.Media.Hosting;

/// <summary>Counts the bytes of public copies in memory, since whoever has an address can fetch it often, and adds them to the day every
/// few seconds. A crash loses the last few seconds of it.</summary>
internal sealed partial class HostedLedger(IHostedUsageStore store, TimeProvider time, ILogger<HostedLedger> log)
{
    /// <summary>Media that share a commit: few enough that nothing waits long for it.</summary>
    private const int AtOnce = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, HostedBytes> _counts = [];
    private readonly Lock _order = new();
    private Task _writing = Task.CompletedTask;

    public void Add(Guid mediaId, HostedBytes bytes)
    {
        if (bytes == default) return;
        lock (_gate) _counts[mediaId] = _counts.GetValueOrDefault(mediaId) + bytes;
    }

    /// <summary>Writes what was counted; what a database that is away does not take stays for the next time.</summary>
    public Task FlushAsync(CancellationToken ct)
    {
        // One after another: what is being written stands in the counts until it is.
        lock (_order) return _writing = WriteAsync(_writing, ct);
    }

    private async Task WriteAsync(Task before, CancellationToken ct)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            KeyValuePair<Guid, HostedBytes>[] counts;
            lock (_gate) counts = [.. _counts];
            foreach (var few in counts.Chunk(AtOnce))
            {
                await store.CountHostedAsync(few, time.GetUtcNow(), ct);
                foreach (var (mediaId, bytes) in few) Written(mediaId, bytes);
            }
        }
        catch (DbException e)
        {
            LogStoreDown(e);
        }
    }

    private void Written(Guid mediaId, HostedBytes bytes)
    {
        lock (_gate)
        {
            var rest = _counts[mediaId] - bytes;
            if (rest == default) _counts.Remove(mediaId);
            else _counts[mediaId] = rest;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The store is away; the bytes of public copies are written down later")]
    private partial void LogStoreDown(Exception exception);
}
