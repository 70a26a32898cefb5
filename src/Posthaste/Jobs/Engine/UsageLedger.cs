using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Posthaste.Jobs.Engine;

/// <summary>Counts calls per channel in memory and adds them to the hourly ledger every few seconds. A crash loses the last
/// few seconds of it; what quotas are decided on is read from the intents instead.</summary>
internal sealed class UsageLedger(ILaneStore store, EngineClock clock, TimeProvider time, ILogger<UsageLedger> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private Dictionary<Guid, (int Calls, int Publishes, int Errors)> _counts = [];

    public void Add(Guid channelId, int calls, int publishes, int errors)
    {
        if (calls == 0 && publishes == 0 && errors == 0) return;
        lock (_gate)
        {
            var sum = _counts.GetValueOrDefault(channelId);
            _counts[channelId] = (sum.Calls + calls, sum.Publishes + publishes, sum.Errors + errors);
        }
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
        Dictionary<Guid, (int Calls, int Publishes, int Errors)> counts;
        lock (_gate)
        {
            counts = _counts;
            _counts = [];
        }
        foreach (var (channelId, (calls, publishes, errors)) in counts)
        {
            try
            {
                await store.CountUsageAsync(channelId, calls, publishes, errors, clock.Now, ct);
            }
            catch (Exception e) when (e is DbException or OperationCanceledException)
            {
                Add(channelId, calls, publishes, errors);
                if (e is DbException) log.StoreDown(e);
            }
        }
    }
}
