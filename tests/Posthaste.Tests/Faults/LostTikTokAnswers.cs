using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Jobs;
using Posthaste.Storage;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Invariants;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Faults;

/// <summary>Many posts to TikTok whose last call gets no answer, or a wrong one, in every way the sandbox knows. Counts what became of them.</summary>
internal sealed class LostTikTokAnswers : IAsyncDisposable
{
    /// <summary>TikTok takes six inits a minute from one account, and a post may need two.</summary>
    private const int PostsPerChannel = 5;

    /// <summary>TikTok has it all, and nobody was told.</summary>
    private static readonly string[] Taken =
    [
        "publish_then_500", "publish_then_reset", "publish_then_truncate", "publish_then_close", "publish_then_timeout", "publish_then_403", "publish_then_2207051", "publish_then_24", "cut",
    ];

    /// <summary>It has not, and nobody was told either.</summary>
    private static readonly string[] NotTaken = ["reset", "close", "server_error", "hang", "app_limit", "media_not_found"];

    private static readonly Dictionary<string, string> Impatient = new(Impatience.Settings)
    {
        ["Jobs:PublishTimeout"] = "00:00:01",
        ["Platforms:TikTok:PublishTimeout"] = "00:00:01",
        ["Platforms:TikTok:PostsPerDay"] = "1000",
        ["Platforms:TikTok:CallsPerHour"] = "1000000",
        ["Jobs:NodeLease"] = "00:00:15",
        ["Jobs:Heartbeat"] = "00:00:03",
        // A call may meet one fault after another.
        ["Jobs:MaxAttempts"] = "20",
        ["Jobs:PostsPerHour"] = "0",
        ["Jobs:LeadTime"] = "00:02:00",
        ["Jobs:VideoLeadTime"] = "00:02:00",
    };

    private readonly ServerUnderTest _server;
    private readonly PostDesk _desk;

    private LostTikTokAnswers(ServerUnderTest server) => (_server, _desk) = (server, new PostDesk(server.Http, server.SandboxHttp));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<LostTikTokAnswers> StartAsync()
    {
        var lost = new LostTikTokAnswers(await ServerUnderTest.StartAsync(Impatient));
        await PostDesk.Ok(lost._server.SandboxHttp.PatchAsJsonAsync("/sandbox/tiktok/settings", new { postsPerDay = 1_000 }, Ct));
        return lost;
    }

    /// <summary>Uploads so many videos, the last call of each meets a fault, and waits until every one is settled.</summary>
    /// <param name="posts">A multiple of five.</param>
    public async Task UploadAsync(int posts)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, posts / PostsPerChannel), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct }, async (turn, _) =>
        {
            var (channel, account) = await _desk.ConnectAsync("tiktok");
            for (var i = 0; i < PostsPerChannel; i++) await OrderAsync((turn * PostsPerChannel) + i, account);
            for (var i = 0; i < PostsPerChannel; i++) await _desk.ScheduleAsync(PostKind.TikTokVideo, channel, TimeSpan.FromSeconds(2), $"Fresh bread, batch {(turn * PostsPerChannel) + i}");
        });
        await ComeToRestAsync();
    }

    /// <summary>Photos, whose only name stands in the answer: of a lost one a person is told, looks at the account and says what is there.</summary>
    public async Task FetchAsync(int posts)
    {
        for (var n = 0; n < posts; n++)
        {
            var (channel, account) = await _desk.ConnectAsync("tiktok");
            await OrderAsync(n, account);
            await _desk.ScheduleAsync(PostKind.TikTokPhotos, channel, TimeSpan.FromSeconds(2), $"Rolls, tray {n}");
        }
        await ComeToRestAsync();
    }

    /// <summary>A person looks at each account that a post is doubtful on, and says what is there.</summary>
    /// <returns>How many they were asked about.</returns>
    public async Task<int> ResolveAsync()
    {
        var live = (await _desk.LedgerAsync()).GetProperty("posts").EnumerateArray().Select(post => _desk.Channels[post.GetProperty("accountId").GetString()!]).ToHashSet();
        var doubtful = (await _desk.JobsAsync()).Where(job => (job.GetProperty("state").GetString(), job.GetProperty("reason").GetString()) == ("needs_attention", "undecidable")).ToList();
        foreach (var job in doubtful)
        {
            var isLive = live.Contains(job.GetProperty("channelId").GetGuid());
            await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync($"/api/v1/jobs/{job.GetProperty("id").GetGuid()}/resolve", new { outcome = isLive ? "published" : "not_published" }, Ct));
            if (!isLive) await ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/jobs/{job.GetProperty("id").GetGuid()}/retry", null, Ct));
        }
        await ComeToRestAsync();
        return doubtful.Count;
    }

    /// <summary>What the checker finds.</summary>
    public async Task<IReadOnlyList<Violation>> CheckAsync()
    {
        var store = await StoreAsync();
        return InvariantCheck.Run(new Sighting(store, await _desk.WorldAsync(store)) { PublishTimeout = TimeSpan.FromSeconds(1), ClockError = TimeSpan.FromMilliseconds(50) });
    }

    public async Task<TikTokCounts> CountAsync()
    {
        var store = await StoreAsync();
        var ledger = await _desk.LedgerAsync();
        var calls = ledger.GetProperty("calls").EnumerateArray().ToList();
        var live = ledger.GetProperty("posts").EnumerateArray().ToList();
        return new TikTokCounts
        {
            Posts = store.Jobs.Count,
            Calls = calls.Count,
            LostAnswers = calls.Count(call => call.GetProperty("faultId").ValueKind == JsonValueKind.Number),
            Live = live.Count,
            Twice = live.GroupBy(post => (post.GetProperty("accountId").GetString(), post.GetProperty("caption").GetString())).Count(same => same.Count() > 1),
            Published = store.Jobs.Count(job => job.State == JobState.Published),
            Undecidable = store.Jobs.Count(job => job is { State: JobState.NeedsAttention, Reason: JobReason.Undecidable }),
            SettledPublished = store.Attempts.Count(attempt => attempt.Outcome == AttemptOutcome.SettledPublished),
            SettledNotPublished = store.Attempts.Count(attempt => attempt.Outcome == AttemptOutcome.SettledNotPublished),
        };
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Two of three are taken.</summary>
    private Task OrderAsync(int n, string account)
    {
        var isTaken = n % 3 < 2;
        return _desk.OrderAsync(new { kind = isTaken ? Taken[n % Taken.Length] : NotTaken[n / 3 % NotTaken.Length], step = "publish", when = isTaken ? "after" : "before", account });
    }

    private Task<StoreRecords> StoreAsync() => SqlRecords.ReadAsync(_server.Services.GetRequiredService<Database>(), Ct);

    private Task ComeToRestAsync()
    {
        IReadOnlyList<Job> jobs = [];
        return Eventually.TrueAsync(async () =>
        {
            jobs = (await StoreAsync()).Jobs;
            return jobs.All(job => job.State is JobState.Published or JobState.NeedsAttention);
        }, "every post is published or with a person", () => string.Join('\n', jobs.Where(job => job.State != JobState.Published)));
    }
}

/// <summary>What became of posts to TikTok whose answers were lost.</summary>
internal sealed record TikTokCounts
{
    public required int Posts { get; init; }

    /// <summary>Last chunks and fetch orders that reached TikTok.</summary>
    public required int Calls { get; init; }

    public required int LostAnswers { get; init; }

    public required int Live { get; init; }

    /// <summary>Must be 0.</summary>
    public required int Twice { get; init; }

    public required int Published { get; init; }

    public required int Undecidable { get; init; }

    public required int SettledPublished { get; init; }

    public required int SettledNotPublished { get; init; }
}
