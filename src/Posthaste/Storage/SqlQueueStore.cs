using Dapper;
using Posthaste.Jobs;
using Posthaste.Jobs.Telemetry;

namespace Posthaste.Storage;

/// <summary>How the queue stands, by the indexes of what is ready, unknown or waits for a person.</summary>
internal sealed class SqlQueueStore(Database database) : IQueueStore
{
    /// <summary>Beyond this a queue is long, and counting it to the end would only make it longer.</summary>
    private const int MaxCounted = 100_000;

    // From the lanes to their jobs: a lane that sleeps costs nothing, however many jobs are planned in it.
    internal static readonly string WaitingSql =
        $"""
        SELECT platform, kind, COUNT(*), MIN(since) FROM (
            SELECT j.platform, l.kind, CASE WHEN j.wake_at > l.ready_at THEN j.wake_at ELSE l.ready_at END AS since
            FROM lanes l JOIN publish_jobs j
              ON j.channel_id = l.channel_id AND j.lane_kind = l.kind AND j.lane_slot = l.slot AND j.wake_at IS NOT NULL AND j.wake_at <= @Now
            WHERE l.kind IN (0, 1) AND l.share IN (0, 1) AND l.ready_at IS NOT NULL AND l.ready_at <= @Now
            LIMIT {MaxCounted}) waiting
        GROUP BY platform, kind
        """;

    public Task<QueueFigures> ReadAsync(DateTimeOffset now, CancellationToken ct) => database.ReadAsync(async connection =>
    {
        var waiting = await connection.QueryAsync<(string Platform, int Lane, long Count, DateTimeOffset Since)>(WaitingSql, new { Now = now });
        var settling = await connection.QueryAsync<(string Platform, long Count, DateTimeOffset Since)>(
            """
            SELECT j.platform, COUNT(*), MIN(i.intent_at) FROM publish_intents i JOIN publish_jobs j ON j.id = i.job_id
            WHERE i.outcome IS NULL AND j.state NOT IN ('needs_attention', 'handed_over') GROUP BY j.platform
            """);
        var attention = await connection.QueryAsync<(string Platform, string? Reason, long Count)>(
            "SELECT platform, reason, COUNT(*) FROM publish_jobs WHERE state = 'needs_attention' GROUP BY platform, reason");
        var quotas = await connection.QueryAsync<(string Platform, long Posts)>(
            """
            SELECT c.platform, MIN(q.total - q.used) FROM channel_quotas q JOIN channels c ON c.id = q.channel_id
            WHERE q.total IS NOT NULL AND c.state <> 'disconnected' GROUP BY c.platform
            """);
        return new QueueFigures(
            [.. waiting.Select(row => new WaitingJobs(row.Platform, (LaneKind)row.Lane, row.Count, row.Since))],
            [.. settling.Select(row => new SettlingJobs(row.Platform, row.Count, row.Since))],
            [.. attention.Select(row => new AttentionJobs(row.Platform, row.Reason is null ? null : Words.Parse<JobReason>(row.Reason), row.Count))],
            [.. quotas.Select(row => new QuotaLeft(row.Platform, Math.Max(0, row.Posts)))]);
    }, ct);
}
