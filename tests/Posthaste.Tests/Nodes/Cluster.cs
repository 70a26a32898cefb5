using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Npgsql;
using Posthaste.Sandbox;
using Posthaste.Storage.Postgres;
using Posthaste.Tests.Broker;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Invariants;

namespace Posthaste.Tests.Nodes;

/// <summary>Server processes on one PostgreSQL database, with one sandbox. They share the database, the keys and the media folder,
/// and nothing else; requests go to any of them.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    /// <summary>Whoever looks for dead nodes looks once a second.</summary>
    public static readonly TimeSpan TakeOverWithin = Lease + TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-nodes-");
    private readonly string _masterKey = $"k1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";
    private readonly List<ClusterNode> _nodes = [];
    private readonly string _connectionString;
    private readonly WebApplication _sandbox;
    private readonly HttpClient _sandboxHttp;
    private readonly HttpClient _api;
    private readonly FaultyWire _front;

    private Cluster(string connectionString, WebApplication sandbox)
    {
        (_connectionString, _sandbox) = (connectionString, sandbox);
        _sandboxHttp = new HttpClient { BaseAddress = new Uri(sandbox.Urls.First()) };
        _front = new FaultyWire(() => [.. _nodes.Where(node => node.Serves).Select(node => node.Address)]);
        // One connection for each request: the front gives each to another node.
        _api = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero })
        {
            BaseAddress = _front.Url,
            DefaultRequestHeaders = { { "X-Api-Key", ServerProcess.ApiKey } },
        };
        Desk = new PostDesk(_api, _sandboxHttp);
        Database = new PostgresDatabase(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
    }

    public PostDesk Desk { get; }

    /// <summary>Straight to the database, past all wires; a new connection each time, as it may have been restarted.</summary>
    public PostgresDatabase Database { get; }

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="connectionString">Of an empty database.</param>
    /// <param name="nodes">How many to start with.</param>
    public static async Task<Cluster> StartAsync(string connectionString, int nodes)
    {
        var sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0"]);
        await sandbox.StartAsync(Ct);
        var cluster = new Cluster(connectionString, sandbox);
        await PostDesk.Ok(cluster._sandboxHttp.PatchAsJsonAsync("/sandbox/settings", new { imageProcessingSeconds = 0, videoProcessingSeconds = 0 }, Ct));
        await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => cluster.JoinAsync()));
        return cluster;
    }

    /// <summary>Starts one more.</summary>
    /// <param name="failpoint">Where it fails; null for nowhere.</param>
    /// <param name="works">False for one that serves the API only.</param>
    /// <param name="serves">False for one that gets no requests, and that nobody waits for.</param>
    /// <param name="program">Another program than the one that was built with these tests.</param>
    /// <param name="more">Settings of this one alone.</param>
    public async Task<ClusterNode> JoinAsync(string? failpoint = null, bool works = true, bool serves = true, string? program = null, params IEnumerable<(string Key, string Value)> more)
    {
        ClusterNode node;
        var settings = Settings();
        if (!works) settings["Jobs:Enabled"] = "false";
        foreach (var (key, value) in more) settings[key] = value;
        lock (_nodes)
        {
            // One folder for all: a node that starts while the others are frozen, in an empty folder, would hold the database for a restored copy.
            node = new ClusterNode(_folder.CreateSubdirectory("data"), _connectionString, _sandboxHttp.BaseAddress!, settings, program);
            _nodes.Add(node);
        }
        if (serves) await node.Process.StartAsync(failpoint);
        else node.Process.Begin(failpoint);
        node.Serves = serves && settings.GetValueOrDefault("Node:Role", "all") is "all" or "api";
        return node;
    }

    /// <summary>Schedules posts, one on each of as many new accounts.</summary>
    /// <param name="posts">How many.</param>
    /// <param name="ahead">Until all of them are due.</param>
    /// <param name="kind">Of each; images where null.</param>
    public async Task ScheduleAsync(int posts, TimeSpan ahead, Func<int, PostKind>? kind = null)
    {
        var channels = new List<Guid>();
        for (var i = 0; i < posts; i++) channels.Add((await Desk.ConnectAsync()).Channel);
        var begun = TimeProvider.System.GetTimestamp();
        foreach (var (channel, i) in channels.Select((channel, i) => (channel, i)))
        {
            var left = ahead - TimeProvider.System.GetElapsedTime(begun);
            await Desk.ScheduleAsync(kind?.Invoke(i) ?? PostKind.Image, channel, left > Least ? left : Least);
        }
    }

    /// <summary>How many lanes each incarnation holds at the moment.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> HeldAsync()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(Ct);
        var rows = await connection.QueryAsync<(Guid Owner, long Lanes)>("SELECT owner, COUNT(*) FROM lanes WHERE owner IS NOT NULL GROUP BY owner");
        return rows.ToDictionary(row => row.Owner, row => (int)row.Lanes);
    }

    /// <summary>The incarnations that committed intents for posts.</summary>
    public async Task<IReadOnlySet<Guid>> PublishersAsync() => (await SqlRecords.ReadAsync(Database, Ct)).Intents.Select(row => row.Node).ToHashSet();

    public async Task UntilAsync(string what, Func<Task<bool>> isSo) => await Eventually.TrueAsync(isSo, what, Tell);

    /// <summary>Waits until nothing is left to do, holds what is told against what went live, and has the checker look at everything.</summary>
    public async Task AssertAllLiveOnceAsync(string context)
    {
        IReadOnlyList<JsonElement> jobs = [];
        await Eventually.TrueAsync(async () =>
        {
            jobs = await Desk.JobsAsync();
            return jobs.Count > 0 && jobs.All(PostDesk.IsAtRest) && (await HeldAsync()).Count == 0;
        }, "all jobs have come to rest", () => $"{context}\n{string.Join('\n', jobs.Where(job => !PostDesk.IsAtRest(job)))}\n{Tell()}");

        Truth.AssertAllLiveOnce(jobs, await Desk.LedgerAsync(), context);
        var store = await SqlRecords.ReadAsync(Database, Ct);
        var violations = InvariantCheck.Run(SightingOf(store, await Desk.WorldAsync(store)));
        if (violations.Count > 0) Assert.Fail($"{context}\n{string.Join('\n', violations)}\n{Tell()}");
    }

    /// <summary>What the checker looks at once nothing is left to do.</summary>
    public Sighting SightingOf(StoreRecords store, WorldLedger world) => new(store, world)
    {
        AtRest = true,
        PublishTimeout = TimeSpan.FromSeconds(2),
        RescueWithin = TakeOverWithin,
        ClockError = TimeSpan.FromMilliseconds(50),
        Texts = [.. _nodes.Select(node => node.Process.Output)],
        Secrets = ["token-of-account", ServerProcess.ApiKey, _masterKey, RabbitServer.Password],
    };

    /// <param name="path">Below <c>/sandbox/</c>.</param>
    /// <param name="change">The fields that change.</param>
    public Task ChangeSandboxAsync(string path, object change) => PostDesk.Ok(_sandboxHttp.PatchAsJsonAsync($"/sandbox/{path}", change, Ct));

    /// <summary>The network takes a token back.</summary>
    public async Task TakeTokenAsync(string token)
    {
        using var answer = await _sandboxHttp.DeleteAsync($"/sandbox/tokens/{token}", Ct);
        Assert.True(answer.IsSuccessStatusCode);
    }

    /// <summary>A person gets another token for an account of Instagram, and connects it again.</summary>
    public async Task GiveTokenAsync(string account, string token)
    {
        await PostDesk.Ok(_sandboxHttp.PostAsJsonAsync($"/sandbox/accounts/{account}/tokens", new { token }, Ct));
        await PostDesk.Ok(_api.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = token }, Ct));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        await _front.DisposeAsync();
        _api.Dispose();
        _sandboxHttp.Dispose();
        await _sandbox.StopAsync(CancellationToken.None);
        await _sandbox.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private Dictionary<string, string> Settings() => new(Impatience.Settings)
    {
        ["Storage:Provider"] = "postgres",
        ["Jobs:NodeLease"] = Lease.ToString(),
        // So few that none can take everything before the others come.
        ["Jobs:Concurrency"] = "3",
        ["Jobs:LeadTime"] = "00:00:03",
        ["Media:Folder"] = Path.Combine(_folder.FullName, "media"),
        ["Secrets:MasterKey"] = _masterKey,
        ["PublicBaseUrl"] = _front.Url.ToString(),
        // Without a wire of each node's own: an upload that one node began is another's to go on with, and only to the host that both know.
        ["Platforms:TikTok:ApiBaseUrl"] = _sandboxHttp.BaseAddress!.ToString(),
        ["Platforms:Bluesky:Server"] = _sandboxHttp.BaseAddress.ToString(),
        ["Platforms:Mastodon:Server"] = _sandboxHttp.BaseAddress.ToString(),
        ["Platforms:Facebook:GraphBaseUrl"] = _sandboxHttp.BaseAddress.ToString(),
        ["Logging:LogLevel:Posthaste"] = "Information",
    };

    private string Tell() => string.Join('\n', _nodes.Select((node, i) => $"--- node {i + 1}\n{node.Process.Output}"));
}
