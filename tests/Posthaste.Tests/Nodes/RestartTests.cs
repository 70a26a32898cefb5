using Posthaste.Tests.Crash;

namespace Posthaste.Tests.Nodes;

/// <summary>C13: the database goes away under two nodes that are publishing, in good order and by a crash, and comes back.</summary>
public sealed class RestartTests
{
    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task A_restart_of_the_database_loses_nothing_and_repeats_nothing(string mode)
    {
        await using var postgres = await OwnPostgres.StartNewAsync();
        await using var cluster = await Cluster.StartAsync(postgres.ConnectionString, nodes: 2);
        await cluster.Desk.OrderAsync(new { kind = "slow", step = "create", times = 0, delaySeconds = 0.3 });
        await cluster.Desk.OrderAsync(new { kind = "slow", step = "publish", times = 0, delaySeconds = 0.5 });
        await cluster.ScheduleAsync(12, TimeSpan.FromSeconds(4), i => PostKind.ForTurn(i));
        await cluster.UntilAsync("some are being published", async () => (await cluster.PublishersAsync()).Count > 0);

        await postgres.StopAsync(mode);
        await postgres.StartAsync();

        await cluster.UntilAsync("both can work", async () => await cluster.Nodes[0].Process.IsReadyAsync() && await cluster.Nodes[1].Process.IsReadyAsync());
        await cluster.AssertAllLiveOnceAsync($"The database was restarted: {mode}.");
    }
}
