using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Metrics;

namespace Posthaste.Tests.Simulation.Model;

// What limits are decided on, and the figures of live posts.
internal sealed partial class ModelStore
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>How many publish calls a post makes; it is the posts' store that knows. One, unless a test says otherwise.</summary>
    public Func<Guid, int> PartsOfPost { get; set; } = _ => 1;

    public Task CountUsageAsync(Guid channelId, UsageCount count, DateTimeOffset now, CancellationToken ct) => Do(() =>
    {
        var hour = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds() / 3_600_000 * 3_600_000);
        var usage = Channel(channelId).Usage;
        usage[hour] = usage.GetValueOrDefault(hour) + count;
    });

    public Task<ChannelCounts> ReadCountsAsync(Guid channelId, DateTimeOffset now, CancellationToken ct) => Do(() =>
    {
        now = Ms(now);
        var channel = Channel(channelId);
        var window = channel.Quota?.Window > Day ? channel.Quota.Window.Value : Day;
        var pauses = channel.Lanes.Values.Where(lane => lane.Key.Kind == LaneKind.Prepare && lane.IsPaused(now));
        return new ChannelCounts
        {
            Publishes = [.. channel.CountedSince(now - window).Select(intent => intent.Intent.IntentAt).Reverse()],
            Deliveries = [.. channel.WaitingSince(now - Day).Select(intent => intent.Intent.IntentAt).Reverse()],
            Hours = [.. channel.Usage.Where(hour => hour.Key > now.AddHours(-25)).Select(hour => new HourCount(hour.Key, hour.Value.Calls, hour.Value.Containers))],
            Quota = channel.Quota,
            ReadyJobs = channel.Waking.Select(id => _jobs[id]).Count(job => job.State is JobState.Ready or JobState.Publishing && job.WakeAt <= now.AddHours(1)),
            PausedUntil = pauses.Max(lane => lane.PausedUntil),
        };
    });

    public Task SaveQuotaAsync(Guid channelId, QuotaNote quota, CancellationToken ct) => Do(() =>
    {
        var channel = Channel(channelId);
        var kept = quota with
        {
            ReadAt = Ms(quota.ReadAt),
            Window = quota.Window is { } window ? TimeSpan.FromSeconds((long)window.TotalSeconds) : null,
        };
        if (channel.Quota is null || channel.Quota.ReadAt < kept.ReadAt) channel.Quota = kept;
    });

    public Task<IReadOnlyList<PlannedPost>> ListPlannedAsync(Guid channelId, Guid exceptPostId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        Do<IReadOnlyList<PlannedPost>>(() =>
        [
            .. Channel(channelId).Waking.Select(id => _jobs[id])
                .Where(job => job.State is JobState.Scheduled or JobState.Preparing or JobState.Ready
                    && job.DueAt > Ms(from) && job.DueAt <= Ms(to) && job.PostId != exceptPostId)
                .OrderBy(job => job.DueAt)
                .Select(job => new PlannedPost(job.DueAt, Math.Max(1, PartsOfPost(job.PostId)))),
        ]);

    public Task<IReadOnlyList<MetricsReading>> ListAsync(Guid jobId, CancellationToken ct) =>
        Do<IReadOnlyList<MetricsReading>>(() => _readings.TryGetValue(jobId, out var readings) ? [.. readings.Values] : []);

    /// <summary>The first reading of an age stands.</summary>
    private void Add(MetricsReading reading)
    {
        if (!_readings.TryGetValue(reading.JobId, out var ofJob))
        {
            _readings[reading.JobId] = ofJob = new(Comparer<(MetricsAge Age, int Length, string Part)>.Create((one, other) =>
                (one.Age, one.Length).CompareTo((other.Age, other.Length)) is not 0 and var order ? order : string.CompareOrdinal(one.Part, other.Part)));
        }
        ofJob.TryAdd((reading.Age, reading.Part.Length, reading.Part), reading with { ReadAt = Ms(reading.ReadAt) });
    }
}
