using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Posthaste.Jobs.Handoff;
using Posthaste.Jobs.Limits;

namespace Posthaste.Jobs.Telemetry;

/// <summary>The store, counting what passes through it. Every outcome of the engine does: what is counted is what was committed.</summary>
internal sealed class MeteredLaneStore : ILaneStore
{
    private readonly ILaneStore _inner;
    private readonly EngineMeter _meter;
    private readonly RunFigures _runs;
    private readonly TimeProvider _time;

    /// <summary>The runs under way, and the intent that each has open.</summary>
    private readonly ConcurrentDictionary<Lease, DateTimeOffset?> _running = new();

    public MeteredLaneStore(ILaneStore inner, EngineMeter meter, TimeProvider time)
    {
        (_inner, _meter, _time) = (inner, meter, time);
        _runs = new RunFigures(meter);
        meter.Meter.CreateObservableGauge("engine_jobs_running", Running, "{job}", "Jobs that this node holds.");
    }

    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(LaneKind kind, Guid node, DateTimeOffset now, DateTimeOffset floor, int max, CancellationToken ct) =>
        CountClaimAsync(kind, () => _inner.ClaimAsync(kind, node, now, floor, max, ct));

    public Task<IReadOnlyList<ClaimedJob>> ClaimHintedAsync(LaneKind kind, Guid node, DateTimeOffset now, IReadOnlyCollection<LaneHint> hints, CancellationToken ct) =>
        CountClaimAsync(kind, () => _inner.ClaimHintedAsync(kind, node, now, hints, ct));

    public async Task<bool> SaveProgressAsync(Lease lease, Job job, JobEvent? @event, IntentVerdict? verdict, DateTimeOffset now, CancellationToken ct)
    {
        var saved = await _inner.SaveProgressAsync(lease, job, @event, verdict, now, ct);
        if (!saved) _meter.Fenced.Add(1);
        return saved;
    }

    public async Task<bool> FinishAsync(Lease lease, RunEnd end, DateTimeOffset now, CancellationToken ct)
    {
        var finished = await _inner.FinishAsync(lease, end, now, ct);
        _running.TryRemove(lease, out var intentAt);
        if (finished) _runs.Count(end, intentAt, now);
        else _meter.Fenced.Add(1);
        return finished;
    }

    public async Task ReleaseAsync(Lease lease, DateTimeOffset now, CancellationToken ct)
    {
        await _inner.ReleaseAsync(lease, now, ct);
        _running.TryRemove(lease, out _);
    }

    public async Task GiveUpAsync(Lease lease, DateTimeOffset now, Func<ClaimedJob, RunEnd> decide, CancellationToken ct)
    {
        RunEnd? end = null;
        await _inner.GiveUpAsync(lease, now, claimed => end = decide(claimed), ct);
        _running.TryRemove(lease, out var intentAt);
        if (end is not null) _runs.Count(end, intentAt, now);
    }

    public async Task<IntentGrant> OpenIntentAsync(Lease lease, Job job, Intent intent, PublishAllowance allowance, DateTimeOffset now, CancellationToken ct)
    {
        var grant = await _inner.OpenIntentAsync(lease, job, intent, allowance, now, ct);
        _meter.Intents.Add(1, new("platform", job.Platform), new("grant", Words.Of(grant)));
        if (grant == IntentGrant.Granted) _running[lease] = intent.IntentAt;
        return grant;
    }

    public async Task<int> RescueAsync(DateTimeOffset now, int max, Func<ClaimedJob, RunEnd> decide, CancellationToken ct)
    {
        var ends = new List<RunEnd>();
        var freed = await _inner.RescueAsync(now, max, orphan =>
        {
            var end = decide(orphan);
            ends.Add(end);
            return end;
        }, ct);
        foreach (var end in ends) _runs.Count(end, intentAt: null, now);
        if (freed > 0) _meter.Rescued.Add(freed);
        return freed;
    }

    public async Task<int> HealAsync(DateTimeOffset now, CancellationToken ct)
    {
        var healed = await _inner.HealAsync(now, ct);
        if (healed > 0) _meter.Healed.Add(healed);
        return healed;
    }

    public Task<DateTimeOffset?> NextReadyAsync(LaneKind kind, DateTimeOffset floor, CancellationToken ct) => _inner.NextReadyAsync(kind, floor, ct);

    public Task<IReadOnlyList<Lease>> ListHeldAsync(LaneKind kind, Guid node, CancellationToken ct) => _inner.ListHeldAsync(kind, node, ct);

    public Task<IReadOnlyList<JobPart>> ListPartsAsync(Guid jobId, CancellationToken ct) => _inner.ListPartsAsync(jobId, ct);

    public Task<Intent?> FindLastIntentAsync(Guid jobId, string part, CancellationToken ct) => _inner.FindLastIntentAsync(jobId, part, ct);

    public Task<IReadOnlySet<string>> FindBoundAsync(Guid channelId, IReadOnlyCollection<string> remoteIds, CancellationToken ct) =>
        _inner.FindBoundAsync(channelId, remoteIds, ct);

    public Task<IReadOnlyList<NamelessCall>> ListNamelessAsync(Guid channelId, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        _inner.ListNamelessAsync(channelId, from, until, ct);

    public Task PauseUntilAsync(Guid channelId, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) => _inner.PauseUntilAsync(channelId, until, now, ct);

    public Task PausePlatformAsync(string platform, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) =>
        _inner.PausePlatformAsync(platform, until, now, ct);

    public Task CountUsageAsync(Guid channelId, UsageCount count, DateTimeOffset now, CancellationToken ct) => _inner.CountUsageAsync(channelId, count, now, ct);

    public Task CountUsageAsync(IReadOnlyCollection<KeyValuePair<Guid, UsageCount>> counts, DateTimeOffset now, CancellationToken ct) => _inner.CountUsageAsync(counts, now, ct);

    public Task<DateTimeOffset> ReadClockAsync(CancellationToken ct) => _inner.ReadClockAsync(ct);

    public Task JoinAsync(Node node, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) => _inner.JoinAsync(node, now, leaseUntil, ct);

    public Task HeartbeatAsync(Node node, DateTimeOffset leaseUntil, CancellationToken ct) => _inner.HeartbeatAsync(node, leaseUntil, ct);

    public Task LeaveAsync(Guid node, CancellationToken ct) => _inner.LeaveAsync(node, ct);

    private async Task<IReadOnlyList<ClaimedJob>> CountClaimAsync(LaneKind kind, Func<Task<IReadOnlyList<ClaimedJob>>> claim)
    {
        var begun = _time.GetTimestamp();
        var claimed = await claim();
        _meter.Claims.Record(_time.GetElapsedTime(begun).TotalSeconds, Lane(kind));
        foreach (var job in claimed) _running[job.Lease] = job.OpenIntent?.IntentAt;
        return claimed;
    }

    private IEnumerable<Measurement<long>> Running() => _running.Keys.CountBy(lease => lease.Lane.Kind).Select(kind => new Measurement<long>(kind.Value, Lane(kind.Key)));

    private static KeyValuePair<string, object?> Lane(LaneKind kind) => new("lane", Words.Of(kind));
}
