using System.Data.Common;
using Dapper;
using Posthaste.Jobs.Handoff;

namespace Posthaste.Storage.Sqlite;

/// <summary>The claim on SQLite: a few indexed look-ups per lane, in process, under the one writer.</summary>
internal static class SqliteClaim
{
    // "ready_at IS NOT NULL" is spelled out, else the planner cannot prove that the partial index applies.
    // While the platform's pause lasts, a lane wakes only for a job whose late window has ended.
    private static readonly string Ready = With(
        """
        SELECT * FROM lanes WHERE kind = @Kind AND share = @Share AND ready_at IS NOT NULL AND ready_at BETWEEN @Floor AND @Now
        ORDER BY ready_at, channel_id, slot LIMIT @Max OFFSET @Skipped
        """);

    private static readonly string Hinted = With(
        "SELECT * FROM lanes WHERE channel_id = @ChannelId AND kind = @Kind AND slot = @Slot AND ready_at IS NOT NULL AND ready_at <= @Now AND epoch = COALESCE(@Epoch, epoch)");

    private const string Take =
        """
        UPDATE lanes SET ready_at = NULL, epoch = epoch + 1, running_job = @JobId, owner = @Node, claimed_at = @Now
        WHERE channel_id = @ChannelId AND kind = @Kind AND slot = @Slot
        """;

    private static readonly string Rearm = LaneSql.Rearm("MAX", "MIN");

    public static async Task<IReadOnlyList<LaneTaken>> RunAsync(DbConnection connection, SqliteStatements statements, LaneClaim claim)
    {
        var lanes = await (claim.Hints is { } hints ? FindHintedAsync(connection, claim, hints) : FindReadyAsync(connection, claim));
        var taken = new List<LaneTaken>(lanes.Count);
        foreach (var (lane, job) in lanes)
        {
            if (job is null)
            {
                // Its head was cancelled or moved since the lane's time was set.
                statements.Execute(Name(new Statement(Rearm), lane, claim));
                continue;
            }
            statements.Execute(Name(new Statement(Take), lane, claim).With("JobId", job.Id).With("Node", claim.Node));
            taken.Add(new LaneTaken(lane with { Epoch = lane.Epoch + 1 }, job));
        }
        return taken;
    }

    /// <summary>The places kept for share 1, then share 0, then what that left over.</summary>
    private static async Task<List<(ClaimedLane Lane, JobRow? Job)>> FindReadyAsync(DbConnection connection, LaneClaim claim)
    {
        var lanes = await ReadShareAsync(connection, claim, share: 1, claim.Kept, skipped: 0);
        var kept = lanes.Count;
        lanes.AddRange(await ReadShareAsync(connection, claim, share: 0, claim.Max - lanes.Count, skipped: 0));
        if (kept == claim.Kept) lanes.AddRange(await ReadShareAsync(connection, claim, share: 1, claim.Max - lanes.Count, skipped: kept));
        return lanes;
    }

    private static async Task<List<(ClaimedLane Lane, JobRow? Job)>> ReadShareAsync(DbConnection connection, LaneClaim claim, int share, int max, int skipped) => max == 0
        ? []
        : (await connection.QueryAsync<ClaimedLane, JobRow, (ClaimedLane Lane, JobRow? Job)>(Ready, (lane, job) => (lane, job),
            new { Kind = (int)claim.Kind, Share = share, claim.Floor, claim.Now, Max = max, Skipped = skipped }, splitOn: "id")).AsList();

    private static async Task<List<(ClaimedLane Lane, JobRow? Job)>> FindHintedAsync(DbConnection connection, LaneClaim claim, IReadOnlyList<LaneHint> hints)
    {
        var lanes = new List<(ClaimedLane Lane, JobRow? Job)>();
        foreach (var hint in hints)
        {
            lanes.AddRange(await connection.QueryAsync<ClaimedLane, JobRow, (ClaimedLane Lane, JobRow? Job)>(Hinted, (lane, job) => (lane, job),
                new { hint.Lane.ChannelId, Kind = (int)claim.Kind, hint.Lane.Slot, claim.Now, hint.Epoch }, splitOn: "id"));
        }
        return lanes;
    }

    private static Statement Name(Statement statement, ClaimedLane lane, LaneClaim claim) => statement
        .With("ChannelId", lane.LaneChannel)
        .With("Kind", (int)claim.Kind)
        .With("Slot", lane.ClaimedSlot)
        .With("Now", claim.Now);

    private static string With(string lanes) =>
        $"""
        SELECT l.channel_id AS lane_channel, l.slot AS claimed_slot, l.gate, l.paused_until, l.epoch,
               EXISTS (SELECT 1 FROM publish_intents i WHERE i.job_id = j.id) AS has_intents, {JobRow.ColumnsOf("j")}
        FROM ({lanes}) l
        LEFT JOIN publish_jobs j ON j.id = CASE WHEN l.paused_until > @Now THEN ({HeadBy("late_at", LaneSql.HasWindow)}) ELSE ({HeadBy("wake_at", "1 = 1")}) END
            AND CASE WHEN l.paused_until > @Now THEN j.late_at ELSE j.wake_at END <= @Now
        """;

    private static string HeadBy(string order, string wanted) =>
        $"""
        SELECT id FROM publish_jobs
        WHERE channel_id = l.channel_id AND lane_kind = @Kind AND lane_slot = l.slot AND wake_at IS NOT NULL AND {wanted}
        ORDER BY {order}, id LIMIT 1
        """;
}
