using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Storage;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Invariants;

namespace Posthaste.Tests.Server;

/// <summary>R-PUB-3: a post for TikTok's inbox, as the API tells of it from the draft to the day it is live.</summary>
public sealed class InboxApiTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_for_the_inbox_waits_with_its_owner_and_is_live_when_they_have_finished_it()
    {
        await using var server = await ServerUnderTest.StartAsync(Impatience.Settings);
        var desk = new PostDesk(server.Http, server.SandboxHttp);
        var (channel, person) = await desk.ConnectAsync("tiktok");
        var film = await server.UploadAsync(PostKind.TikTokVideo.Files[0].Value, "film.mp4");
        var body = new { type = "video", channelIds = new[] { channel }, mediaIds = new[] { film }, caption = "Rolls", options = new { delivery = "inbox" } };
        var post = await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct));
        Assert.Equal("inbox", post.GetProperty("options").GetProperty("delivery").GetString());
        Assert.Contains(post.GetProperty("warnings").EnumerateArray(), finding => finding.GetProperty("code").GetString() == "caption_left_out");

        await ServerUnderTest.ReadAsync(server.Http.PostAsync($"/api/v1/posts/{post.GetProperty("id").GetGuid()}/publish-now", null, Ct));

        var waiting = await UntilAsync(server, post, "handed_over");
        Assert.Equal(("inbox", null, "publishing"), (waiting.GetProperty("reason").GetString(), waiting.GetProperty("publishedAt").GetString(), Assert.Single(waiting.GetProperty("parts").EnumerateArray()).GetProperty("state").GetString()));
        var limit = (await server.GetAsync($"/api/v1/channels/{channel}/usage")).GetProperty("limits").EnumerateArray().Single(limit => limit.GetProperty("name").GetString() == "inbox_per_day");
        Assert.Equal((5, 1), (limit.GetProperty("limit").GetInt32(), limit.GetProperty("used").GetInt32()));
        var job = $"/api/v1/jobs/{waiting.GetProperty("id").GetGuid()}";
        await Problems.AssertAsync(server.Http.PostAsync($"{job}/cancel", null, Ct), HttpStatusCode.Conflict, "in_inbox");
        await Problems.AssertAsync(server.Http.PostAsJsonAsync($"{job}/withdraw-handover", new { notPosted = true }, Ct), HttpStatusCode.Conflict, "in_inbox");

        var begun = Assert.Single((await PostDesk.Ok(server.SandboxHttp.GetAsync($"/sandbox/tiktok/posts?openId={person}", Ct))).GetProperty("items").EnumerateArray()).GetProperty("id").GetString()!;
        await PostDesk.Ok(server.SandboxHttp.PostAsync($"/sandbox/tiktok/posts/{Uri.EscapeDataString(begun)}/finish", null, Ct));

        var live = await UntilAsync(server, post, "published");
        Assert.Equal((begun, "api", JsonValueKind.Null), (live.GetProperty("remoteId").GetString(), live.GetProperty("method").GetString(), live.GetProperty("latenessMs").ValueKind));
        var store = await SqlRecords.ReadAsync(server.Services.GetRequiredService<Database>(), Ct);
        InvariantCheck.Holds(new Sighting(store, await desk.WorldAsync(store)) { PublishTimeout = TimeSpan.FromSeconds(2), ClockError = TimeSpan.FromMilliseconds(50) });
    }

    private static async Task<JsonElement> UntilAsync(ServerUnderTest server, JsonElement post, string state)
    {
        JsonElement seen = default;
        await Eventually.TrueAsync(async () =>
        {
            seen = Assert.Single((await server.GetAsync($"/api/v1/posts/{post.GetProperty("id").GetGuid()}/jobs")).GetProperty("items").EnumerateArray());
            return seen.GetProperty("state").GetString() == state;
        }, $"the job is {state}", () => seen.ToString());
        return seen;
    }
}
