using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Jobs;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

public sealed class FiguresApiTests : IAsyncLifetime
{
    private ServerUnderTest _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Publishing:ConflictDistance"] = "00:00:00", ["Alerts:Enabled"] = "true", ["Alerts:NetworkCheckEvery"] = "00:00:01" });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_published_post_is_in_the_figures_of_its_day_and_a_planned_one_in_the_overview()
    {
        var channel = await _server.ConnectAsync();
        var picture = await _server.UploadAsync(Samples.Jpeg(1080, 1080));
        var now = TimeProvider.System.GetUtcNow();
        var live = await PostAsync(channel, picture, "Now", now.AddSeconds(5));
        await Eventually.TrueAsync(async () => await StateAsync(live) == "published", "the post is live", () => "");
        await PostAsync(channel, picture, "Later", now.AddHours(5));
        await PostAsync(channel, picture, "Next week", now.AddDays(7));

        var (yesterday, tomorrow) = (DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1), DateOnly.FromDateTime(now.UtcDateTime).AddDays(1));
        var figures = await _server.GetAsync($"/api/v1/figures?from={yesterday:yyyy-MM-dd}&to={tomorrow:yyyy-MM-dd}");
        var overview = await _server.GetAsync("/api/v1/overview");

        Assert.Equal(3, figures.GetProperty("days").GetArrayLength());
        Assert.Equal("UTC", figures.GetProperty("timeZone").GetString());
        Assert.Equal((1, 0, 1.0), Total(figures.GetProperty("total")));
        var day = Assert.Single(figures.GetProperty("days").EnumerateArray(), day => day.GetProperty("total").GetProperty("published").GetInt64() == 1);
        Assert.Equal(channel, Assert.Single(day.GetProperty("channels").EnumerateArray()).GetProperty("channelId").GetGuid());
        Assert.True(figures.GetProperty("lateness").GetProperty("max").GetInt64() is >= 0 and < 240_000);
        Assert.Equal(1, figures.GetProperty("attempts").GetInt64());
        Assert.Equal(0, figures.GetProperty("retries").GetInt64());
        Assert.Equal([("api", 1.0), ("manual", 0.0)], figures.GetProperty("methods").EnumerateArray().Select(row => (row.GetProperty("method").GetString()!, row.GetProperty("share").GetDouble())));

        var rates = figures.GetProperty("rates").EnumerateArray().ToDictionary(rate => rate.GetProperty("kind").GetString()!);
        Assert.Equal(["success", "automation", "fallback", "api_errors", "token_refresh"], rates.Keys);
        Assert.Equal((1, 1, 1.0), Share(rates["success"]));
        Assert.Equal((0.99, 20), (rates["success"].GetProperty("target").GetProperty("atLeast").GetDouble(), rates["success"].GetProperty("target").GetProperty("minimum").GetInt32()));
        Assert.Equal(JsonValueKind.Null, rates["success"].GetProperty("isMet").ValueKind);
        Assert.Equal((1, 1, 1.0), Share(rates["automation"]));
        Assert.Equal((0, 1, 0.0), Share(rates["fallback"]));
        Assert.Equal(0.05, rates["fallback"].GetProperty("target").GetProperty("below").GetDouble());
        Assert.Equal("instagram", Assert.Single(rates["fallback"].GetProperty("platforms").EnumerateArray()).GetProperty("platform").GetString());
        Assert.Equal(JsonValueKind.Null, rates["token_refresh"].GetProperty("value").ValueKind);
        Assert.True(figures.GetProperty("hosted").GetProperty("bytes").GetInt64() > 0);
        await Eventually.TrueAsync(async () => (await RateAsync("api_errors", tomorrow)).GetProperty("whole").GetInt64() > 0, "the calls are in the ledger", () => "");

        await Eventually.TrueAsync(async () => (await NetworkAsync()).GetProperty("state").GetString() == "ok", "the sandbox was asked whether it answers", () => "");
        var health = await _server.GetAsync("/api/v1/health/publishing");
        Assert.Equal("ok", health.GetProperty("state").GetString());
        Assert.Equal(["database", "engine", "queue", "outcomes", "posts", "accounts", "storage", "success_rate"], health.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("name").GetString()));
        Assert.Equal((1, 1), (await NetworkAsync()).GetProperty("published") is var published ? (published.GetProperty("part").GetInt64(), published.GetProperty("whole").GetInt64()) : default);

        Assert.Equal(1, overview.GetProperty("upcoming").GetProperty("count").GetInt64());
        var next = Assert.Single(overview.GetProperty("upcoming").GetProperty("jobs").EnumerateArray());
        Assert.Equal(("Later", "scheduled"), (next.GetProperty("title").GetString(), next.GetProperty("state").GetString()));
        Assert.Equal(0, overview.GetProperty("attention").GetProperty("count").GetInt64());
        Assert.Empty(overview.GetProperty("accounts").EnumerateArray());
        Assert.Equal(0, overview.GetProperty("pendingApprovals").GetInt64());
        Assert.Equal((1, 0, 1.0), Total(overview.GetProperty("lastDays").GetProperty("total")));
    }

    [Fact]
    public async Task What_needs_somebody_is_in_the_overview()
    {
        var channel = await _server.ConnectAsync();
        var picture = await _server.UploadAsync(Samples.Jpeg(1080, 1080));
        await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync("/api/v1/workspace", new { approvalPolicy = "one" }, Ct));
        var pending = await PostAsync(channel, picture, "Waits", at: null);
        await ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/posts/{pending}/submit", null, Ct));
        await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync("/api/v1/workspace", new { approvalPolicy = "none" }, Ct));
        var post = await PostAsync(channel, picture, "Gone wrong", TimeProvider.System.GetUtcNow().AddHours(3));
        var job = (await _server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items")[0].GetProperty("id").GetGuid();
        await _server.Services.GetRequiredService<IJobStore>().MoveAsync(job, snapshot => new Move.To(
            snapshot.Job with { State = JobState.NeedsAttention, Reason = JobReason.Content, WakeAt = null }, new JobEvent("job.needs_attention", "engine")), TimeProvider.System.GetUtcNow(), Ct);

        var overview = await _server.GetAsync("/api/v1/overview");

        Assert.Equal(1, overview.GetProperty("pendingApprovals").GetInt64());
        var attention = overview.GetProperty("attention");
        Assert.Equal(1, attention.GetProperty("count").GetInt64());
        Assert.Equal(("content", 1), (attention.GetProperty("reasons")[0].GetProperty("reason").GetString(), attention.GetProperty("reasons")[0].GetProperty("count").GetInt32()));
        Assert.Equal((job, "Gone wrong"), (attention.GetProperty("mostUrgent")[0].GetProperty("id").GetGuid(), attention.GetProperty("mostUrgent")[0].GetProperty("title").GetString()));
    }

    [Fact]
    public async Task A_time_that_cannot_be_read_or_is_too_long_is_refused()
    {
        await Problems.AssertAsync(_server.Http.GetAsync("/api/v1/figures?from=2026-01-02&to=2026-01-01", Ct), HttpStatusCode.BadRequest, "invalid_request", "to");
        await Problems.AssertAsync(_server.Http.GetAsync("/api/v1/figures?from=2026-01-01&to=2027-02-05", Ct), HttpStatusCode.BadRequest, "range_too_long", "to");
        await Problems.AssertAsync(_server.Http.GetAsync("/api/v1/figures?to=2026-01-01", Ct), HttpStatusCode.BadRequest, "invalid_request", "from");
        // The longest there is.
        Assert.Equal(400, (await _server.GetAsync("/api/v1/figures?from=2026-01-01&to=2027-02-04")).GetProperty("days").GetArrayLength());
    }

    private async Task<Guid> PostAsync(Guid channel, Guid picture, string title, DateTimeOffset? at) => (await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts",
        at is { } time ? new { type = "image", title, channelIds = new[] { channel }, mediaIds = new[] { picture }, at = time } : (object)new { type = "image", title, channelIds = new[] { channel }, mediaIds = new[] { picture } }, Ct)))
        .GetProperty("id").GetGuid();

    private async Task<string> StateAsync(Guid post) => (await _server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items")[0].GetProperty("state").GetString()!;

    private async Task<JsonElement> NetworkAsync() => Assert.Single((await _server.GetAsync("/api/v1/health/publishing")).GetProperty("networks").EnumerateArray());

    private async Task<JsonElement> RateAsync(string kind, DateOnly day) => (await _server.GetAsync($"/api/v1/figures?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}"))
        .GetProperty("rates").EnumerateArray().Single(rate => rate.GetProperty("kind").GetString() == kind);

    private static (long, long, double) Share(JsonElement rate) =>
        (rate.GetProperty("part").GetInt64(), rate.GetProperty("whole").GetInt64(), rate.GetProperty("value").GetDouble());

    private static (long, long, double) Total(JsonElement total) =>
        (total.GetProperty("published").GetInt64(), total.GetProperty("notPublished").GetInt64(), total.GetProperty("successRate").GetDouble());
}
