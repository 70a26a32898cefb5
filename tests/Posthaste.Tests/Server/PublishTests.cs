using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

/// <summary>The whole way: a client's requests, the engine, the platform's answers, and what the API then tells.</summary>
public sealed class PublishTests : IAsyncLifetime
{
    private ServerUnderTest _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ServerUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_post_goes_live_and_tells_where_when_and_how_late()
    {
        await ServerUnderTest.ReadAsync(_server.SandboxHttp.PatchAsJsonAsync("/sandbox/settings", new { imageProcessingSeconds = 0.3 }, Ct));
        var post = await CreateAsync(new { locationId = (string?)null });

        await PublishAsync(post);
        var job = await WaitForAsync(post, "published");

        Assert.StartsWith(_server.SandboxUrl.AbsoluteUri, job.GetProperty("permalink").GetString(), StringComparison.Ordinal);
        Assert.NotNull(job.GetProperty("remoteId").GetString());
        Assert.True(job.GetProperty("latenessMs").GetInt64() >= 0);
        var part = Assert.Single(job.GetProperty("parts").EnumerateArray());
        Assert.Equal(("post", "published"), (part.GetProperty("part").GetString(), part.GetProperty("state").GetString()));
        var ledger = await ServerUnderTest.ReadAsync(_server.SandboxHttp.GetAsync("/sandbox/ledger", Ct));
        Assert.Equal("Fresh bread #bread", Flat(Assert.Single(ledger.GetProperty("posts").EnumerateArray()).GetProperty("caption").GetString()!));
        var kinds = (await _server.GetAsync($"/api/v1/posts/{post}/history")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()).ToArray();
        Assert.Equal("post.created", kinds[0]);
        Assert.Contains("job.published", kinds);
    }

    [Fact]
    public async Task A_refused_post_says_why_and_its_attempt_is_kept()
    {
        // The sandbox's place without coordinates.
        var post = await CreateAsync(new { locationId = "100000000000404" });

        await PublishAsync(post);
        var job = await WaitForAsync(post, "needs_attention");

        Assert.Equal("content", job.GetProperty("reason").GetString());
        Assert.Equal("fix_content", job.GetProperty("lastError").GetProperty("kind").GetString());
        Assert.False(string.IsNullOrEmpty(job.GetProperty("lastError").GetProperty("message").GetString()));
        var attempt = (await _server.GetAsync($"/api/v1/jobs/{job.GetProperty("id").GetString()}/attempts")).GetProperty("items")[0];
        Assert.Equal("rejected", attempt.GetProperty("outcome").GetString());
        // What the network itself said stands beside our sentence, of the run and of the job.
        var words = attempt.GetProperty("error").GetProperty("platformMessage").GetString();
        Assert.False(string.IsNullOrEmpty(words));
        Assert.Equal(words, job.GetProperty("lastError").GetProperty("platformMessage").GetString());
        Assert.DoesNotContain(ServerUnderTest.AccountToken, job + attempt.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scheduled_posts_outlive_a_restart()
    {
        var post = await CreateAsync(new { locationId = (string?)null });
        await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync($"/api/v1/posts/{post}/schedule", new { at = "2030-01-01T10:00:00Z" }, Ct));

        await _server.RestartAsync();

        Assert.Equal("scheduled", (await JobAsync(post)).GetProperty("state").GetString());
    }

    private async Task<Guid> CreateAsync(object options)
    {
        var body = new
        {
            type = "image",
            channelIds = new[] { await _server.ConnectAsync() },
            mediaIds = new[] { await _server.UploadAsync(Samples.Jpeg(1080, 1080)) },
            caption = "Fresh bread",
            hashtags = new[] { "bread" },
            options,
        };
        return (await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct))).GetProperty("id").GetGuid();
    }

    private async Task PublishAsync(Guid post) => await ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/posts/{post}/publish-now", null, Ct));

    private async Task<JsonElement> JobAsync(Guid post) =>
        Assert.Single((await _server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items").EnumerateArray());

    private async Task<JsonElement> WaitForAsync(Guid post, string state)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (true)
        {
            var job = await JobAsync(post);
            var waits = job.GetProperty("state").GetString() != state || (state == "published" && job.GetProperty("permalink").ValueKind == JsonValueKind.Null);
            if (!waits) return job;
            Assert.False(patience.IsCancellationRequested, job.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
