using Posthaste.Jobs;
using Posthaste.Jobs.Handoff;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Metrics;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>The stores as one node sees them: every call goes through one place, where a test can hold it up, lose it or end the
/// node's process.</summary>
internal abstract class StoreProxy(ILaneStore lanes, ILimitStore limits, IMetricsStore metrics) : ILaneStore, ILimitStore, IMetricsStore
{
    /// <summary>The one place.</summary>
    /// <param name="method">Which call.</param>
    /// <param name="about">What it is about, for a test that looks at it.</param>
    /// <param name="call">Makes it.</param>
    protected abstract Task<T> CallAsync<T>(string method, object? about, Func<Task<T>> call);

    // The test's clock on both databases: PostgreSQL's own would run by itself.
    protected abstract DateTimeOffset ReadClock();

    public virtual Task<IReadOnlyList<ClaimedJob>> ClaimAsync(LaneKind kind, Guid node, DateTimeOffset now, DateTimeOffset floor, int max, CancellationToken ct) =>
        CallAsync(nameof(ClaimAsync), kind, () => lanes.ClaimAsync(kind, node, now, floor, max, ct));

    public virtual Task<IReadOnlyList<ClaimedJob>> ClaimHintedAsync(LaneKind kind, Guid node, DateTimeOffset now, IReadOnlyCollection<LaneHint> hints, CancellationToken ct) =>
        CallAsync(nameof(ClaimHintedAsync), kind, () => lanes.ClaimHintedAsync(kind, node, now, hints, ct));

    public virtual Task<DateTimeOffset?> NextReadyAsync(LaneKind kind, DateTimeOffset floor, CancellationToken ct) =>
        CallAsync(nameof(NextReadyAsync), kind, () => lanes.NextReadyAsync(kind, floor, ct));

    public virtual Task<bool> SaveProgressAsync(Lease lease, Job job, JobEvent? @event, IntentVerdict? verdict, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(SaveProgressAsync), job, () => lanes.SaveProgressAsync(lease, job, @event, verdict, now, ct));

    public virtual Task<bool> FinishAsync(Lease lease, RunEnd end, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(FinishAsync), end, () => lanes.FinishAsync(lease, end, now, ct));

    public virtual Task ReleaseAsync(Lease lease, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(ReleaseAsync), lease, async () =>
        {
            await lanes.ReleaseAsync(lease, now, ct);
            return true;
        });

    public virtual Task GiveUpAsync(Lease lease, DateTimeOffset now, Func<ClaimedJob, RunEnd> decide, CancellationToken ct) =>
        CallAsync(nameof(GiveUpAsync), lease, async () =>
        {
            await lanes.GiveUpAsync(lease, now, decide, ct);
            return true;
        });

    public virtual Task<IReadOnlyList<Lease>> ListHeldAsync(LaneKind kind, Guid node, CancellationToken ct) =>
        CallAsync(nameof(ListHeldAsync), kind, () => lanes.ListHeldAsync(kind, node, ct));

    public virtual Task<IntentGrant> OpenIntentAsync(Lease lease, Job job, Intent intent, PublishAllowance allowance, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(OpenIntentAsync), job, () => lanes.OpenIntentAsync(lease, job, intent, allowance, now, ct));

    public virtual Task<IReadOnlyList<JobPart>> ListPartsAsync(Guid jobId, CancellationToken ct) =>
        CallAsync(nameof(ListPartsAsync), jobId, () => lanes.ListPartsAsync(jobId, ct));

    public virtual Task<Intent?> FindLastIntentAsync(Guid jobId, string part, CancellationToken ct) =>
        CallAsync(nameof(FindLastIntentAsync), jobId, () => lanes.FindLastIntentAsync(jobId, part, ct));

    public virtual Task<IReadOnlySet<string>> FindBoundAsync(Guid channelId, IReadOnlyCollection<string> remoteIds, CancellationToken ct) =>
        CallAsync(nameof(FindBoundAsync), channelId, () => lanes.FindBoundAsync(channelId, remoteIds, ct));

    public virtual Task<IReadOnlyList<NamelessCall>> ListNamelessAsync(Guid channelId, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        CallAsync(nameof(ListNamelessAsync), channelId, () => lanes.ListNamelessAsync(channelId, from, until, ct));

    public virtual Task PauseUntilAsync(Guid channelId, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(PauseUntilAsync), channelId, async () =>
        {
            await lanes.PauseUntilAsync(channelId, until, now, ct);
            return true;
        });

    public virtual Task PausePlatformAsync(string platform, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(PausePlatformAsync), platform, async () =>
        {
            await lanes.PausePlatformAsync(platform, until, now, ct);
            return true;
        });

    public virtual Task CountUsageAsync(Guid channelId, UsageCount count, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(CountUsageAsync), channelId, async () =>
        {
            await lanes.CountUsageAsync(channelId, count, now, ct);
            return true;
        });

    public virtual Task<ChannelCounts> ReadCountsAsync(Guid channelId, DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(ReadCountsAsync), channelId, () => limits.ReadCountsAsync(channelId, now, ct));

    public virtual Task SaveQuotaAsync(Guid channelId, QuotaNote quota, CancellationToken ct) =>
        CallAsync(nameof(SaveQuotaAsync), channelId, async () =>
        {
            await limits.SaveQuotaAsync(channelId, quota, ct);
            return true;
        });

    public virtual Task<IReadOnlyList<PlannedPost>> ListPlannedAsync(Guid channelId, Guid exceptPostId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        CallAsync(nameof(ListPlannedAsync), channelId, () => limits.ListPlannedAsync(channelId, exceptPostId, from, to, ct));

    public virtual Task<IReadOnlyList<MetricsReading>> ListAsync(Guid jobId, CancellationToken ct) =>
        CallAsync(nameof(ListAsync), jobId, () => metrics.ListAsync(jobId, ct));

    public virtual Task<DateTimeOffset> ReadClockAsync(CancellationToken ct) =>
        CallAsync(nameof(ReadClockAsync), null, () => Task.FromResult(ReadClock()));

    public virtual Task JoinAsync(Node node, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) =>
        CallAsync(nameof(JoinAsync), node, async () =>
        {
            await lanes.JoinAsync(node, now, leaseUntil, ct);
            return true;
        });

    public virtual Task HeartbeatAsync(Node node, DateTimeOffset leaseUntil, CancellationToken ct) =>
        CallAsync(nameof(HeartbeatAsync), node, async () =>
        {
            await lanes.HeartbeatAsync(node, leaseUntil, ct);
            return true;
        });

    public virtual Task LeaveAsync(Guid node, CancellationToken ct) =>
        CallAsync(nameof(LeaveAsync), node, async () =>
        {
            await lanes.LeaveAsync(node, ct);
            return true;
        });

    public virtual Task<int> RescueAsync(DateTimeOffset now, int max, Func<ClaimedJob, RunEnd> decide, CancellationToken ct) =>
        CallAsync(nameof(RescueAsync), null, () => lanes.RescueAsync(now, max, decide, ct));

    public virtual Task<int> HealAsync(DateTimeOffset now, CancellationToken ct) =>
        CallAsync(nameof(HealAsync), null, () => lanes.HealAsync(now, ct));
}
