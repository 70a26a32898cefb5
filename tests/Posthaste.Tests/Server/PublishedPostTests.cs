using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

/// <summary>What the API tells of limits and of posts that are live, against the sandbox.</summary>
public sealed class PublishedPostTests : IAsyncLifetime
{
    private readonly ShiftedTime _time = new();
    private ServerUnderTest _server = null!;
    private Guid _channel;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // A node that seems to have slept is trusted again after its next heartbeat.
        _server = await ServerUnderTest.StartAsync(
            new Dictionary<string, string> { ["Jobs:Heartbeat"] = "00:00:00.300" }, services => services.AddSingleton<TimeProvider>(_time));
        _channel = await _server.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_spent_quota_makes_the_next_post_wait_and_the_usage_says_until_when()
    {
        await ServerUnderTest.ReadAsync(_server.SandboxHttp.PatchAsJsonAsync($"/sandbox/accounts/{ServerUnderTest.AccountId}", new { quotaTotal = 1 }, Ct));
        await PublishAsync("Fresh bread", "published");

        var waiting = await PublishAsync(await CreateAsync("Fresh rolls", lateMinutes: 1_500), "scheduled", "waiting_quota");
        var tooLate = await PublishAsync("Fresh cake", "needs_attention", "preflight");
        var usage = await _server.GetAsync($"/api/v1/channels/{_channel}/usage");

        Assert.Equal("limit_spent", waiting.GetProperty("lastError").GetProperty("code").GetString());
        Assert.Equal(("quota_exceeded", 0), (tooLate.GetProperty("lastError").GetProperty("code").GetString(), tooLate.GetProperty("attempt").GetInt32()));
        Assert.True(waiting.GetProperty("wakeAt").GetDateTimeOffset() > _time.GetUtcNow() + TimeSpan.FromHours(1));
        var ledger = await ServerUnderTest.ReadAsync(_server.SandboxHttp.GetAsync("/sandbox/ledger", Ct));
        Assert.Equal(1, ledger.GetProperty("posts").GetArrayLength());
        var limits = usage.GetProperty("limits").EnumerateArray().ToDictionary(limit => limit.GetProperty("name").GetString()!);
        Assert.Equal(["posts_per_day", "posts_per_hour", "containers_per_day", "calls_per_hour"], limits.Keys);
        var day = limits["posts_per_day"];
        Assert.Equal((1, 1, 0, "platform"), (day.GetProperty("used").GetInt32(), day.GetProperty("limit").GetInt32(), day.GetProperty("remaining").GetInt32(), day.GetProperty("source").GetString()));
        Assert.InRange(day.GetProperty("resetAt").GetDateTimeOffset() - _time.GetUtcNow(), TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        Assert.Equal((1, 400), (limits["containers_per_day"].GetProperty("used").GetInt32(), limits["containers_per_day"].GetProperty("limit").GetInt32()));
        Assert.Equal((25, "setting"), (limits["posts_per_hour"].GetProperty("limit").GetInt32(), limits["posts_per_hour"].GetProperty("source").GetString()));
        // The quota, the container made and looked at, the list, the publish call, the link.
        Assert.InRange(limits["calls_per_hour"].GetProperty("used").GetInt32(), 6, 12);
        Assert.Equal(JsonValueKind.Null, usage.GetProperty("blockedUntil").ValueKind);
    }

    [Fact]
    public async Task A_platform_that_says_stop_is_not_called_and_the_usage_says_until_when()
    {
        await ServerUnderTest.ReadAsync(_server.SandboxHttp.PostAsJsonAsync("/sandbox/faults", new { kind = "account_limit", step = "create", times = 1 }, Ct));

        await PublishAsync("Fresh bread", "scheduled", "waiting_quota");
        var calls = await CallsAsync();
        var second = await PublishAsync("Fresh rolls", "scheduled", reason: null);

        Assert.True((await _server.GetAsync($"/api/v1/channels/{_channel}/usage")).GetProperty("blockedUntil").GetDateTimeOffset() > _time.GetUtcNow());
        Assert.Equal(calls, await CallsAsync());
        Assert.Equal("scheduled", second.GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_figures_of_a_post_are_there_five_minutes_after_it()
    {
        var published = await PublishAsync("Fresh bread", "published");
        var job = published.GetProperty("id").GetString();
        Assert.Equal(JsonValueKind.Null, (await _server.GetAsync($"/api/v1/jobs/{job}")).GetProperty("metrics").GetProperty("latest").ValueKind);

        _time.Advance(TimeSpan.FromMinutes(5));
        await ReadingsAsync(published, 1);

        var latest = (await _server.GetAsync($"/api/v1/jobs/{job}")).GetProperty("metrics").GetProperty("latest");
        Assert.Equal(("post", "five_minutes"), (latest.GetProperty("part").GetString(), latest.GetProperty("age").GetString()));
        Assert.Equal(JsonValueKind.Number, latest.GetProperty("likes").ValueKind);
        Assert.Equal(JsonValueKind.Null, latest.GetProperty("missing").ValueKind);
        Assert.Equal("published", (await _server.GetAsync($"/api/v1/jobs/{job}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_live_post_is_taken_down_once_and_never_goes_out_again()
    {
        var job = await PublishAsync("Fresh bread", "published");
        await WithFacebookAsync();

        var down = await ServerUnderTest.ReadAsync(TakeDownAsync(job));
        var calls = await CallsAsync();
        var again = await ServerUnderTest.ReadAsync(TakeDownAsync(job));

        Assert.Equal("published", down.GetProperty("state").GetString());
        Assert.NotEqual(JsonValueKind.Null, down.GetProperty("takenDownAt").ValueKind);
        Assert.Equal(down.GetProperty("takenDownAt").GetString(), again.GetProperty("takenDownAt").GetString());
        Assert.Equal(JsonValueKind.Null, down.GetProperty("wakeAt").ValueKind);
        Assert.Equal(calls, await CallsAsync());
        var kinds = (await _server.GetAsync($"/api/v1/posts/{job.GetProperty("postId").GetString()}/history")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString());
        Assert.Single(kinds, "job.taken_down");
        var refused = await Problems.AssertAsync(_server.Http.PostAsync($"/api/v1/jobs/{job.GetProperty("id").GetString()}/retry", null, Ct), HttpStatusCode.Conflict, "already_published");
        Assert.Contains("taken down", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_story_of_a_set_counts_is_measured_and_is_taken_down()
    {
        var media = new[] { await _server.UploadAsync(Samples.Jpeg(720, 720)), await _server.UploadAsync(Samples.Jpeg(900, 900)) };
        var post = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "story", channelIds = new[] { _channel }, mediaIds = media }, Ct));
        var job = await PublishAsync(post.GetProperty("id").GetGuid(), "published");
        var usage = await _server.GetAsync($"/api/v1/channels/{_channel}/usage");
        Assert.Equal([2, 2, 2], usage.GetProperty("limits").EnumerateArray().Take(3).Select(limit => limit.GetProperty("used").GetInt32()));

        _time.Advance(TimeSpan.FromMinutes(5));
        var readings = await ReadingsAsync(job, 2);
        await WithFacebookAsync();
        await ServerUnderTest.ReadAsync(TakeDownAsync(job));

        Assert.Equal(["story_1", "story_2"], readings.EnumerateArray().Select(reading => reading.GetProperty("part").GetString()));
        var ids = job.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("remoteId").GetString()).ToArray();
        Assert.Equal(2, ids.Distinct().Count());
        foreach (var id in ids) Assert.False((await _server.SandboxHttp.GetAsync($"/v26.0/{id}?access_token=page", Ct)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Where_the_sign_in_cannot_delete_the_answer_says_what_can()
    {
        var job = await PublishAsync("Fresh bread", "published");

        var problem = await Problems.AssertAsync(TakeDownAsync(job), HttpStatusCode.Conflict, "delete_not_supported");

        Assert.Contains("Instagram app", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await _server.GetAsync($"/api/v1/jobs/{job.GetProperty("id").GetString()}")).GetProperty("takenDownAt").ValueKind);
    }

    [Fact]
    public async Task A_post_that_could_not_be_deleted_is_still_there_and_may_be_asked_for_again()
    {
        var job = await PublishAsync("Fresh bread", "published");
        await WithFacebookAsync();
        await ServerUnderTest.ReadAsync(_server.SandboxHttp.PostAsJsonAsync("/sandbox/faults", new { kind = "server_error", times = 1 }, Ct));

        await Problems.AssertAsync(TakeDownAsync(job), HttpStatusCode.ServiceUnavailable, "platform_unavailable");

        Assert.NotEqual(JsonValueKind.Null, (await ServerUnderTest.ReadAsync(TakeDownAsync(job))).GetProperty("takenDownAt").ValueKind);
    }

    [Fact]
    public async Task While_the_platform_wants_no_calls_nothing_is_deleted_either()
    {
        var job = await PublishAsync("Fresh bread", "published");
        await WithFacebookAsync();
        await ServerUnderTest.ReadAsync(_server.SandboxHttp.PostAsJsonAsync("/sandbox/faults", new { kind = "account_limit", times = 1 }, Ct));

        await Problems.AssertAsync(TakeDownAsync(job), HttpStatusCode.ServiceUnavailable, "channel_blocked");
        var calls = await CallsAsync();
        var blocked = await TakeDownAsync(job);

        await Problems.AssertAsync(blocked, HttpStatusCode.ServiceUnavailable, "channel_blocked");
        Assert.True(blocked.Headers.RetryAfter!.Delta > TimeSpan.FromSeconds(1));
        Assert.Equal(calls, await CallsAsync());
    }

    [Fact]
    public async Task What_is_not_live_cannot_be_taken_down()
    {
        var post = await CreateAsync("Fresh bread");
        await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync($"/api/v1/posts/{post}/schedule", new { at = _time.GetUtcNow().AddHours(5) }, Ct));

        await Problems.AssertAsync(TakeDownAsync(await JobAsync(post)), HttpStatusCode.Conflict, "not_published");
        await Problems.AssertAsync(_server.Http.PostAsync($"/api/v1/jobs/{Guid.NewGuid()}/take-down", null, Ct), HttpStatusCode.NotFound, "not_found");
    }

    private Task<HttpResponseMessage> TakeDownAsync(JsonElement job) => _server.Http.PostAsync($"/api/v1/jobs/{job.GetProperty("id").GetString()}/take-down", null, Ct);

    /// <summary>The account is connected again, by the sign-in that can delete.</summary>
    private async Task WithFacebookAsync()
    {
        await ServerUnderTest.ReadAsync(_server.SandboxHttp.PostAsJsonAsync($"/sandbox/accounts/{ServerUnderTest.AccountId}/tokens", new { token = "page", login = "facebook" }, Ct));
        await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = "page", login = "facebook", remoteId = ServerUnderTest.AccountId }, Ct));
    }

    private async Task<int> CallsAsync() =>
        (await ServerUnderTest.ReadAsync(_server.SandboxHttp.GetAsync("/sandbox/ledger", Ct))).GetProperty("calls").GetArrayLength();

    private async Task<Guid> CreateAsync(string caption, int? lateMinutes = null)
    {
        var media = await _server.UploadAsync(Samples.Jpeg(1080, 1080));
        var post = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", channelIds = new[] { _channel }, mediaIds = new[] { media }, caption, lateMinutes }, Ct));
        return post.GetProperty("id").GetGuid();
    }

    private async Task<JsonElement> ReadingsAsync(JsonElement job, int count)
    {
        JsonElement readings = default;
        await Crash.Eventually.TrueAsync(async () =>
        {
            readings = (await _server.GetAsync($"/api/v1/jobs/{job.GetProperty("id").GetString()}/metrics")).GetProperty("items");
            return readings.GetArrayLength() == count;
        }, "the figures are read", () => readings.ToString());
        return readings;
    }

    private async Task<JsonElement> PublishAsync(string caption, string state, string? reason = null) => await PublishAsync(await CreateAsync(caption), state, reason);

    private async Task<JsonElement> PublishAsync(Guid post, string state, string? reason = null)
    {
        await ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/posts/{post}/publish-now", null, Ct));
        JsonElement job = default;
        await Crash.Eventually.TrueAsync(async () =>
        {
            job = await JobAsync(post);
            return job.GetProperty("state").GetString() == state && job.GetProperty("reason").GetString() == reason
                && (state != "published" || job.GetProperty("permalink").ValueKind == JsonValueKind.String);
        }, $"the job is {state}", () => job.ToString());
        return job;
    }

    private async Task<JsonElement> JobAsync(Guid post) => (await _server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items")[0];
}
