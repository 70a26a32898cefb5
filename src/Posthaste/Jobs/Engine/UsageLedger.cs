using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Posthaste.Jobs.Engine;

/// <summary>Counts calls per channel in memory and adds them to the hourly ledger every few seconds. A crash loses the last
/// few seconds of it; what the quota of posts is decided on is read from the intents instead.</summary>
internal sealed class UsageLedger(ILaneStore store, EngineClock clock, TimeProvider time, ILogger<UsageLedger> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    /// <summary>Channels that share a commit: few enough that nothing waits long for it.</summary>
    private const int AtOnce = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, UsageCount> _counts = [];

    public void Add(Guid channelId, UsageCount count)
    {
        if (count == default) return;
        lock (_gate) _counts[channelId] = _counts.GetValueOrDefault(channelId) + count;
    }

    /// <summary>What this process has counted and not written yet.</summary>
    public UsageCount Pending(Guid channelId)
    {
        lock (_gate) return _counts.GetValueOrDefault(channelId);
    }

    public async Task FlushLoopAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ct.IsCancellationRequested) await FlushAsync(ct);
        }
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        KeyValuePair<Guid, UsageCount>[] counts;
        lock (_gate) counts = [.. _counts];
        // In one order everywhere: two nodes that count the same channels then wait for each other, and do not deadlock.
        foreach (var few in counts.OrderBy(count => count.Key).Chunk(AtOnce))
        {
            try
            {
                await store.CountUsageAsync(few, clock.Now, ct);
            }
            catch (Exception e) when (e is DbException or OperationCanceledException)
            {
                if (e is DbException) log.StoreDown(e);
                continue;
            }
            // Only now: meanwhile it counted twice rather than not at all.
            foreach (var (channelId, count) in few) Written(channelId, count);
        }
    }

    private void Written(Guid channelId, UsageCount count)
    {
        lock (_gate)
        {
            var rest = _counts[channelId] - count;
            if (rest == default) _counts.Remove(channelId);
            else _counts[channelId] = rest;
        }
    }
}
