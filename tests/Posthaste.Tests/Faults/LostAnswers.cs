using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Jobs;
using Posthaste.Storage;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Invariants;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Faults;

/// <summary>Many publish calls whose answers are lost, in every way the sandbox knows, with a platform that is behind and people who post
/// the same by hand. Counts what became of them.</summary>
internal sealed class LostAnswers : IAsyncDisposable
{
    private const int PostsPerChannel = 10;

    /// <summary>It went live, and nobody was told.</summary>
    private static readonly string[] Live =
    [
        "publish_then_500", "publish_then_reset", "publish_then_truncate", "publish_then_close", "publish_then_timeout", "publish_then_403", "publish_then_2207051",
        "publish_then_24", "cut",
    ];

    /// <summary>It did not, and nobody was told either.</summary>
    private static readonly string[] NotLive = ["reset", "close", "server_error", "hang", "app_limit", "media_not_found"];

    private static readonly Dictionary<string, string> Impatient = new(Impatience.Settings)
    {
        ["Jobs:PublishTimeout"] = "00:00:01",
        ["Platforms:Instagram:PublishTimeout"] = "00:00:01",
        ["Jobs:NodeLease"] = "00:00:15",
        ["Jobs:Heartbeat"] = "00:00:03",
        // A call may meet one fault after another.
        ["Jobs:MaxAttempts"] = "20",
        ["Jobs:PostsPerHour"] = "0",
        ["Jobs:LeadTime"] = "00:02:00",
        // Scaled: fifteen seconds until a person is asked.
        ["Jobs:Settling:GiveUp"] = "00:12:30",
        ["Platforms:Instagram:CallsPerHour"] = "1000000",
    };

    private readonly ServerUnderTest _server;
    private readonly PostDesk _desk;
    private readonly HashSet<string> _byHand = [];
    private readonly HashSet<string> _handPosts = [];

    private LostAnswers(ServerUnderTest server) => (_server, _desk) = (server, new PostDesk(server.Http, server.SandboxHttp));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<LostAnswers> StartAsync() => new(await ServerUnderTest.StartAsync(Impatient));

    /// <summary>Publishes so many posts, each of whose calls meets a fault, and waits until all are settled or a person is asked.</summary>
    /// <param name="posts">A multiple of ten.</param>
    /// <param name="undecidable">So many of them do not go live, while somebody posts the same by hand: nobody can tell them apart.</param>
    public async Task<SettlingCounts> RunAsync(int posts, int undecidable)
    {
        await Control(HttpMethod.Patch, "settings", new { quotaTotal = 1_000_000, statusLagSeconds = 0.8, mediaListLagSeconds = 1.5, videoProcessingSeconds = 0 });
        var channels = new List<(Guid Channel, string Account)>();
        for (var i = 0; i < posts / PostsPerChannel; i++) channels.Add(await _desk.ConnectAsync());
        // Of the first channels the last post is one nobody can tell: every call of its channel before it has been answered for by then.
        await Parallel.ForEachAsync(channels.Select((channel, i) => (channel, i)), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct },
            async (item, _) => await FillAsync(item.channel, item.i));

        var doubtful = new List<string>();
        for (var i = 0; i < undecidable; i++) doubtful.Add(await DoubtAsync(i));
        await ComeToRestAsync();
        return await CountAsync(doubtful);
    }

    /// <summary>A person has looked, and says of each doubtful one that it is not live.</summary>
    public async Task ResolveAsync()
    {
        foreach (var job in (await _desk.JobsAsync()).Where(job => State(job) == "needs_attention"))
            await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync($"/api/v1/jobs/{job.GetProperty("id").GetGuid()}/resolve", new { outcome = "not_published" }, Ct));
        foreach (var job in (await _desk.JobsAsync()).Where(job => State(job) == "needs_attention"))
            await ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/jobs/{job.GetProperty("id").GetGuid()}/retry", null, Ct));
        await ComeToRestAsync();
    }

    /// <summary>What the checker finds.</summary>
    public async Task<IReadOnlyList<Violation>> CheckAsync()
    {
        var store = await SqlRecords.ReadAsync(_server.Services.GetRequiredService<Database>(), Ct);
        var ledger = await _desk.LedgerAsync();
        var containers = await PostDesk.Ok(_server.SandboxHttp.GetAsync("/sandbox/containers", Ct));
        return InvariantCheck.Run(new Sighting(store, SandboxBooks.Read(ledger, containers, store, _desk.Channels, _byHand))
        {
            PublishTimeout = TimeSpan.FromSeconds(1),
            ClockError = TimeSpan.FromMilliseconds(50),
        });
    }

    public async Task<SettlingCounts> CountAsync(IReadOnlyList<string>? doubtful = null)
    {
        var store = await SqlRecords.ReadAsync(_server.Services.GetRequiredService<Database>(), Ct);
        var ledger = await _desk.LedgerAsync();
        var ours = ledger.GetProperty("posts").EnumerateArray().Where(post => !_byHand.Contains(post.GetProperty("containerId").GetString()!)).ToList();
        var bound = store.Intents.Select(row => row.Intent.RemoteId).Concat(store.Jobs.Select(job => job.RemoteId)).OfType<string>().ToHashSet();
        return new SettlingCounts
        {
            Posts = store.Jobs.Count,
            Calls = ledger.GetProperty("calls").GetArrayLength(),
            LostAnswers = ledger.GetProperty("calls").EnumerateArray().Count(call => call.GetProperty("faultId").ValueKind == JsonValueKind.Number),
            Live = ours.Count,
            Twice = ours.GroupBy(post => post.GetProperty("containerId").GetString()).Count(same => same.Count() > 1),
            SettledPublished = store.Attempts.Count(attempt => attempt.Outcome == AttemptOutcome.SettledPublished),
            SettledNotPublished = store.Attempts.Count(attempt => attempt.Outcome == AttemptOutcome.SettledNotPublished),
            Published = store.Jobs.Count(job => job.State == JobState.Published),
            Undecidable = store.Jobs.Count(job => job is { State: JobState.NeedsAttention, Reason: JobReason.Undecidable }),
            LinkUnknown = store.Jobs.Count(job => job is { State: JobState.Published, RemoteId: null }),
            HandPosts = _handPosts.Count,
            HandPostsBound = _handPosts.Count(bound.Contains),
            Doubtful = doubtful?.Count ?? 0,
        };
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Gives one channel its faults and its posts, and where it is its turn a person who posts the same by hand just after a post went live.</summary>
    private async Task FillAsync((Guid Channel, string Account) at, int turn)
    {
        for (var i = 0; i < PostsPerChannel; i++)
        {
            var n = (turn * PostsPerChannel) + i;
            // Two of three go live.
            var kind = n % 3 < 2 ? Live[n % Live.Length] : NotLive[n / 3 % NotLive.Length];
            await Control(HttpMethod.Post, "faults", new { kind, step = "publish", when = n % 3 < 2 ? "after" : "before", account = at.Account });
        }
        for (var i = 0; i < PostsPerChannel; i++)
        {
            var n = (turn * PostsPerChannel) + i;
            var type = (n % 10) switch { 6 or 7 => PostKind.Carousel, 8 => PostKind.Story, 9 => PostKind.Reel, _ => PostKind.Image };
            await _desk.ScheduleAsync(type, at.Channel, TimeSpan.FromSeconds(2), $"Fresh bread, batch {n}");
        }
        if (turn % 2 == 0) await CopyAsync(at.Account);
    }

    /// <summary>As soon as one is live, the same goes out by hand: same caption, same kind, seconds apart.</summary>
    private async Task CopyAsync(string account)
    {
        string? container = null;
        JsonElement ledger = default;
        IReadOnlyList<JsonElement> jobs = [];
        await Eventually.TrueAsync(async () =>
        {
            jobs = [.. (await _desk.JobsAsync()).Where(job => job.GetProperty("channelId").GetGuid() == _desk.Channels[account])];
            ledger = await PostDesk.Ok(_server.SandboxHttp.GetAsync($"/sandbox/ledger?account={account}", Ct));
            container = ledger.GetProperty("posts").EnumerateArray().Select(post => post.GetProperty("containerId").GetString()!).FirstOrDefault();
            return container is not null;
        }, "something is live", () => $"{string.Join('\n', jobs)}\n{ledger}");
        await ByHandAsync(container!);
    }

    /// <summary>A post that is not live while somebody posts the same by hand. The platform says FINISHED, the account shows one: neither is
    /// believed against the other.</summary>
    /// <returns>Its container.</returns>
    private async Task<string> DoubtAsync(int number)
    {
        var (channel, account) = await _desk.ConnectAsync();
        await Control(HttpMethod.Post, "faults", new { kind = "reset", step = "publish", account });
        await _desk.ScheduleAsync(PostKind.Image, channel, TimeSpan.FromSeconds(2), $"Sold out, day {number}");
        string? container = null;
        await Eventually.TrueAsync(async () =>
        {
            var ledger = await PostDesk.Ok(_server.SandboxHttp.GetAsync($"/sandbox/ledger?account={account}", Ct));
            container = ledger.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("containerId").GetString()!).FirstOrDefault();
            return container is not null;
        }, "its call has come", () => account);
        await ByHandAsync(container!);
        return container!;
    }

    private async Task ByHandAsync(string container)
    {
        var copy = await Control(HttpMethod.Post, $"containers/{container}/copies", new { });
        lock (_byHand)
        {
            _byHand.Add(copy.GetProperty("id").GetString()!);
            _handPosts.Add(copy.GetProperty("mediaId").GetString()!);
        }
    }

    private Task ComeToRestAsync()
    {
        var database = _server.Services.GetRequiredService<Database>();
        IReadOnlyList<Job> jobs = [];
        return Eventually.TrueAsync(async () =>
        {
            jobs = (await SqlRecords.ReadAsync(database, Ct)).Jobs;
            return jobs.All(job => job.State is JobState.Published or JobState.NeedsAttention);
        }, "every post is published or with a person", () => string.Join('\n', jobs.Where(job => job.State != JobState.Published)));
    }

    private static string State(JsonElement job) => job.GetProperty("state").GetString()!;

    private async Task<JsonElement> Control(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"/sandbox/{path}") { Content = JsonContent.Create(body) };
        return await ServerUnderTest.ReadAsync(_server.SandboxHttp.SendAsync(request, Ct));
    }
}

/// <summary>What became of posts whose answers were lost.</summary>
internal sealed record SettlingCounts
{
    public required int Posts { get; init; }

    /// <summary>That reached the platform.</summary>
    public required int Calls { get; init; }

    public required int LostAnswers { get; init; }

    /// <summary>Those made by hand left out.</summary>
    public required int Live { get; init; }

    /// <summary>Must be 0.</summary>
    public required int Twice { get; init; }

    public required int SettledPublished { get; init; }

    public required int SettledNotPublished { get; init; }

    public required int Published { get; init; }

    public required int Undecidable { get; init; }

    /// <summary>Live by the word of the witness; which of the account's posts it is, is still looked for.</summary>
    public required int LinkUnknown { get; init; }

    public required int HandPosts { get; init; }

    /// <summary>Must be 0.</summary>
    public required int HandPostsBound { get; init; }

    public required int Doubtful { get; init; }
}
