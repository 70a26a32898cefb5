using Posthaste.Jobs;

namespace Posthaste.Storage;

/// <summary>The pieces of SQL that every write to a lane is made of.</summary>
internal static class LaneSql
{
    /// <summary>True while the writer's lease holds.</summary>
    public const string Held =
        """
        EXISTS (SELECT 1 FROM lanes held WHERE held.channel_id = @LaneChannel AND held.kind = @LaneKind AND held.slot = @LaneSlot
                AND held.epoch = @Epoch AND held.running_job = @JobId)
        """;

    /// <summary>True while the lease holds and no person has changed the job since it was claimed.</summary>
    public const string Current =
        $"""
        {Held}
        AND EXISTS (SELECT 1 FROM publish_jobs seen WHERE seen.id = @JobId AND seen.version = @Version)
        """;

    /// <summary>True of a job that can still miss its late window. What a person has in hand ends with their patience.</summary>
    public const string HasWindow = "state NOT IN ('publishing', 'published', 'handed_over')";

    /// <summary>Where the lanes of a new channel belong: in share 0 while its workspace has room there, else in share 1. Two that are
    /// connected at the same moment may both find the last room; one more does no harm.</summary>
    public static readonly string ShareOfNew =
        $"""
        (CASE WHEN (SELECT COUNT(*) FROM channels own JOIN channels other ON other.workspace_id = own.workspace_id AND other.id <> own.id
                    WHERE own.id = @ChannelId
                      AND EXISTS (SELECT 1 FROM lanes l WHERE l.channel_id = other.id AND l.share = 0 AND l.gate <> {(int)Gate.Disconnected})) >= {FairTurns.Room}
              THEN 1 ELSE 0 END)
        """;

    /// <summary>Sets the clock of an idle lane from the job at its head: never into the past (a floor cursor would miss
    /// it), not before a pause ends, and yet in time for the first job whose late window ends during the pause. What is live or
    /// being settled has no window any more, and waits for the end of the pause.</summary>
    /// <param name="greatest">The database's word for the larger of two values.</param>
    /// <param name="least">The database's word for the smaller of two values.</param>
    public static string Rearm(string greatest, string least) =>
        $"""
        UPDATE lanes SET ready_at = {ReadyAt(greatest, least)} /*FROM k*/
        WHERE lanes.channel_id = @ChannelId AND lanes.kind = @Kind AND lanes.slot = @Slot AND lanes.running_job IS NULL
        """;

    /// <summary>The same of the lane that a lease holds, which ends with it.</summary>
    public static string ReleaseAndRearm(string greatest, string least) =>
        $"""
        UPDATE lanes SET running_job = NULL, owner = NULL, claimed_at = NULL, ready_at = {ReadyAt(greatest, least)} /*FROM k*/
        WHERE lanes.channel_id = @LaneChannel AND lanes.kind = @LaneKind AND lanes.slot = @LaneSlot AND lanes.epoch = @Epoch AND lanes.running_job = @JobId
        """;

    private static string ReadyAt(string greatest, string least)
    {
        const string jobs =
            """
            FROM publish_jobs j WHERE j.channel_id = lanes.channel_id AND j.lane_kind = lanes.kind AND j.lane_slot = lanes.slot AND j.wake_at IS NOT NULL
            """;
        return
            $"""
            (CASE
                WHEN (SELECT MIN(j.wake_at) {jobs}) IS NULL THEN NULL
                WHEN lanes.paused_until IS NULL OR lanes.paused_until <= @Now THEN {greatest}((SELECT MIN(j.wake_at) {jobs}), @Now)
                ELSE {greatest}((SELECT MIN(j.wake_at) {jobs}), {least}(lanes.paused_until, COALESCE((SELECT MIN(j.late_at) {jobs} AND j.{HasWindow}), lanes.paused_until)), @Now) END)
            """;
    }
}
