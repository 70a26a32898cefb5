using Dapper;

namespace Posthaste.Storage.Sqlite;

/// <summary>The claim on SQLite: a few indexed look-ups per lane, in process, under the one writer.</summary>
internal static class SqliteClaim
{
    // "ready_at IS NOT NULL" is spelled out, else the planner cannot prove that the partial index applies.
    private const string Ready =
        """
        SELECT channel_id, slot, gate, paused_until, epoch FROM lanes
        WHERE kind = @Kind AND share = @Share AND ready_at IS NOT NULL AND ready_at BETWEEN @Floor AND @Now
        ORDER BY ready_at, channel_id, slot LIMIT @Max OFFSET @Skipped
        """;

    private const string Take =
        """
        UPDATE lanes SET ready_at = NULL, epoch = epoch + 1, running_job = @JobId, owner = @Node, claimed_at = @Now
        WHERE channel_id = @ChannelId AND kind = @Kind AND slot = @Slot
        """;

    // While the platform's pause lasts, the lane wakes only for a job whose late window has ended.
    private static readonly string Head = HeadBy("wake_at", "1 = 1");
    private static readonly string LateHead = HeadBy("late_at", LaneSql.HasWindow);
    private static readonly string Rearm = LaneSql.Rearm("MAX", "MIN");

    public static IReadOnlyList<LaneTaken> Run(SqliteCommands commands, LaneClaim claim)
    {
        var kind = (int)claim.Kind;
        var lanes = FindReady(commands, claim);
        var taken = new List<LaneTaken>(lanes.Count);
        foreach (var lane in lanes)
        {
            if (ReadHead(commands, claim, lane) is not { } head)
            {
                // Its head was cancelled or moved since the lane's time was set.
                commands.Execute(Rearm, ("ChannelId", lane.ChannelId), ("Kind", kind), ("Slot", lane.Slot), ("Now", claim.Now));
                continue;
            }
            commands.Execute(Take, ("JobId", head.Job.Id), ("Node", claim.Node), ("Now", claim.Now), ("ChannelId", lane.ChannelId), ("Kind", kind), ("Slot", lane.Slot));
            taken.Add(new LaneTaken(
                new ClaimedLane { ClaimedSlot = lane.Slot, Gate = lane.Gate, PausedUntil = lane.PausedUntil, Epoch = lane.Epoch + 1, HasIntents = head.HasIntents }, head.Job));
        }
        return taken;
    }

    /// <summary>The places kept for share 1, then share 0, then what that left over.</summary>
    private static List<ReadyLane> FindReady(SqliteCommands commands, LaneClaim claim)
    {
        var lanes = ReadShare(commands, claim, share: 1, claim.Kept, skipped: 0);
        var kept = lanes.Count;
        lanes.AddRange(ReadShare(commands, claim, share: 0, claim.Max - lanes.Count, skipped: 0));
        if (kept == claim.Kept) lanes.AddRange(ReadShare(commands, claim, share: 1, claim.Max - lanes.Count, skipped: kept));
        return lanes;
    }

    private static List<ReadyLane> ReadShare(SqliteCommands commands, LaneClaim claim, int share, int max, int skipped)
    {
        if (max == 0) return [];
        using var ready = commands.Read(Ready, ("Kind", (int)claim.Kind), ("Share", share), ("Floor", claim.Floor), ("Now", claim.Now), ("Max", max), ("Skipped", skipped));
        return [.. ready.Parse<ReadyLane>()];
    }

    private static (JobRow Job, bool HasIntents)? ReadHead(SqliteCommands commands, LaneClaim claim, ReadyLane lane)
    {
        using var head = commands.Read(lane.PausedUntil > claim.Now ? LateHead : Head,
            ("ChannelId", lane.ChannelId), ("Kind", (int)claim.Kind), ("Slot", lane.Slot), ("Now", claim.Now));
        if (!head.Read()) return null;
        return (head.GetRowParser<JobRow>()(head), head.GetBoolean(head.GetOrdinal("has_intents")));
    }

    private static string HeadBy(string order, string wanted) =>
        $"""
        SELECT {JobRow.Columns}, EXISTS (SELECT 1 FROM publish_intents i WHERE i.job_id = h.id) AS has_intents FROM (
            SELECT * FROM publish_jobs
            WHERE channel_id = @ChannelId AND lane_kind = @Kind AND lane_slot = @Slot AND wake_at IS NOT NULL AND {wanted}
            ORDER BY {order}, id LIMIT 1) h
        WHERE {order} <= @Now
        """;

    private sealed record ReadyLane
    {
        public Guid ChannelId { get; init; }
        public int Slot { get; init; }
        public int Gate { get; init; }
        public DateTimeOffset? PausedUntil { get; init; }
        public long Epoch { get; init; }
    }
}
