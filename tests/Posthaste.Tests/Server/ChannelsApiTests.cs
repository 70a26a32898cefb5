using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Posthaste.Tests.Server;

public sealed class ChannelsApiTests(IdleServer server) : IClassFixture<IdleServer>
{
    private readonly ServerUnderTest _server = server.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_channel_is_connected_renamed_paused_resumed_and_never_shows_its_token()
    {
        var channel = await server.ChannelAsync();

        await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync($"/api/v1/channels/{channel}", new { displayName = "Our bakery" }, Ct));
        var paused = await ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/channels/{channel}/pause", null, Ct));
        var resumed = await ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/channels/{channel}/resume", null, Ct));
        var usage = await _server.GetAsync($"/api/v1/channels/{channel}/usage");
        var list = await _server.GetAsync("/api/v1/channels");

        Assert.Equal("paused", paused.GetProperty("state").GetString());
        Assert.Equal("active", resumed.GetProperty("state").GetString());
        Assert.Equal("Our bakery", list.GetProperty("items")[0].GetProperty("displayName").GetString());
        Assert.Equal("harbour.bakery", list.GetProperty("items")[0].GetProperty("username").GetString());
        Assert.Equal(0, usage.GetProperty("publishesLastDay").GetInt64());
        Assert.DoesNotContain(ServerUnderTest.AccountToken, list.ToString() + paused + resumed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_the_platform_refuses_is_not_repeated_in_the_answer()
    {
        var refused = await _server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = "wrong-token-of-nobody" }, Ct);

        await Problems.AssertAsync(refused, HttpStatusCode.UnprocessableEntity, "token_refused", "accessToken");
        Assert.DoesNotContain("wrong-token-of-nobody", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_networks_say_what_connecting_takes_and_what_posts_may_be()
    {
        var list = (await _server.GetAsync("/api/v1/platforms")).GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("name").GetString()!);

        var instagram = list["instagram"];
        Assert.Equal("Instagram", instagram.GetProperty("displayName").GetString());
        Assert.Equal("Access token", instagram.GetProperty("connectForm").GetProperty("secretLabel").GetString());
        Assert.Equal(JsonValueKind.Null, instagram.GetProperty("connectForm").GetProperty("serverLabel").ValueKind);
        Assert.Equal((2_200, "utf16"), (instagram.GetProperty("caption").GetProperty("maxLength").GetInt32(), instagram.GetProperty("caption").GetProperty("unit").GetString()));
        Assert.Equal(["image", "carousel", "reel", "story"], instagram.GetProperty("postTypes").EnumerateArray().Select(shape => shape.GetProperty("type").GetString()));
        Assert.Equal("TikTok", list["tiktok"].GetProperty("displayName").GetString());
    }

    [Fact]
    public async Task A_server_is_refused_where_the_network_has_one() => await Problems.AssertAsync(
        _server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = "a", server = "https://example.social" }, Ct),
        HttpStatusCode.UnprocessableEntity, "token_refused", "server");

    [Fact]
    public async Task A_platform_nobody_knows_is_refused() =>
        await Problems.AssertAsync(
            _server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "myspace", accessToken = "a" }, Ct), HttpStatusCode.UnprocessableEntity, "unknown_platform", "platform");
}
