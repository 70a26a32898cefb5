using System.Data.Common;
using Microsoft.Extensions.Logging;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Counts calls and their bytes per channel in memory and adds them to the hourly ledger every few seconds. A crash loses the last
/// few seconds of it; what the quota of posts is decided on is read from the intents instead.</summary>
internal sealed class UsageLedger(ILaneStore store, EngineClock clock, TimeProvider time, ILogger<UsageLedger> log) : ICallMeter
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    /// <summary>Channels that share a commit: few enough that nothing waits long for it.</summary>
    private const int AtOnce = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, UsageCount> _counts = [];

    private readonly Lock _order = new();
    private Task _writing = Task.CompletedTask;

    public void Add(Guid channelId, UsageCount count)
    {
        if (count == default) return;
        lock (_gate) _counts[channelId] = _counts.GetValueOrDefault(channelId) + count;
    }

    public void Count(Guid channelId, CallTotals made) =>
        Add(channelId, new UsageCount(made.Calls, Errors: made.Errors, BytesOut: made.BytesOut, BytesIn: made.BytesIn));

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

    /// <summary>One after another: what is being written stands in the counts until it is, and two at once would write it twice.</summary>
    public Task FlushAsync(CancellationToken ct)
    {
        lock (_order) return _writing = WriteAsync(_writing, ct);
    }

    private async Task WriteAsync(Task before, CancellationToken ct)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
