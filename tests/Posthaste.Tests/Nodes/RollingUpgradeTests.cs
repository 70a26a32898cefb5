using Posthaste.Tests.Crash;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Nodes;

/// <summary>R-JOB-8: nodes of the last release and of this program side by side on one database, replaced one by one while posts go out. In <c>./test full</c>: it builds that release first.</summary>
public sealed class RollingUpgradeTests : IAsyncLifetime
{
    private readonly PostgresTestDatabase _database = new() { IsEmpty = true };

    private static TimeSpan Soon => TimeSpan.FromSeconds(6);

    public async ValueTask InitializeAsync() => await _database.StartAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact(Explicit = true)]
    public async Task Nodes_are_replaced_one_by_one_while_posts_go_out()
    {
        var released = await ReleasedProgram.BuildAsync();
        await using var cluster = await Cluster.StartAsync(_database.ConnectionString, nodes: 0);
        var first = await cluster.JoinAsync(program: released);
        var second = await cluster.JoinAsync(program: released);
        // Held while the others come and go: being prepared, and being published.
        await cluster.Desk.OrderAsync(new { kind = "slow", step = "create", times = 0, delaySeconds = 0.5 });
        await cluster.Desk.OrderAsync(new { kind = "slow", step = "publish", times = 0, delaySeconds = 0.5 });

        await cluster.ScheduleAsync(8, Soon, i => PostKind.ForTurn(i));
        // It brings the schema up to date under the two that are at work.
        var third = await cluster.JoinAsync();
        await cluster.ScheduleAsync(8, Soon, i => PostKind.ForTurn(i));
        await cluster.UntilAsync("both programs have published", async () => await cluster.PublishersAsync() is var all && all.Contains(third.Incarnation) && (all.Contains(first.Incarnation) || all.Contains(second.Incarnation)));
        var left = first.Incarnation;
        first.Serves = false;
        first.Process.Terminate();
        Assert.Equal(0, await first.Process.ExitAsync());
        Assert.DoesNotContain(left, (await cluster.HeldAsync()).Keys);

        // By the new one and by the old one, each as it is told.
        await cluster.ScheduleAsync(6, Soon, i => PostKind.ForTurn(i));
        await second.KillAsync();
        await cluster.JoinAsync();
        await cluster.ScheduleAsync(4, Soon, i => PostKind.ForTurn(i));

        await cluster.AssertAllLiveOnceAsync("The nodes of a release were replaced by those of this program.");
    }
}
