using Posthaste.Jobs;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Invariants;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Nodes;

/// <summary>R-JOB-8: one node's network fails, to the database or to the platform; the other goes on, and nothing is done twice.</summary>
public sealed class NetworkTests : IAsyncLifetime
{
    private readonly PostgresTestDatabase _database = new();

    private static TimeSpan Soon => TimeSpan.FromSeconds(4);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _database.StartAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>Nobody tells it: its connections are open, and nothing comes through.</summary>
    [Fact]
    public async Task A_node_cut_off_from_the_database_publishes_nothing_and_comes_back_with_it()
    {
        await using var cluster = await BusyAsync();
        var lost = await PublisherAsync(cluster);
        lost.Serves = false;
        lost.DatabaseWire.Cut();

        await cluster.UntilAsync("it says that it cannot work", async () => !await lost.Process.IsReadyAsync());
        await cluster.UntilAsync("nothing is held by it", async () => !(await cluster.HeldAsync()).ContainsKey(lost.Incarnation));
        await cluster.ScheduleAsync(4, Soon);
        lost.DatabaseWire.Mend();

        var begun = TimeProvider.System.GetTimestamp();
        await cluster.UntilAsync("it can work again", lost.Process.IsReadyAsync);
        var took = TimeProvider.System.GetElapsedTime(begun);
        // Seconds where a processor is free; what this forbids is waiting for what the old connections never say.
        Assert.True(took < TimeSpan.FromMinutes(1), $"It took {took} until it had noticed.");
        await cluster.AssertAllLiveOnceAsync("One was cut off from the database.");
    }

    [Fact]
    public async Task A_node_refused_by_the_database_comes_back_with_it()
    {
        await using var cluster = await BusyAsync();
        var lost = await PublisherAsync(cluster);
        lost.Serves = false;
        lost.DatabaseWire.Refuse();

        await cluster.UntilAsync("nothing is held by it", async () => !(await cluster.HeldAsync()).ContainsKey(lost.Incarnation));
        lost.DatabaseWire.Mend();

        await cluster.UntilAsync("it can work again", lost.Process.IsReadyAsync);
        await cluster.AssertAllLiveOnceAsync("One was refused by the database.");
    }

    /// <summary>C10, C11: of claims, checkpoints, intents and results, whichever it hits.</summary>
    [Fact]
    public async Task A_node_whose_commits_succeed_without_an_answer_does_nothing_twice()
    {
        await using var cluster = await Cluster.StartAsync(_database.ConnectionString, nodes: 2);
        await cluster.ScheduleAsync(12, TimeSpan.FromSeconds(7), i => PostKind.ForTurn(i, [PostKind.Image, PostKind.Story, PostKind.StorySet, PostKind.Commented]));

        // Only now: people would see their requests fail.
        foreach (var node in cluster.Nodes) node.DatabaseWire.LoseCommitEvery = 5;
        await cluster.UntilAsync("all are published", async () => (await SqlRecords.ReadAsync(cluster.Database, Ct)).Jobs.All(job => job.State == JobState.Published));
        var lost = cluster.Nodes.Sum(node => node.DatabaseWire.LostCommits);
        foreach (var node in cluster.Nodes) node.DatabaseWire.LoseCommitEvery = 0;
        Assert.True(lost >= 3, $"Only {lost} answers were lost.");
        await cluster.AssertAllLiveOnceAsync($"{lost} answers to a COMMIT were lost.");
    }

    /// <summary>Its publish calls vanish on the way; whether they arrived only the platform knows, and the other node asks it too.</summary>
    [Fact]
    public async Task A_node_cut_off_from_the_platform_publishes_nothing_twice()
    {
        await using var cluster = await BusyAsync();
        var lost = await PublisherAsync(cluster);

        lost.Serves = false;
        lost.PlatformWire.Cut();
        await cluster.ScheduleAsync(4, TimeSpan.FromSeconds(2));
        lost.PlatformWire.Mend();

        await cluster.AssertAllLiveOnceAsync("One was cut off from the platform.");
    }

    /// <summary>Two nodes with posts under way, prepared slowly enough that some always are.</summary>
    private async Task<Cluster> BusyAsync()
    {
        var cluster = await Cluster.StartAsync(_database.ConnectionString, nodes: 2);
        await cluster.Desk.OrderAsync(new { kind = "slow", step = "create", times = 0, delaySeconds = 0.5 });
        await cluster.ScheduleAsync(10, Soon, i => PostKind.ForTurn(i));
        await cluster.UntilAsync("one has published", async () => (await cluster.PublishersAsync()).Count > 0);
        return cluster;
    }

    /// <summary>One of those at work: who got how much of it is left to chance.</summary>
    private static async Task<ClusterNode> PublisherAsync(Cluster cluster)
    {
        var publishers = await cluster.PublishersAsync();
        return cluster.Nodes.First(node => publishers.Contains(node.Incarnation));
    }
}
