using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>A server fails at a named place while it publishes one post, and is started again.</summary>
internal static class KillStory
{
    public static async Task TellAsync(KillRow row, PostKind kind, PostgresTestDatabase? database)
    {
        var context = $"Failpoint {row.Failpoint}, {kind}, {(database is null ? "SQLite" : "PostgreSQL")}; again with POSTHASTE_TEST_SEED={PostKind.Seed}.";
        await using var rig = await CrashRig.StartAsync(database);
        if (row.DiedBefore is null)
        {
            await rig.Server.StartAsync(row.Failpoint);
            await row.Before(rig);
        }
        else
        {
            await rig.Server.StartAsync(row.DiedBefore);
        }
        var post = await rig.ScheduleAsync(kind);
        await row.After(rig);
        if (row.DiedBefore is not null)
        {
            await rig.Server.DiedAsync();
            rig.Server.Begin(row.Failpoint);
        }

        if (row.Action == "hang") await StuckAsync(rig);
        if (row.Action is "kill" or "hang")
        {
            if (row.Action == "kill") await rig.Server.DiedAsync();
            await rig.Server.StartAsync();
        }
        await rig.AssertAllLiveOnceAsync(context);

        if (row.Action is "throw" or "lose") Assert.Contains("failpoint", rig.Server.Output, StringComparison.Ordinal);
        var history = await rig.Desk.HistoryAsync(post);
        Assert.True(history.Count(item => item == "job.published") == 1, $"{context}\n{string.Join('\n', history)}");
        Assert.True(history.Count(item => item == "job.part_published") == kind.Posts - 1, $"{context}\n{string.Join('\n', history)}");
    }

    /// <summary>A run that never ends does not keep the server from stopping, and whoever comes next waits for its lease.</summary>
    private static async Task StuckAsync(CrashRig rig)
    {
        await Eventually.TrueAsync(async () => (await rig.Desk.JobsAsync()).Any(job => job.GetProperty("state").GetString() == "publishing"),
            "the post is being published", () => rig.Server.Output);
        rig.Server.Terminate();
        Assert.Equal(0, await rig.Server.ExitAsync());
    }
}
