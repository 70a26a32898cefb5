using Posthaste.Tests.Crash;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Campaign;

/// <summary>Many posts go out on several channels while the server is killed at random instants and started again.</summary>
internal static class LoadStory
{
    private const int Channels = 8;
    private const int Posts = 32;
    private const int Kills = 4;

    private static readonly string[] Faults = ["publish_then_500", "publish_then_reset", "reset", "publish_then_timeout", "server_error"];

    /// <param name="seed">Of the kinds, the instants and the platform's faults.</param>
    /// <param name="database">Not started yet; null for SQLite.</param>
    public static async Task<CrashCounts> TellAsync(int seed, PostgresTestDatabase? database)
    {
        var random = new Random(seed);
        var context = $"Under load, seed {seed}, {(database is null ? "SQLite" : "PostgreSQL")}.";
        await using var rig = await CrashRig.StartAsync(database, new Dictionary<string, string>
        {
            ["Jobs:PostsPerHour"] = "0",
            // A job may be there at every one of the deaths.
            ["Jobs:MaxAttempts"] = "20",
        });
        await rig.Server.StartAsync();
        var channels = new List<Guid>();
        for (var i = 0; i < Channels; i++) channels.Add((await rig.Desk.ConnectAsync()).Channel);
        foreach (var kind in Faults) await rig.Desk.OrderAsync(new { kind, step = "publish", probability = 0.1, times = 3 });
        await rig.Desk.OrderAsync(new { kind = "slow", step = "publish", probability = 0.5, times = 0, delaySeconds = 0.3 });
        for (var i = 0; i < Posts; i++)
            await rig.Desk.ScheduleAsync(PostKind.All[random.Next(PostKind.All.Count)], channels[random.Next(Channels)], TimeSpan.FromSeconds(2 + (random.NextDouble() * 8)));

        for (var i = 0; i < Kills; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.3 + (random.NextDouble() * 3)), TimeProvider.System, TestContext.Current.CancellationToken);
            await rig.Server.KillAsync();
            await rig.Server.StartAsync();
        }
        var begun = TimeProvider.System.GetTimestamp();
        await rig.AtRestAsync(context);
        var recovery = TimeProvider.System.GetElapsedTime(begun);
        await rig.AssertAllLiveOnceAsync(context, lookAlikes: true);
        await rig.AssertInvariantsAsync(context);
        return await rig.CountAsync() with { Kills = Kills, RecoverySeconds = [recovery.TotalSeconds] };
    }
}
