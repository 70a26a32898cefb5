using System.Net.Http.Json;
using Posthaste.Tests.Platforms.TikTok.Login;

namespace Posthaste.Tests.Server.Connect;

/// <summary>R-ACC-1, R-ACC-3: an account of TikTok is connected by browser, its tokens rotate, and disconnecting ends what was granted.</summary>
public sealed class TikTokConnectTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_is_connected_renewed_and_disconnected()
    {
        await using var dance = await ConnectDance.StartAsync();

        var done = await dance.ConnectAsync("tiktok");

        Assert.Equal("/connect/done", done.Path);
        var channel = Assert.Single(await dance.ChannelsAsync());
        Assert.Equal(("tiktok", "harbour.bakery"), (channel.GetProperty("platform").GetString(), channel.GetProperty("username").GetString()));
        var path = $"/api/v1/channels/{channel.GetProperty("id").GetGuid()}";
        await ServerUnderTest.ReadAsync(dance.Server.Http.PostAsync($"{path}/refresh-token", null, Ct));
        Assert.Equal((1, 1), await dance.CountAsync("refresh"));
        var ledger = (await dance.SandboxAsync(HttpMethod.Get, "oauth?step=refresh")).GetProperty("items")[0];
        // What is used from now on is the token that the renewal gave out: the sandbox ends that one.
        (await dance.Server.Http.DeleteAsync(path, Ct)).EnsureSuccessStatusCode();
        var revoked = (await dance.SandboxAsync(HttpMethod.Get, "oauth?step=revoke")).GetProperty("items")[0];
        Assert.Equal((ledger.GetProperty("newToken").GetString(), true), (revoked.GetProperty("token").GetString(), revoked.GetProperty("accepted").GetBoolean()));
    }

    [Fact]
    public async Task A_post_for_TikTok_is_told_what_it_lacks_and_takes_its_options()
    {
        await using var dance = await ConnectDance.StartAsync(new Dictionary<string, string>(ConnectDance.Settings) { ["Platforms:TikTok:IsAudited"] = "true" });
        await dance.ConnectAsync("tiktok");
        var channel = Assert.Single(await dance.ChannelsAsync()).GetProperty("id").GetGuid();
        var picture = await dance.Server.UploadAsync(Posthaste.Tests.Sandbox.TestJpeg.Make(1080, 1080));

        var bare = await dance.Server.Http.PostAsJsonAsync("/api/v1/posts", Post(channel, picture, new { }), Ct);
        var whole = await ServerUnderTest.ReadAsync(dance.Server.Http.PostAsJsonAsync("/api/v1/posts", Post(channel, picture, new { privacy = "only_me", allowComments = true, isOwnBrand = true }), Ct));

        var terms = await dance.Server.GetAsync($"/api/v1/channels/{channel}/posting-terms");
        Assert.Equal((true, false), (terms.GetProperty("hasTerms").GetBoolean(), terms.GetProperty("commentsOff").GetBoolean()));
        Assert.Contains("only_me", terms.GetProperty("privacy").EnumerateArray().Select(level => level.GetString()));
        Assert.Contains("options.privacy", await bare.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(("only_me", true, true), (
            whole.GetProperty("options").GetProperty("privacy").GetString(), whole.GetProperty("options").GetProperty("allowComments").GetBoolean(), whole.GetProperty("options").GetProperty("isOwnBrand").GetBoolean()));
    }

    [Theory]
    [InlineData("spam_risk_user_banned_from_posting")]
    [InlineData("spam_risk_too_many_posts")]
    public async Task An_account_that_TikTok_lets_post_nothing_says_so_before_anybody_writes_a_post(string postingError)
    {
        await using var dance = await ConnectDance.StartAsync();
        await dance.ConnectAsync("tiktok");
        var channel = Assert.Single(await dance.ChannelsAsync()).GetProperty("id").GetGuid();
        var user = (await dance.SandboxAsync(HttpMethod.Get, "tiktok/users")).GetProperty("items")[0].GetProperty("openId").GetString();
        await ServerUnderTest.ReadAsync(dance.Server.SandboxHttp.PatchAsJsonAsync($"/sandbox/tiktok/users/{user}", new { postingError }, Ct));

        await Problems.AssertAsync(dance.Server.Http.GetAsync($"/api/v1/channels/{channel}/posting-terms", Ct), System.Net.HttpStatusCode.Conflict, "posting_refused");
    }

    [Fact]
    public async Task A_person_who_removes_the_app_at_TikTok_stops_their_channels_at_once()
    {
        await using var dance = await ConnectDance.StartAsync();
        await dance.ConnectAsync("tiktok");
        const string body = """{"event":"authorization.removed","create_time":1,"user_openid":"-000sandbox0demo0user","content":"{\"reason\":1}"}""";

        var forged = await TellAsync(dance, body, TikTokEventsTests.Sign(body, "another secret", TimeProvider.System.GetUtcNow()));
        Assert.Equal((System.Net.HttpStatusCode.BadRequest, "active"), (forged, Assert.Single(await dance.ChannelsAsync()).GetProperty("state").GetString()));
        var told = await TellAsync(dance, body, TikTokEventsTests.Sign(body, "sandbox-tiktok-secret", TimeProvider.System.GetUtcNow()));

        Assert.Equal((System.Net.HttpStatusCode.OK, "reconnect"), (told, Assert.Single(await dance.ChannelsAsync()).GetProperty("state").GetString()));
    }

    private static async Task<System.Net.HttpStatusCode> TellAsync(ConnectDance dance, string body, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/tiktok/deauthorize") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("TikTok-Signature", signature);
        using var answer = await dance.Server.Http.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private static object Post(Guid channel, Guid picture, object options) => new { type = "image", channelIds = new[] { channel }, mediaIds = new[] { picture }, caption = "Fresh bread", options };
}
