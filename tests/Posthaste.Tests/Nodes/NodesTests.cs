using Posthaste.Tests.Crash;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Nodes;

/// <summary>R-JOB-8: several nodes on one database share the work, and whatever becomes of one of them, the others go on.</summary>
public sealed class NodesTests : IAsyncLifetime
{
    private readonly PostgresTestDatabase _database = new();

    private static TimeSpan Soon => TimeSpan.FromSeconds(4);

    public async ValueTask InitializeAsync() => await _database.StartAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Work_is_shared_with_a_node_that_joins_and_handed_back_by_one_that_leaves()
    {
        await using var cluster = await Cluster.StartAsync(_database.ConnectionString, nodes: 2);
        var leaves = cluster.Nodes[0];
        await cluster.Desk.OrderAsync(new { kind = "slow", step = "create", times = 0, delaySeconds = 0.5 });
        await cluster.ScheduleAsync(8, Soon);
        var joins = await cluster.JoinAsync();

        await cluster.ScheduleAsync(12, Soon);
        await cluster.UntilAsync("the new node has published", async () => (await cluster.PublishersAsync()).Contains(joins.Incarnation));
        await cluster.ScheduleAsync(6, TimeSpan.FromSeconds(1));
        leaves.Serves = false;
        var left = leaves.Incarnation;
        leaves.Process.Terminate();

        Assert.Equal(0, await leaves.Process.ExitAsync());
        // Handed back, not waited for: nothing is its own the moment it has ended.
        Assert.DoesNotContain(left, (await cluster.HeldAsync()).Keys);
        await cluster.AssertAllLiveOnceAsync("One joined, one left.");
        Assert.Equal(3, (await cluster.PublishersAsync()).Count);
    }

    [Fact]
    public async Task What_a_killed_node_held_is_taken_over_within_its_lease()
    {
        await using var cluster = await Cluster.StartAsync(_database.ConnectionString, nodes: 3);
        // Held while the kill comes: being prepared, and being published.
        await cluster.Desk.OrderAsync(new { kind = "slow", step = "create", times = 0, delaySeconds = 0.7 });
        await cluster.Desk.OrderAsync(new { kind = "slow", step = "publish", times = 0, delaySeconds = 1 });
        await cluster.ScheduleAsync(12, Soon, i => PostKind.ForTurn(i));
        var victim = await HolderAsync(cluster);
        var dead = victim.Incarnation;
        var begun = TimeProvider.System.GetTimestamp();
        await victim.KillAsync();

        await cluster.UntilAsync("nothing is held by the dead", async () => !(await cluster.HeldAsync()).ContainsKey(dead));
        var took = TimeProvider.System.GetElapsedTime(begun);

        Assert.True(took < Cluster.TakeOverWithin + TimeSpan.FromSeconds(1), $"It took {took} until the others had taken over.");
        await cluster.AssertAllLiveOnceAsync("One was killed.");
    }

    /// <summary>C12. The node that has been asleep meets a world that went on without it.</summary>
    [Theory]
    [InlineData("step.after_reply:2:freeze")]
    [InlineData("intent.before_commit:1:freeze")]
    [InlineData("intent.after_commit:1:freeze")]
    [InlineData("publish.before_send:1:freeze")]
    [InlineData("publish.after_reply:1:freeze")]
    public async Task A_node_frozen_past_its_lease_sends_and_writes_nothing_twice(string failpoint)
    {
        await using var cluster = await Cluster.StartAsync(_database.ConnectionString, nodes: 0);
        await cluster.JoinAsync(works: false);
        await cluster.ScheduleAsync(4, Soon, i => PostKind.ForTurn(i));
        var sleeper = await cluster.JoinAsync(failpoint, serves: false);
        await cluster.UntilAsync("it is frozen", () => Task.FromResult(sleeper.Process.IsFrozen));
        await cluster.JoinAsync();
        await cluster.UntilAsync("nothing is held by the frozen one", async () => !(await cluster.HeldAsync()).ContainsKey(sleeper.Incarnation));

        sleeper.Process.Thaw();

        await cluster.AssertAllLiveOnceAsync($"One was frozen at {failpoint}.");
        // It lives again, and works again.
        await cluster.UntilAsync("it trusts itself again", sleeper.Process.IsReadyAsync);
    }

    private static async Task<ClusterNode> HolderAsync(Cluster cluster)
    {
        ClusterNode? holder = null;
        await cluster.UntilAsync("a node holds lanes", async () =>
        {
            var held = await cluster.HeldAsync();
            holder = cluster.Nodes.FirstOrDefault(node => held.GetValueOrDefault(node.Incarnation) >= 2);
            return holder is not null;
        });
        return holder!;
    }
}
