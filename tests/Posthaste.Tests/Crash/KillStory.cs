namespace Posthaste.Tests.Crash;

/// <summary>A server fails at a named place while it publishes one post, and is started again.</summary>
internal static class KillStory
{
    private const int Killed = 137;

    /// <param name="rig">Where nothing is left to do from other stories.</param>
    /// <param name="row">The place.</param>
    /// <param name="kind">Of post.</param>
    /// <param name="mayMiss">The post may come to rest without the place having been reached.</param>
    /// <param name="tries">Posts until one comes to a place where nothing dies.</param>
    /// <returns>From the restart until nothing was left to do; null where it did not have to be started again.</returns>
    public static async Task<TimeSpan?> TellAsync(CrashRig rig, KillRow row, PostKind kind, bool mayMiss = false, int tries = 3)
    {
        var context = $"Failpoint {row.Failpoint}, {kind}, {rig.Storage}; again with POSTHASTE_TEST_SEED={PostKind.Seed}.";
        if (!rig.Server.IsRunning) await rig.Server.StartAsync();
        await row.Before(rig);
        rig.Arm(row.DiedBefore ?? row.Failpoint);
        var post = await rig.ScheduleAsync(kind);
        await row.After(rig);
        if (row.DiedBefore is not null)
        {
            await rig.Server.DiedAsync();
            rig.Arm(row.Failpoint);
            rig.Server.Begin(null);
        }

        if (row.Action == "hang") await StopStuckAsync(rig);
        var died = row.Action == "kill" && (!mayMiss || await HasEndedAsync(rig)) && await rig.Server.ExitAsync() == Killed;
        Assert.True(died || mayMiss || row.Action != "kill", $"{context}\nIt ended without having come there.");
        if (row.Action is "kill" or "hang") rig.Arm(null);
        var begun = TimeProvider.System.GetTimestamp();
        if (!rig.Server.IsRunning) await rig.Server.StartAsync();
        await rig.AssertAllLiveOnceAsync(context);
        var recovery = TimeProvider.System.GetElapsedTime(begun);
        rig.Arm(null);

        // On a machine that is late a call is sent, and its connection is gone before anybody read it.
        var neverCame = (await rig.Desk.JobsAsync()).Any(job => job.GetProperty("postId").GetGuid() == post && Truth.IsLeftToAPerson(job));
        var history = await rig.Desk.HistoryAsync(post);
        Assert.True(history.Count(item => item == "job.published") == (neverCame ? 0 : 1), $"{context}\n{string.Join('\n', history)}");
        Assert.True(history.Count(item => item == "job.part_published") == kind.Posts - 1, $"{context}\n{string.Join('\n', history)}");
        if (neverCame || (row.Action is "throw" or "lose" && !rig.Server.Output.Contains($"failpoint {row.Failpoint.Split(':')[0]} was reached", StringComparison.Ordinal)))
        {
            // There too a post is due before it is prepared, and comes to fewer places: then another one.
            Assert.True(tries > 1, $"{context}\nNo post came there.");
            return await TellAsync(rig, row, kind, mayMiss, tries - 1);
        }
        return died ? recovery : null;
    }

    /// <summary>Waits until it has ended, or the post has come to rest without that.</summary>
    private static async Task<bool> HasEndedAsync(CrashRig rig)
    {
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                return !rig.Server.IsRunning || (await rig.Desk.JobsAsync()).All(PostDesk.IsAtRest);
            }
            catch (HttpRequestException)
            {
                // It is about to have died.
                return false;
            }
        }, "it has ended, or the post is at rest", () => rig.Server.Output);
        return !rig.Server.IsRunning;
    }

    /// <summary>A run that never ends does not keep the server from stopping, and whoever comes next waits for its lease.</summary>
    private static async Task StopStuckAsync(CrashRig rig)
    {
        await Eventually.TrueAsync(async () => (await rig.Desk.JobsAsync()).Any(job => job.GetProperty("state").GetString() == "publishing"),
            "the post is being published", () => rig.Server.Output);
        rig.Server.Terminate();
        Assert.Equal(0, await rig.Server.ExitAsync());
    }
}
