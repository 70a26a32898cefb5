using Dapper;
using Posthaste.Jobs.Limits;

namespace Posthaste.Storage;

/// <summary>What a channel's limits are decided on: intents, the hours' ledger, and the platform's last word.</summary>
internal sealed class SqlLimitStore(Database database) : ILimitStore
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public Task<ChannelCounts> ReadCountsAsync(Guid channelId, DateTimeOffset now, CancellationToken ct) =>
        database.ReadAsync(async connection =>
        {
            var quota = (await connection.QuerySingleOrDefaultAsync<QuotaRow>(
                "SELECT total, window_seconds, used, read_at FROM channel_quotas WHERE channel_id = @ChannelId", new { ChannelId = channelId }))?.ToNote();
            var window = quota?.Window > Day ? quota.Window.Value : Day;
            var calls = (await connection.QueryAsync<(DateTimeOffset At, long IsDelivery)>(
                $"""
                SELECT intent_at, CAST(CASE WHEN {LimitSql.Waits} THEN 1 ELSE 0 END AS bigint) FROM publish_intents
                WHERE channel_id = @ChannelId AND intent_at > @Since AND ({LimitSql.Counts} OR {LimitSql.Waits}) ORDER BY intent_at
                """, new { ChannelId = channelId, Since = now - window })).AsList();
            var hours = await connection.QueryAsync<HourRow>(
                "SELECT hour, calls, containers FROM channel_usage WHERE channel_id = @ChannelId AND hour > @Since ORDER BY hour",
                new { ChannelId = channelId, Since = now - Day - Hour });
            // "wake_at IS NOT NULL" is spelled out so that the index over a lane's jobs applies.
            var ready = await connection.ExecuteScalarAsync<long>(
                """
                SELECT COUNT(*) FROM publish_jobs
                WHERE channel_id = @ChannelId AND wake_at IS NOT NULL AND wake_at <= @Soon AND state IN ('ready', 'publishing')
                """, new { ChannelId = channelId, Soon = now + Hour });
            var pausedUntil = await connection.ExecuteScalarAsync<long?>(
                "SELECT MAX(paused_until) FROM lanes WHERE channel_id = @ChannelId AND kind = 0 AND paused_until > @Now", new { ChannelId = channelId, Now = now });
            return new ChannelCounts
            {
                Publishes = [.. calls.Where(call => call.IsDelivery == 0).Select(call => call.At)],
                Deliveries = [.. calls.Where(call => call.IsDelivery == 1 && call.At > now - Day).Select(call => call.At)],
                Hours = [.. hours.Select(hour => new HourCount(hour.Hour, hour.Calls, hour.Containers))],
                Quota = quota,
                ReadyJobs = (int)ready,
                PausedUntil = pausedUntil is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
            };
        }, ct);

    public Task SaveQuotaAsync(Guid channelId, QuotaNote quota, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            """
            INSERT INTO channel_quotas (channel_id, total, window_seconds, used, read_at) VALUES (@ChannelId, @Total, @WindowSeconds, @Used, @ReadAt)
            ON CONFLICT (channel_id) DO UPDATE SET total = excluded.total, window_seconds = excluded.window_seconds, used = excluded.used, read_at = excluded.read_at
            WHERE channel_quotas.read_at < excluded.read_at
            """,
            new { ChannelId = channelId, quota.Total, WindowSeconds = (long?)quota.Window?.TotalSeconds, quota.Used, quota.ReadAt }), ct);

    public Task<IReadOnlyList<PlannedPost>> ListPlannedAsync(Guid channelId, Guid exceptPostId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<PlannedPost>>(async connection => [.. (await connection.QueryAsync<(DateTimeOffset DueAt, long Parts)>(
            """
            SELECT j.due_at, CASE WHEN p.type = 'story' THEN (SELECT COUNT(*) FROM post_media m WHERE m.post_id = j.post_id AND (m.channel_id IS NULL OR m.channel_id = j.channel_id)) ELSE 1 END
            FROM publish_jobs j LEFT JOIN posts p ON p.id = j.post_id
            WHERE j.channel_id = @ChannelId AND j.wake_at IS NOT NULL AND j.state IN ('scheduled', 'preparing', 'ready')
              AND j.due_at > @From AND j.due_at <= @To AND j.post_id <> @ExceptPostId
            ORDER BY j.due_at
            """, new { ChannelId = channelId, ExceptPostId = exceptPostId, From = from, To = to }))
            .Select(row => new PlannedPost(row.DueAt, (int)Math.Max(1, row.Parts)))], ct);

    private sealed class QuotaRow
    {
        public int? Total { get; init; }
        public long? WindowSeconds { get; init; }
        public int Used { get; init; }
        public DateTimeOffset ReadAt { get; init; }

        public QuotaNote ToNote() => new(Used, Total, WindowSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, ReadAt);
    }

    private sealed class HourRow
    {
        public DateTimeOffset Hour { get; init; }
        public long Calls { get; init; }
        public long Containers { get; init; }
    }
}
