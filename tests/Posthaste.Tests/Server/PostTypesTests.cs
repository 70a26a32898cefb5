using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

/// <summary>R-PUB-2: every kind of post, from the API to the sandbox's ledger of what went live.</summary>
public sealed class PostTypesTests : IAsyncLifetime
{
    private ServerUnderTest _server = null!;
    private Guid _channel;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerUnderTest.StartAsync();
        await ServerUnderTest.ReadAsync(_server.SandboxHttp.PatchAsJsonAsync("/sandbox/settings", new { videoProcessingSeconds = 0.2 }, Ct));
        _channel = await _server.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_carousel_goes_live_as_one_post_and_gets_its_first_comment_once()
    {
        var job = await PublishAsync("carousel", [await PictureAsync(800), await PictureAsync(900), await ReelAsync()], new { firstComment = "Find us at the harbour." });

        Assert.Equal(["post published", "comment published"], Parts(job));
        var ledger = await LedgerAsync();
        Assert.Equal("CAROUSEL_ALBUM", Assert.Single(ledger.GetProperty("posts").EnumerateArray()).GetProperty("mediaType").GetString());
        Assert.Equal("Find us at the harbour.", Assert.Single(ledger.GetProperty("comments").EnumerateArray()).GetProperty("text").GetString());
        Assert.Single(ledger.GetProperty("commentCalls").EnumerateArray());
    }

    [Fact]
    public async Task A_reel_goes_live_with_its_cover()
    {
        var job = await PublishAsync("reel", [await ReelAsync()], new { coverMediaId = await PictureAsync(720), shareToFeed = false });

        Assert.Equal(["post published"], Parts(job));
        Assert.Equal("REELS", Assert.Single((await LedgerAsync()).GetProperty("posts").EnumerateArray()).GetProperty("productType").GetString());
    }

    [Fact]
    public async Task Each_story_of_a_set_goes_live_once_with_a_link_of_its_own()
    {
        var job = await PublishAsync("story", [await PictureAsync(720), await PictureAsync(900)], new { });

        Assert.Equal(["story_1 published", "story_2 published"], Parts(job));
        Assert.Equal(2, job.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("permalink").GetString()).Distinct().Count());
        Assert.Equal(2, (await LedgerAsync()).GetProperty("posts").GetArrayLength());
    }

    [Fact]
    public async Task A_comment_whose_answer_is_lost_is_found_below_the_post_and_not_made_again()
    {
        await _server.DisposeAsync();
        _server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Settling:Scale"] = "0.02" });
        _channel = await _server.ConnectAsync();
        await ServerUnderTest.ReadAsync(_server.SandboxHttp.PostAsJsonAsync("/sandbox/faults", new { kind = "comment_then_500" }, Ct));

        var job = await PublishAsync("image", [await PictureAsync(800)], new { firstComment = "Open until six." });

        Assert.Equal(["post published", "comment published"], Parts(job));
        Assert.Single((await LedgerAsync()).GetProperty("comments").EnumerateArray());
    }

    [Fact]
    public async Task A_refused_comment_leaves_the_post_published_and_says_why()
    {
        await ServerUnderTest.ReadAsync(_server.SandboxHttp.PostAsJsonAsync("/sandbox/faults", new { kind = "error", step = "comment", status = 400, code = 10, message = "no" }, Ct));

        var job = await PublishAsync("image", [await PictureAsync(800)], new { firstComment = "Open until six." });

        Assert.Equal("published", job.GetProperty("state").GetString());
        Assert.Equal(["post published", "comment not_published"], Parts(job));
        Assert.Equal("reconnect_account", job.GetProperty("lastError").GetProperty("kind").GetString());
        Assert.Equal("active", (await _server.GetAsync($"/api/v1/channels/{_channel}")).GetProperty("state").GetString());
        Assert.Single((await LedgerAsync()).GetProperty("posts").EnumerateArray());
        Assert.Empty((await LedgerAsync()).GetProperty("comments").EnumerateArray());
    }

    private async Task<JsonElement> PublishAsync(string type, Guid[] mediaIds, object options)
    {
        var post = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts",
            new { type, channelIds = new[] { _channel }, mediaIds, caption = type == "story" ? "" : "Fresh bread", options }, Ct));
        var id = post.GetProperty("id").GetGuid();
        // A video is read to its end first; a machine that is busy asks for patience.
        await Crash.Eventually.TrueAsync(async () =>
        {
            var answer = await _server.Http.PostAsync($"/api/v1/posts/{id}/publish-now", null, Ct);
            if (answer.IsSuccessStatusCode) return true;
            await Problems.AssertAsync(answer, System.Net.HttpStatusCode.Conflict, "media_preparing");
            return false;
        }, "its media has been read", () => type);
        JsonElement job = default;
        await Crash.Eventually.TrueAsync(async () =>
        {
            job = (await _server.GetAsync($"/api/v1/posts/{id}/jobs")).GetProperty("items")[0];
            return job.GetProperty("state").GetString() is "published" or "needs_attention" && HasComeToRest(job);
        }, "the job has come to rest", () => job.ToString());
        return job;
    }

    /// <summary>Nothing is left but to read its figures, minutes from now.</summary>
    private static bool HasComeToRest(JsonElement job) => job.GetProperty("wakeAt").ValueKind == JsonValueKind.Null
        || job.GetProperty("wakeAt").GetDateTimeOffset() - TimeProvider.System.GetUtcNow() > TimeSpan.FromMinutes(2);

    private Task<Guid> PictureAsync(int width) => _server.UploadAsync(Samples.Jpeg(width, width), "picture.jpg");

    private Task<Guid> ReelAsync() => _server.UploadAsync(Samples.Ffmpeg(
        ["-f", "lavfi", "-i", "testsrc2=size=540x540:rate=30", "-f", "lavfi", "-i", "sine=440", "-t", "4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart", "-f", "mp4"]), "reel.mp4");

    private async Task<JsonElement> LedgerAsync() => await ServerUnderTest.ReadAsync(_server.SandboxHttp.GetAsync("/sandbox/ledger", Ct));

    private static string[] Parts(JsonElement job) =>
        [.. job.GetProperty("parts").EnumerateArray().Select(part => $"{part.GetProperty("part").GetString()} {part.GetProperty("state").GetString()}")];
}
