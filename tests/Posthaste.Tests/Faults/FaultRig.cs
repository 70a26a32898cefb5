using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Sandbox;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Faults;

/// <summary>A server with a connected account, a sandbox that can be made to misbehave, and clocks that can be put forward.
/// Everything a row of the table does, it does over HTTP.</summary>
internal sealed class FaultRig : IAsyncDisposable
{
    /// <summary>Waits a person would set in minutes and hours. Those the network names itself are not among them.</summary>
    private static readonly Dictionary<string, string> Impatient = new()
    {
        ["Jobs:Settling:Scale"] = "0.02",
        ["Jobs:PublishTimeout"] = "00:00:02",
        ["Jobs:Heartbeat"] = "00:00:00.500",
        ["Jobs:Backoff"] = "00:00:01",
        ["Jobs:LeadTime"] = "01:00:00",
        ["Platforms:Instagram:PublishTimeout"] = "00:00:02",
        ["Platforms:Instagram:RateLimitWait"] = "00:00:01",
        ["Platforms:Instagram:QuotaWait"] = "00:00:01",
        ["Platforms:Instagram:BlockWait"] = "00:00:01",
    };

    private readonly ServerUnderTest _server;
    private readonly ShiftedTime _time;
    private readonly TcpListener? _silence;
    private int _posts;

    private FaultRig(ServerUnderTest server, ShiftedTime time, TcpListener? silence) => (_server, _time, _silence) = (server, time, silence);

    /// <summary>The account that misbehaves.</summary>
    public Guid Channel { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<FaultRig> StartAsync(FaultRow row)
    {
        var time = new ShiftedTime();
        var settings = new Dictionary<string, string>(Impatient);
        foreach (var (key, value) in row.Settings) settings[key] = value;
        var silence = row.MediaHostIsSilent ? new TcpListener(IPAddress.Loopback, 0) : null;
        // The system takes connections for it, and nobody ever reads from them.
        silence?.Start();
        if (silence is not null) settings["PublicBaseUrl"] = $"http://{silence.LocalEndpoint}";
        var rig = new FaultRig(await ServerUnderTest.StartAsync(settings, services => services.AddSingleton<TimeProvider>(time)), time, silence);
        if (row.Sandbox is not null) await rig.SetAsync(row.Sandbox);
        rig.Channel = await rig._server.ConnectAsync();
        return rig;
    }

    /// <summary>Orders a fault of the sandbox.</summary>
    public Task OrderAsync(object fault) => Control(HttpMethod.Post, "faults", fault);

    /// <summary>Changes settings of the sandbox.</summary>
    public Task SetAsync(object settings) => Control(HttpMethod.Patch, "settings", settings);

    /// <summary>Changes the account at the sandbox.</summary>
    public Task SetAccountAsync(object account) => Control(HttpMethod.Patch, $"accounts/{ServerUnderTest.AccountId}", account);

    /// <summary>Changes the token the account was connected with.</summary>
    public Task SetTokenAsync(object token) => Control(HttpMethod.Patch, $"tokens/{ServerUnderTest.AccountToken}", token);

    /// <summary>Has the account's owner sign in again, and connects the channel with what comes of it.</summary>
    public async Task ReconnectAsync()
    {
        await Control(HttpMethod.Post, $"accounts/{ServerUnderTest.AccountId}/tokens", new { token = "token-of-the-second-sign-in" });
        await ConnectAsync("token-of-the-second-sign-in");
    }

    /// <summary>Another account, which nothing is wrong with.</summary>
    /// <returns>Its channel.</returns>
    public async Task<Guid> ConnectAnotherAsync()
    {
        await Control(HttpMethod.Post, "accounts", new { username = "second.account", token = "token-of-the-second-account" });
        return await ConnectAsync("token-of-the-second-account");
    }

    /// <summary>Puts the sandbox's clock forward: what lags there arrives.</summary>
    public Task AdvanceSandboxAsync(TimeSpan by) => Control(HttpMethod.Post, "clock", new { advanceSeconds = by.TotalSeconds });

    /// <summary>Puts all clocks forward.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await AdvanceSandboxAsync(by);
        _time.Advance(by);
    }

    /// <summary>Makes a post and wants it published now.</summary>
    /// <param name="channel">Null for the account that misbehaves.</param>
    /// <returns>The job's id.</returns>
    public async Task<Guid> PublishAsync(Guid? channel = null)
    {
        var post = await PostAsync(channel);
        await ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/posts/{post}/publish-now", null, Ct));
        return await JobOfAsync(post);
    }

    /// <summary>Makes a post and schedules it.</summary>
    /// <returns>The job's id.</returns>
    public async Task<Guid> ScheduleAsync(TimeSpan inTime)
    {
        var post = await PostAsync(null);
        await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync($"/api/v1/posts/{post}/schedule", new { at = _time.GetUtcNow() + inTime, force = true }, Ct));
        return await JobOfAsync(post);
    }

    public Task<JsonElement> JobAsync(Guid job) => _server.GetAsync($"/api/v1/jobs/{job}");

    public Task<JsonElement> ChannelAsync() => _server.GetAsync($"/api/v1/channels/{Channel}");

    /// <summary>The kinds of error of the job's attempts.</summary>
    public async Task<IReadOnlyList<string?>> AttemptErrorsAsync(Guid job) =>
        [.. (await _server.GetAsync($"/api/v1/jobs/{job}/attempts")).GetProperty("items").EnumerateArray()
            .Select(attempt => attempt.GetProperty("error")).Where(error => error.ValueKind == JsonValueKind.Object).Select(error => Text(error, "kind"))];

    /// <summary>Everything the API tells about a job: itself, its attempts, the history of its post.</summary>
    public async Task<string> EverythingToldAsync(Guid job)
    {
        var told = await JobAsync(job);
        return $"{told}{await _server.GetAsync($"/api/v1/jobs/{job}/attempts")}{await _server.GetAsync($"/api/v1/posts/{told.GetProperty("postId").GetGuid()}/history")}";
    }

    public async Task<Ledger> LedgerAsync(string? account = ServerUnderTest.AccountId) =>
        new(await ServerUnderTest.ReadAsync(_server.SandboxHttp.GetAsync($"/sandbox/ledger{(account is null ? "" : $"?account={account}")}", Ct)));

    /// <summary>Waits for what the job shall become.</summary>
    public async Task<JsonElement> UntilAsync(Guid job, string what, Func<JsonElement, bool> isSo)
    {
        JsonElement seen = default;
        await Eventually.TrueAsync(async () => isSo(seen = await JobAsync(job)), what, () => seen.ToString());
        return seen;
    }

    /// <summary>Waits until the sandbox's ledger says so.</summary>
    public async Task UntilLedgerAsync(string what, Func<Ledger, bool> isSo)
    {
        Ledger? seen = null;
        await Eventually.TrueAsync(async () => isSo(seen = await LedgerAsync()), what, () => seen!.ToString());
    }

    /// <summary>Waits until the job is over, and holds it against what really went live: one post, the one the job names.</summary>
    /// <param name="job">Its id.</param>
    /// <param name="calls">How many publish calls it took; one of them was accepted.</param>
    public async Task<JsonElement> LiveOnceAsync(Guid job, int calls)
    {
        var told = await UntilAsync(job, "the post is published, and its id and link are known",
            seen => (State(seen), Text(seen, "remoteId"), Text(seen, "permalink")) is ("published", not null, not null));

        var ledger = await LedgerAsync();
        var live = Assert.Single(ledger.Posts);
        Assert.Equal(Text(live, "mediaId"), Text(told, "remoteId"));
        Assert.Contains(Text(live, "shortcode")!, Text(told, "permalink"), StringComparison.Ordinal);
        Assert.Single(ledger.Calls, call => call.GetProperty("accepted").GetBoolean());
        Assert.True(ledger.Calls.Count == calls, $"{calls} publish calls were expected:\n{ledger}");
        var part = Assert.Single(told.GetProperty("parts").EnumerateArray());
        Assert.Equal((Text(live, "mediaId"), "published"), (Text(part, "remoteId"), State(part)));
        Assert.Equal(JsonValueKind.Null, told.GetProperty("lastError").ValueKind);
        return told;
    }

    public static string State(JsonElement job) => job.GetProperty("state").GetString()!;

    public static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    public static string? Reason(JsonElement job) => Text(job, "reason");

    /// <summary>The error as in <c>retry_later 9004/2207052: sentence</c>.</summary>
    public static string Error(JsonElement job)
    {
        var error = job.GetProperty("lastError");
        return $"{Text(error, "kind")} {Text(error, "code")}/{Text(error, "subcode")}: {Text(error, "message")}";
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _silence?.Dispose();
    }

    private async Task<Guid> ConnectAsync(string token) => (await ServerUnderTest.ReadAsync(
        _server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = token }, Ct))).GetProperty("id").GetGuid();

    private async Task<Guid> PostAsync(Guid? channel)
    {
        var number = ++_posts;
        var picture = await _server.UploadAsync(TestJpeg.Make(1080, 1080, $"picture {number}"));
        var post = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts",
            new { type = "image", channelIds = new[] { channel ?? Channel }, mediaIds = new[] { picture }, caption = $"Fresh bread, batch {number}" }, Ct));
        return post.GetProperty("id").GetGuid();
    }

    private async Task<Guid> JobOfAsync(Guid post) =>
        Assert.Single((await _server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid();

    private async Task Control(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"/sandbox/{path}") { Content = JsonContent.Create(body) };
        await ServerUnderTest.ReadAsync(_server.SandboxHttp.SendAsync(request, Ct));
    }
}

/// <summary>What really happened at the sandbox.</summary>
internal sealed class Ledger(JsonElement body)
{
    public IReadOnlyList<JsonElement> Calls => [.. body.GetProperty("calls").EnumerateArray()];

    public IReadOnlyList<JsonElement> Posts => [.. body.GetProperty("posts").EnumerateArray()];

    /// <summary>Calls of every kind.</summary>
    public long Total => body.GetProperty("counts").EnumerateObject().Sum(count => count.Value.GetInt64());

    /// <summary>Calls of one kind, such as <c>create</c>.</summary>
    public long Of(string step) => body.GetProperty("counts").TryGetProperty(step, out var count) ? count.GetInt64() : 0;

    public override string ToString() => body.ToString();
}
