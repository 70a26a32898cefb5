using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.Options;
using Posthaste.Broker;
using Posthaste.Jobs;
using Posthaste.Jobs.Handoff;
using Posthaste.Tests.Broker;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Invariants;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Nodes;

/// <summary>R-JOB-8: nodes by role, with a real broker between them. A worker dies, the broker dies, somebody sends hints that are old, doubled and none at all; every post is live once.</summary>
public sealed partial class BrokerTests : IAsyncLifetime
{
    private readonly PostgresTestDatabase _database = new();
    private RabbitServer _rabbit = null!;

    private static TimeSpan Soon => TimeSpan.FromSeconds(4);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _rabbit = await RabbitServer.StartNewAsync();
        await _database.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        if (_rabbit is not null) await _rabbit.DisposeAsync();
    }

    [Fact]
    public async Task Roles_and_a_broker_lose_nothing_and_repeat_nothing_whichever_of_them_dies()
    {
        await using var cluster = await Cluster.StartAsync(_database.ConnectionString, nodes: 0);
        var nodes = await Task.WhenAll(JoinAsync(cluster, "api"), JoinAsync(cluster, "scheduler"), JoinAsync(cluster, "worker"), JoinAsync(cluster, "worker"));
        var (scheduler, first, second) = (nodes[1], nodes[2], nodes[3]);
        await cluster.UntilAsync("whoever watches the worker is told that it is ready", first.Process.IsReadyAsync);
        await AssertServesNobodyAsync(first);
        await cluster.Desk.OrderAsync(new { kind = "slow", step = "create", times = 0, delaySeconds = 0.3 });
        await using var stranger = new RabbitTransport(Options.Create(new BrokerOptions { Url = _rabbit.Url }), TimeProvider.System) { Patience = RabbitServer.Patience };

        await cluster.ScheduleAsync(8, Soon, i => PostKind.ForTurn(i));
        await SendNonsenseAsync(cluster, stranger);
        await cluster.UntilAsync("a worker has taken what it was told of", async () => await HintsAsync(first, "taken") + await HintsAsync(second, "taken") > 0);
        await SendNonsenseAsync(cluster, stranger);
        var publishers = await cluster.PublishersAsync();
        Assert.DoesNotContain(scheduler.Incarnation, publishers);
        await first.KillAsync();
        await _rabbit.KillAsync();

        await cluster.UntilAsync("it is said that the broker is away", async () => (await EngineAsync(cluster)).Contains("the broker does not answer", StringComparison.Ordinal));
        await cluster.ScheduleAsync(4, Soon, i => PostKind.ForTurn(i));
        await cluster.UntilAsync("they are published without it", async () => (await SqlRecords.ReadAsync(cluster.Database, Ct)).Jobs.Count(job => job.State == JobState.Published) >= 12);
        await _rabbit.StartAsync();
        await cluster.UntilAsync("it is said that it is back", async () => await EngineAsync(cluster) is var said && said.StartsWith("One node publishes, version", StringComparison.Ordinal));

        var third = await JoinAsync(cluster, "worker");
        var taken = await HintsAsync(second, "taken");
        await cluster.ScheduleAsync(4, Soon, i => PostKind.ForTurn(i));
        await SendNonsenseAsync(cluster, stranger);
        await cluster.AssertAllLiveOnceAsync("A worker and the broker were killed.");
        Assert.True(await HintsAsync(second, "taken") + await HintsAsync(third, "taken") > taken, "Nobody went by hints once the broker was back.");
        Assert.True(await HintsAsync(second, "stale") + await HintsAsync(third, "stale") > 0, "Nobody looked up what was sent twice.");
        // However often it was tried.
        Assert.All([scheduler, second], node => Assert.Single(Unusable().Matches(node.Process.Output)));
        await AssertResultsAsync(cluster, stranger);
    }

    private Task<ClusterNode> JoinAsync(Cluster cluster, string role) => cluster.JoinAsync(more: [("Node:Role", role), ("Broker:Url", _rabbit.Url)]);

    /// <summary>Whoever watches a worker gets an answer, and nobody else.</summary>
    private static async Task AssertServesNobodyAsync(ClusterNode worker)
    {
        foreach (var (path, status) in new[] { ("/healthz", HttpStatusCode.OK), ("/metrics", HttpStatusCode.OK), ("/api/v1/posts", HttpStatusCode.NotFound), ("/", HttpStatusCode.NotFound), ("/sign-in", HttpStatusCode.NotFound) })
        {
            using var answer = await worker.Process.Http.GetAsync(path, Ct);
            Assert.Equal((path, status), (path, answer.StatusCode));
        }
    }

    /// <summary>Hints for every lane there is, ready or not, twice, with epochs of now and of before; and what is no hint.</summary>
    private static async Task SendNonsenseAsync(Cluster cluster, RabbitTransport stranger)
    {
        var lanes = await cluster.Database.ReadAsync(connection => connection.QueryAsync<(Guid ChannelId, int Kind, int Slot, long Epoch)>("SELECT channel_id, CAST(kind AS integer), CAST(slot AS integer), epoch FROM lanes"), Ct);
        foreach (var kind in lanes.GroupBy(lane => (LaneKind)lane.Kind))
        {
            var hints = kind.SelectMany(lane => new[] { lane.Epoch, lane.Epoch - 1, lane.Epoch, lane.Epoch + 1 }.Select(epoch =>
                HintMessage.Write(new LaneHint(new LaneKey(lane.ChannelId, kind.Key, lane.Slot), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), epoch))));
            await stranger.SendAsync(HintMessage.TopicOf(kind.Key), [new HandoffMessage("x", Encoding.UTF8.GetBytes("{}")), .. hints.Reverse()], Ct);
        }
    }

    private static async Task<double> HintsAsync(ClusterNode node, string outcome) =>
        Hints().Matches(await node.Process.Http.GetStringAsync("/metrics", Ct)).Where(match => match.Groups[1].Value.Contains($"outcome=\"{outcome}\"", StringComparison.Ordinal))
            .Sum(match => double.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>What the API says of the nodes.</summary>
    private static async Task<string> EngineAsync(Cluster cluster)
    {
        var api = cluster.Nodes.First(node => node.Serves);
        var health = JsonElement.Parse(await api.Process.Http.GetStringAsync("/api/v1/health/publishing", Ct));
        return health.GetProperty("parts").EnumerateArray().Single(part => part.GetProperty("name").GetString() == "engine").GetProperty("sentence").GetString()!;
    }

    /// <summary>Those of the dead may be missing; none of those that were told is wrong.</summary>
    private static async Task AssertResultsAsync(Cluster cluster, RabbitTransport stranger)
    {
        var published = (await SqlRecords.ReadAsync(cluster.Database, Ct)).Jobs.Where(job => job.State == JobState.Published).Select(job => job.Id).ToHashSet();
        var told = new HashSet<Guid>();
        var enough = new TaskCompletionSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var receiving = stranger.ReceiveAsync(HandoffTopic.Result, 100, () => { }, delivery =>
        {
            var body = JsonElement.Parse(Encoding.UTF8.GetString(delivery.Body.Span));
            lock (told)
            {
                if (body.GetProperty("state").GetString() == "published") told.Add(body.GetProperty("jobId").GetGuid());
                // The last ones were made with everybody alive.
                if (told.Count >= 4) enough.TrySetResult();
            }
        }, ending.Token);

        await enough.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, Ct);

        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
        Assert.Subset(published, told);
    }

    [GeneratedRegex("^handoff_hints_total\\{(.*?)\\} ([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex Hints();

    [GeneratedRegex("The broker cannot be used:")]
    private static partial Regex Unusable();
}
