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

    /// <summary>True of a job that can still miss its late window.</summary>
    public const string HasWindow = "state NOT IN ('publishing', 'published')";

    /// <summary>Sets the clock of an idle lane from the job at its head: never into the past (a floor cursor would miss
    /// it), not before a pause ends, and yet in time for the first job whose late window ends during the pause. What is live or
    /// being settled has no window any more, and waits for the end of the pause.</summary>
    /// <param name="greatest">The database's word for the larger of two values.</param>
    /// <param name="least">The database's word for the smaller of two values.</param>
    /// <param name="key">The prefix of the parameters that name the lane.</param>
    public static string Rearm(string greatest, string least, string key = "")
    {
        var jobs =
            $"""
            FROM publish_jobs WHERE channel_id = @{key}ChannelId AND lane_kind = @{key}Kind AND lane_slot = @{key}Slot AND wake_at IS NOT NULL
            """;
        return
            $"""
            UPDATE lanes SET ready_at = CASE
                WHEN (SELECT MIN(wake_at) {jobs}) IS NULL THEN NULL
                WHEN paused_until IS NULL OR paused_until <= @Now THEN {greatest}((SELECT MIN(wake_at) {jobs}), @Now)
                ELSE {greatest}((SELECT MIN(wake_at) {jobs}), {least}(paused_until, COALESCE((SELECT MIN(late_at) {jobs} AND {HasWindow}), paused_until)), @Now) END
            WHERE channel_id = @{key}ChannelId AND kind = @{key}Kind AND slot = @{key}Slot AND running_job IS NULL
            """;
    }
}
