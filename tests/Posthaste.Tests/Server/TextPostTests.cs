using System.Net;
using System.Net.Http.Json;
using Posthaste.Sandbox.Bluesky;

namespace Posthaste.Tests.Server;

/// <summary>R-PUB-1: words alone, on a network that takes them, from the API to the network; and one post for several networks, each by its own rules.</summary>
public sealed class TextPostTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_alone_go_out_where_a_network_takes_them_and_are_refused_where_none_does()
    {
        await using var server = await ServerUnderTest.StartAsync(secrets: [BlueskyWorld.DemoPassword]);
        var bluesky = (await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync(
            "/api/v1/channels", new { platform = "bluesky", remoteId = BlueskyWorld.DemoHandle, accessToken = BlueskyWorld.DemoPassword }, Ct))).GetProperty("id").GetGuid();
        var instagram = await server.ConnectAsync();

        var refused = await server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "text", channelIds = new[] { instagram }, caption = "Open until six." }, Ct);
        var made = await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "text", channelIds = new[] { bluesky }, caption = "Open until six." }, Ct));
        await ServerUnderTest.ReadAsync(server.Http.PostAsync($"/api/v1/posts/{made.GetProperty("id").GetGuid()}/publish-now", null, Ct));
        await Crash.Eventually.TrueAsync(async () => await JobAsync(server, made.GetProperty("id").GetGuid()) == "published", "the post is live", () => "");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var ledger = await ServerUnderTest.ReadAsync(server.SandboxHttp.GetAsync("/sandbox/ledger", Ct));
        var live = Assert.Single(ledger.GetProperty("posts").EnumerateArray());
        Assert.Equal(("TEXT", "Open until six."), (live.GetProperty("mediaType").GetString(), live.GetProperty("caption").GetString()));
    }

    private static async Task<string?> JobAsync(ServerUnderTest server, Guid post) =>
        (await server.GetAsync($"/api/v1/posts/{post}")).GetProperty("jobs")[0].GetProperty("state").GetString();
}
