using Posthaste.Jobs.Metrics;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Reads how a live post is doing, three times. Nothing here changes that it is published, and everything else comes first:
/// no call is made while the platform wants none, or the channel's calls are needed for posts.</summary>
internal sealed class MetricsReader(IContentSource contents, ILaneStore store, IMetricsStore readings, LimitGate limits, PlatformReader reader, EngineClock clock)
{
    private static readonly TimeSpan GateWait = TimeSpan.FromMinutes(30);

    private static readonly PlatformError NoToken = new()
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "reconnect",
        Message = "The account had to be connected again.",
    };

    public async Task<RunEnd> RunAsync(Run run, IPlatform? platform, PlatformAccount? account, CancellationToken ct)
    {
        run.Measured = true;
        var job = run.Claimed.Job;
        if (platform is not { HasMetrics: true } || account is null || job is not { PublishedAt: { } publishedAt, TakenDownAt: null }) return Next(job, null);

        var now = clock.Now;
        if (MetricsPlan.Due(publishedAt, now) is not { } age) return Next(job, MetricsPlan.FirstAt(publishedAt));
        var next = MetricsPlan.NextAfter(age, publishedAt);
        var stored = (await readings.ListAsync(job.Id, ct)).Where(reading => reading.Age == age).Select(reading => reading.Part).ToHashSet();
        var parts = (await PartsAsync(job, ct)).Where(part => !stored.Contains(part.Part)).ToList();
        if (parts.Count == 0 || await contents.LoadAsync(job, hostUntil: null, ct) is not { } content) return Next(job, parts.Count == 0 ? next : null);
        if (run.Claimed.Gate is Gate.Reconnect or Gate.Disconnected)
        {
            return MetricsPlan.RetryAt(age, publishedAt, now) is null
                ? Next(job, next) with { Readings = [.. parts.Select(part => Missing(job, part.Part, age, NoToken))] }
                : Next(job, now + GateWait);
        }
        return await ReadAsync(job, publishedAt, age, parts, platform, account, content.Post.Type, ct);
    }

    private async Task<RunEnd> ReadAsync(
        Job job, DateTimeOffset publishedAt, MetricsAge age, List<(string Part, string RemoteId)> parts, IPlatform platform, PlatformAccount account, PostType type, CancellationToken ct)
    {
        var made = new List<MetricsReading>();
        DateTimeOffset? again = null;
        foreach (var (part, remoteId) in parts)
        {
            if (await limits.BeforeMetricsAsync(job, platform, ct) is { } wait)
            {
                again = wait;
                break;
            }
            var reading = await reader.AskAsync(job, "metrics", timed => platform.ReadMetricsAsync(account, remoteId, type, timed), ct);
            switch (reading)
            {
                case { Value: { } value }:
                    made.Add(Made(job, part, age, value));
                    break;
                case { Failure: StepResult.RateLimited limited }:
                    again = limited.Until;
                    break;
                case var _ when MetricsPlan.RetryAt(age, publishedAt, clock.Now) is { } retry:
                    again = retry;
                    break;
                default:
                    made.Add(Missing(job, part, age, StepRunner.ErrorOf(reading.Failure)));
                    break;
            }
        }
        return Next(job, again ?? MetricsPlan.NextAfter(age, publishedAt)) with { Readings = made };
    }

    /// <summary>What is live and known by its id; a job that a person resolved has no parts.</summary>
    private async Task<IReadOnlyList<(string Part, string RemoteId)>> PartsAsync(Job job, CancellationToken ct)
    {
        var live = (await store.ListPartsAsync(job.Id, ct))
            .Where(part => part is { IsLive: true, RemoteId: not null } && part.Part != PublishStep.Comment).Select(part => (part.Part, part.RemoteId!)).ToList();
        return live.Count > 0 || job.RemoteId is null ? live : [(PublishStep.Post, job.RemoteId)];
    }

    private MetricsReading Made(Job job, string part, MetricsAge age, PostMetrics value) => new()
    {
        JobId = job.Id,
        Part = part,
        Age = age,
        ReadAt = clock.Now,
        Likes = value.Likes,
        Comments = value.Comments,
        Insights = value.Insights,
        Missing = value.InsightsMissing?.Message,
    };

    private MetricsReading Missing(Job job, string part, MetricsAge age, PlatformError? error) => new()
    {
        JobId = job.Id,
        Part = part,
        Age = age,
        ReadAt = clock.Now,
        Missing = error?.Message ?? "The platform did not tell.",
    };

    private static RunEnd Next(Job job, DateTimeOffset? at) => new() { Job = job with { WakeAt = at, Deaths = 0 } };
}
