using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>A server fails at a named place while it publishes one post, and is started again.</summary>
internal static class KillStory
{
    /// <param name="row">The place.</param>
    /// <param name="kind">Of post.</param>
    /// <param name="database">Not started yet; null for SQLite.</param>
    /// <param name="mayMiss">The post may come to rest without the place having been reached.</param>
    public static async Task<CrashCounts> TellAsync(KillRow row, PostKind kind, PostgresTestDatabase? database, bool mayMiss = false)
    {
        var context = $"Failpoint {row.Failpoint}, {kind}, {(database is null ? "SQLite" : "PostgreSQL")}; again with POSTHASTE_TEST_SEED={PostKind.Seed}.";
        await using var rig = await CrashRig.StartAsync(database);
        await rig.Server.StartAsync(row.DiedBefore ?? row.Failpoint);
        await row.Before(rig);
        var post = await rig.ScheduleAsync(kind);
        await row.After(rig);
        if (row.DiedBefore is not null)
        {
            await rig.Server.DiedAsync();
            rig.Server.Begin(row.Failpoint);
        }

        if (row.Action == "hang") await StopStuckAsync(rig);
        var died = row.Action == "kill" && (!mayMiss || await HasDiedAsync(rig));
        if (died) await rig.Server.DiedAsync();
        var begun = TimeProvider.System.GetTimestamp();
        if (died || row.Action == "hang") await rig.Server.StartAsync();
        await rig.AtRestAsync(context);
        var recovery = TimeProvider.System.GetElapsedTime(begun);
        var history = await rig.Desk.HistoryAsync(post);
        await rig.AssertAllLiveOnceAsync(context);

        if (row.Action is "throw" or "lose") Assert.Contains("failpoint", rig.Server.Output, StringComparison.Ordinal);
        Assert.True(history.Count(item => item == "job.published") == 1, $"{context}\n{string.Join('\n', history)}");
        Assert.True(history.Count(item => item == "job.part_published") == kind.Posts - 1, $"{context}\n{string.Join('\n', history)}");
        return await rig.CountAsync() with { Kills = died ? 1 : 0, RecoverySeconds = died ? [recovery.TotalSeconds] : [] };
    }

    /// <summary>Waits until it has died, or the post has come to rest without that.</summary>
    private static async Task<bool> HasDiedAsync(CrashRig rig)
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
        }, "it has died, or the post is at rest", () => rig.Server.Output);
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
