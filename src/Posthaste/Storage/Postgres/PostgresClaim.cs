using Dapper;
using Npgsql;

namespace Posthaste.Storage.Postgres;

/// <summary>The claim on PostgreSQL: two statements, whatever the number of lanes.</summary>
internal static class PostgresClaim
{
    // The places kept for share 1, then share 0, then what that left over. The inner limit is a number that the planner sees, or
    // it would not know how little of the index is read; the outer one ends the scan before it locks what is not taken.
    internal static readonly string Ready =
        $"""
        WITH kept AS MATERIALIZED ({ReadyIn(1, "", "@Kept")}),
        few AS MATERIALIZED (
            SELECT channel_id, slot FROM ({ReadyIn(0, "", "@Max")}) ready
            LIMIT @Max - (SELECT COUNT(*) FROM kept)),
        rest AS MATERIALIZED (
            SELECT channel_id, slot FROM ({ReadyIn(1, "AND (channel_id, slot) NOT IN (SELECT channel_id, slot FROM kept)", "@Max")}) ready
            LIMIT @Max - (SELECT COUNT(*) FROM kept) - (SELECT COUNT(*) FROM few))
        SELECT channel_id, slot FROM kept UNION ALL SELECT channel_id, slot FROM few UNION ALL SELECT channel_id, slot FROM rest
        """;

    /// <summary>Along the primary key. The order of lanes is that in which everybody locks several.</summary>
    internal const string Hinted =
        """
        SELECT l.channel_id, l.slot FROM lanes l
        JOIN unnest(@Channels, @Slots, @Epochs) AS h(channel_id, slot, epoch) ON l.channel_id = h.channel_id AND l.slot = h.slot
        WHERE l.kind = @Kind AND l.ready_at IS NOT NULL AND l.ready_at <= @Now AND l.epoch = COALESCE(h.epoch, l.epoch)
        ORDER BY l.channel_id, l.slot FOR UPDATE OF l SKIP LOCKED
        """;

    public static async Task<IReadOnlyList<LaneTaken>> RunAsync(NpgsqlConnection connection, LaneClaim claim)
    {
        // SKIP LOCKED: nodes that ask at the same moment each get other lanes instead of queueing.
        var lanes = (await (claim.Hints is { } hints
            ? connection.QueryAsync<(Guid ChannelId, short Slot)>(Hinted, new
            {
                Kind = (short)claim.Kind,
                claim.Now,
                Channels = hints.Select(hint => hint.Lane.ChannelId).ToArray(),
                Slots = hints.Select(hint => (short)hint.Lane.Slot).ToArray(),
                Epochs = hints.Select(hint => hint.Epoch).ToArray(),
            })
            : connection.QueryAsync<(Guid ChannelId, short Slot)>(Ready, new { Kind = (short)claim.Kind, claim.Floor, claim.Now, claim.Max, claim.Kept }))).AsList();
        if (lanes.Count == 0) return [];

        // A statement of its own has a new snapshot: a cancel that committed before the lock was taken is seen here.
        // While the platform's pause lasts, a lane wakes only for a job whose late window has ended.
        var found = await connection.QueryAsync<ClaimedLane, JobRow, LaneTaken>(
            $"""
            UPDATE lanes l
            SET ready_at = NULL, epoch = l.epoch + 1, running_job = h.id, owner = @Node, claimed_at = @Now
            FROM (
                SELECT k.channel_id AS lane_channel, k.slot AS claimed_slot, j.*
                FROM unnest(@Channels, @Slots) AS k(channel_id, slot)
                JOIN lanes p ON p.channel_id = k.channel_id AND p.kind = @Kind AND p.slot = k.slot
                CROSS JOIN LATERAL (
                    (SELECT {JobRow.Columns}, wake_at AS ready FROM publish_jobs
                     WHERE channel_id = k.channel_id AND lane_kind = @Kind AND lane_slot = k.slot AND wake_at IS NOT NULL
                       AND (p.paused_until IS NULL OR p.paused_until <= @Now)
                     ORDER BY wake_at, id LIMIT 1)
                    UNION ALL
                    (SELECT {JobRow.Columns}, late_at AS ready FROM publish_jobs
                     WHERE channel_id = k.channel_id AND lane_kind = @Kind AND lane_slot = k.slot AND wake_at IS NOT NULL
                       AND p.paused_until > @Now AND {LaneSql.HasWindow}
                     ORDER BY late_at, id LIMIT 1)) j
                WHERE j.ready <= @Now) h
            WHERE l.channel_id = h.lane_channel AND l.kind = @Kind AND l.slot = h.claimed_slot
            RETURNING h.lane_channel, h.claimed_slot, l.gate, l.paused_until, l.epoch, EXISTS (SELECT 1 FROM publish_intents i WHERE i.job_id = h.id) AS has_intents, {JobRow.ColumnsOf("h")}
            """,
            (lane, job) => new LaneTaken(lane, job),
            new
            {
                claim.Node,
                claim.Now,
                Kind = (short)claim.Kind,
                Channels = lanes.Select(lane => lane.ChannelId).ToArray(),
                Slots = lanes.Select(lane => lane.Slot).ToArray(),
            },
            splitOn: "id");
        var taken = found.AsList();
        if (taken.Count == lanes.Count) return taken;

        // The head of the others was cancelled or moved since the lane's time was set.
        foreach (var (channelId, slot) in lanes.Except(taken.Select(one => (one.Job.ChannelId, (short)one.Lane.ClaimedSlot))))
        {
            await connection.ExecuteAsync(LaneSql.Rearm("GREATEST", "LEAST"), new { ChannelId = channelId, Kind = (int)claim.Kind, Slot = (int)slot, claim.Now });
        }
        return taken;
    }

    private static string ReadyIn(int share, string others, string limit) =>
        $"""
        SELECT channel_id, slot FROM lanes
        WHERE kind = @Kind AND share = {share} AND ready_at IS NOT NULL AND ready_at BETWEEN @Floor AND @Now {others}
        ORDER BY ready_at, channel_id, slot LIMIT {limit} FOR UPDATE SKIP LOCKED
        """;
}
