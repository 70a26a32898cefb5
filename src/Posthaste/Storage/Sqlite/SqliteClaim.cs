using System.Data.Common;
using Dapper;

namespace Posthaste.Storage.Sqlite;

/// <summary>The claim on SQLite: a few indexed look-ups per lane, in process, under the one writer.</summary>
internal static class SqliteClaim
{
    public static async Task<IReadOnlyList<ClaimedLane>> RunAsync(DbConnection connection, LaneClaim claim)
    {
        // "ready_at IS NOT NULL" is spelled out, else the planner cannot prove that the partial index applies.
        var lanes = await connection.QueryAsync<Ready>(
            """
            SELECT channel_id, slot, gate, paused_until, epoch FROM lanes
            WHERE kind = @Kind AND ready_at IS NOT NULL AND ready_at BETWEEN @Floor AND @Now
            ORDER BY ready_at, channel_id, slot LIMIT @Max
            """,
            new { Kind = (int)claim.Kind, claim.Floor, claim.Now, claim.Max });

        var taken = new List<ClaimedLane>();
        foreach (var lane in lanes)
        {
            var key = new { lane.ChannelId, Kind = (int)claim.Kind, lane.Slot, claim.Now, claim.Node };
            // While the platform's pause lasts, the lane wakes only for a job whose late window has ended.
            var (order, wanted) = lane.PausedUntil > claim.Now ? ("late_at", LaneSql.HasWindow) : ("wake_at", "1 = 1");
            var jobId = await connection.QuerySingleOrDefaultAsync<Guid?>(
                $"""
                SELECT id FROM (
                    SELECT id, {order} AS ready FROM publish_jobs
                    WHERE channel_id = @ChannelId AND lane_kind = @Kind AND lane_slot = @Slot AND wake_at IS NOT NULL AND {wanted}
                    ORDER BY {order}, id LIMIT 1)
                WHERE ready <= @Now
                """, key);
            if (jobId is null)
            {
                // Its head was cancelled or moved since the lane's time was set.
                await connection.ExecuteAsync(LaneSql.Rearm("MAX", "MIN"), key);
                continue;
            }
            await connection.ExecuteAsync(
                """
                UPDATE lanes SET ready_at = NULL, epoch = epoch + 1, running_job = @JobId, owner = @Node, claimed_at = @Now
                WHERE channel_id = @ChannelId AND kind = @Kind AND slot = @Slot
                """,
                new { JobId = jobId.Value, key.Node, key.Now, key.ChannelId, key.Kind, key.Slot });
            taken.Add(new ClaimedLane
            {
                ChannelId = lane.ChannelId,
                Slot = lane.Slot,
                Gate = lane.Gate,
                PausedUntil = lane.PausedUntil,
                Epoch = lane.Epoch + 1,
                JobId = jobId.Value,
            });
        }
        return taken;
    }

    private sealed record Ready
    {
        public Guid ChannelId { get; init; }
        public int Slot { get; init; }
        public int Gate { get; init; }
        public DateTimeOffset? PausedUntil { get; init; }
        public long Epoch { get; init; }
    }
}
