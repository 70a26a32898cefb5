using System.Data.Common;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Metrics;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>The real store as one node sees it: it tells the harness about calls under way, can be cut off, and can end the
/// node's process before or after any call.</summary>
internal sealed class NodeStore(ILaneStore inner, ILimitStore limits, IMetricsStore metrics, OneThread thread, TimeProvider time) : ILaneStore, ILimitStore, IMetricsStore
{
    private (string Point, Func<object?, bool> When)? _crash;

    private (string Method, Func<Task> Happens)? _before;

    /// <summary>The process is gone: nothing it does reaches the store any more.</summary>
    public bool Dead { get; private set; }

    /// <summary>The database does not answer this node.</summary>
    public bool Down { get; set; }

    /// <summary>By how much the database's clock is off.</summary>
    public TimeSpan ClockOff { get; set; }

    /// <summary>Grows with every call.</summary>
    public int Calls { get; private set; }

    /// <summary>Ends the process at a point such as <c>FinishAsync before</c> or <c>ClaimAsync after</c>.</summary>
    /// <param name="point">The method, and whether its commit has happened.</param>
    /// <param name="when">Looks at the end of a run or the job it writes; null for the first call.</param>
    public void CrashAt(string point, Func<object?, bool>? when = null) => _crash = (point, when ?? (_ => true));

    public void Die() => Dead = true;

    /// <summary>Lets something happen just before the next call of this method.</summary>
    public void Before(string method, Func<Task> happens) => _before = (method, happens);

    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(LaneKind kind, Guid node, DateTimeOffset now, DateTimeOffset floor, int max, CancellationToken ct) =>
        CallAsync(nameof(ClaimAsync), kind, () => inner.ClaimAsync(kind, node, now, floor, max, ct), claimed => claimed.Count > 0);

    public Task<DateTimeOffset?> NextReadyAsync(LaneKind kind, DateTimeOffset floor, CancellationToken ct) =>
        CallAsync(nameof(NextReadyAsync), kind, () => inner.NextReadyAsync(kind, floor, ct));

    public Task<bool> SaveProgressAsync(Lease lease, Job job, JobEvent? @event, IntentVerdict? verdict, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(SaveProgressAsync), job, () => inner.SaveProgressAsync(lease, job, @event, verdict, now, ct));

    public Task<bool> FinishAsync(Lease lease, RunEnd end, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(FinishAsync), end, () => inner.FinishAsync(lease, end, now, ct));

    public Task ReleaseAsync(Lease lease, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(ReleaseAsync), lease, async () =>
        {
            await inner.ReleaseAsync(lease, now, ct);
            return true;
        });

    public Task GiveUpAsync(Lease lease, DateTimeOffset now, Func<ClaimedJob, RunEnd> decide, CancellationToken ct) =>
        CallAsync(nameof(GiveUpAsync), lease, async () =>
        {
            await inner.GiveUpAsync(lease, now, decide, ct);
            return true;
        });

    public Task<IReadOnlyList<Lease>> ListHeldAsync(LaneKind kind, Guid node, CancellationToken ct) =>
        CallAsync(nameof(ListHeldAsync), kind, () => inner.ListHeldAsync(kind, node, ct));

    public Task<IntentGrant> OpenIntentAsync(Lease lease, Job job, Intent intent, PublishAllowance allowance, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(OpenIntentAsync), job, () => inner.OpenIntentAsync(lease, job, intent, allowance, now, ct));

    public Task<IReadOnlyList<JobPart>> ListPartsAsync(Guid jobId, CancellationToken ct) =>
        CallAsync(nameof(ListPartsAsync), jobId, () => inner.ListPartsAsync(jobId, ct));

    public Task<Intent?> FindLastIntentAsync(Guid jobId, string part, CancellationToken ct) =>
        CallAsync(nameof(FindLastIntentAsync), jobId, () => inner.FindLastIntentAsync(jobId, part, ct));

    public Task<IReadOnlySet<string>> FindBoundAsync(Guid channelId, IReadOnlyCollection<string> remoteIds, CancellationToken ct) =>
        CallAsync(nameof(FindBoundAsync), channelId, () => inner.FindBoundAsync(channelId, remoteIds, ct));

    public Task PauseUntilAsync(Guid channelId, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(PauseUntilAsync), channelId, async () =>
        {
            await inner.PauseUntilAsync(channelId, until, now, ct);
            return true;
        });

    public Task PausePlatformAsync(string platform, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(PausePlatformAsync), platform, async () =>
        {
            await inner.PausePlatformAsync(platform, until, now, ct);
            return true;
        });

    public Task CountUsageAsync(Guid channelId, UsageCount count, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(CountUsageAsync), channelId, async () =>
        {
            await inner.CountUsageAsync(channelId, count, now, ct);
            return true;
        });

    public Task<ChannelCounts> ReadCountsAsync(Guid channelId, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(ReadCountsAsync), channelId, () => limits.ReadCountsAsync(channelId, now, ct));

    public Task SaveQuotaAsync(Guid channelId, QuotaNote quota, CancellationToken ct) =>
        CallAsync(nameof(SaveQuotaAsync), channelId, async () =>
        {
            await limits.SaveQuotaAsync(channelId, quota, ct);
            return true;
        });

    public Task<IReadOnlyList<PlannedPost>> ListPlannedAsync(Guid channelId, Guid exceptPostId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        CallAsync(nameof(ListPlannedAsync), channelId, () => limits.ListPlannedAsync(channelId, exceptPostId, from, to, ct));

    public Task<IReadOnlyList<MetricsReading>> ListAsync(Guid jobId, CancellationToken ct) =>
        CallAsync(nameof(ListAsync), jobId, () => metrics.ListAsync(jobId, ct));

    // The test's clock on both databases: PostgreSQL's own would run by itself.
    public Task<DateTimeOffset> ReadClockAsync(CancellationToken ct) =>
        CallAsync(nameof(ReadClockAsync), null, () => Task.FromResult(time.GetUtcNow() + ClockOff));

    public Task JoinAsync(Node node, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) =>
        CallAsync(nameof(JoinAsync), node, async () =>
        {
            await inner.JoinAsync(node, now, leaseUntil, ct);
            return true;
        });

    public Task HeartbeatAsync(Node node, DateTimeOffset leaseUntil, CancellationToken ct) =>
        CallAsync(nameof(HeartbeatAsync), node, async () =>
        {
            await inner.HeartbeatAsync(node, leaseUntil, ct);
            return true;
        });

    public Task LeaveAsync(Guid node, CancellationToken ct) =>
        CallAsync(nameof(LeaveAsync), node, async () =>
        {
            await inner.LeaveAsync(node, ct);
            return true;
        });

    public Task<int> RescueAsync(DateTimeOffset now, int max, Func<ClaimedJob, RunEnd> decide, CancellationToken ct) =>
        CallAsync(nameof(RescueAsync), null, () => inner.RescueAsync(now, max, decide, ct));

    public Task<int> HealAsync(DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(HealAsync), null, () => inner.HealAsync(now, ct));

    private async Task<T> CallAsync<T>(string method, object? about, Func<Task<T>> call, Func<T, bool>? counts = null)
    {
        Calls++;
        Reach($"{method} before", about);
        if (_before is { } before && before.Method == method)
        {
            _before = null;
            await thread.OutsideAsync(async () =>
            {
                await before.Happens();
                return true;
            });
        }
        if (Down) throw new StoreDownException();
        var result = await thread.OutsideAsync(call);
        if (counts is null || counts(result)) Reach($"{method} after", about);
        return result;
    }

    private void Reach(string point, object? about)
    {
        if (_crash is { } crash && crash.Point == point && crash.When(about)) Dead = true;
        if (Dead) throw new ProcessDiedException();
    }
}

/// <summary>What a dead process sees: nothing any more.</summary>
internal sealed class ProcessDiedException() : Exception("The process is dead.");

internal sealed class StoreDownException() : DbException("The database does not answer.");
