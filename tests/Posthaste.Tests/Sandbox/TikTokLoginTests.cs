namespace Posthaste.Tests.Sandbox;

public sealed class TikTokLoginTests : LoginFixture
{
    private const string Key = "sandboxtiktokkey";
    private const string Secret = "sandbox-tiktok-secret";
    private const string Back = "http://127.0.0.1:5080/connect/tiktok/callback";
    private const string OpenId = "-000sandbox0demo0user";

    [Fact]
    public async Task A_code_becomes_a_token_of_a_day_with_a_refresh_token_of_a_year()
    {
        var back = await DecideAsync(Dialog(), "continue");

        var answer = await TokenOfAsync(back.Query["code"]);

        Assert.Equal(("s1", "user.info.basic,video.publish"), (back.Query["state"], back.Query["scopes"]));
        Assert.StartsWith("act.", (string)answer.Body["access_token"]!, StringComparison.Ordinal);
        Assert.StartsWith("rft.", (string)answer.Body["refresh_token"]!, StringComparison.Ordinal);
        Assert.Equal((86_400, 31_536_000), ((int)answer.Body["expires_in"]!, (int)answer.Body["refresh_expires_in"]!));
        Assert.Equal((OpenId, "user.info.basic,video.publish", "Bearer"), ((string)answer.Body["open_id"]!, (string)answer.Body["scope"]!, (string)answer.Body["token_type"]!));
        Assert.Equal("invalid_grant", (string?)(await TokenOfAsync(back.Query["code"])).Body["error"]);
    }

    [Fact]
    public async Task Who_cancels_is_sent_back_with_an_error_and_who_unticks_grants_less()
    {
        var denied = await DecideAsync(Dialog(), "cancel");
        var less = await DecideAsync(Dialog(), "continue", fields => [.. fields.Where(field => field.Name != "scope")]);

        Assert.Equal(["error", "error_description", "state"], denied.Query.Keys);
        Assert.Equal("user.info.basic", less.Query["scopes"]);
        Assert.Equal(400, (await OpenAsync(Dialog().Replace("callback", "elsewhere", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task A_refresh_token_rotates_and_the_one_before_is_dead()
    {
        var first = await LoggedInAsync();

        var second = await RefreshTokenAsync((string)first.Body["refresh_token"]!);

        Assert.NotEqual((string?)first.Body["refresh_token"], (string?)second.Body["refresh_token"]);
        Assert.Equal("invalid_grant", (string?)(await RefreshTokenAsync((string)first.Body["refresh_token"]!)).Body["error"]);
        Assert.Equal(200, (await RefreshTokenAsync((string)second.Body["refresh_token"]!)).Status);
        Assert.Equal(200, (await WhoAsync(first)).Status);
    }

    [Fact]
    public async Task A_refresh_token_that_does_not_rotate_stays()
    {
        await SetAsync(new { rotateRefreshTokens = false });
        var first = await LoggedInAsync();

        var second = await RefreshTokenAsync((string)first.Body["refresh_token"]!);

        Assert.Equal((string?)first.Body["refresh_token"], (string?)second.Body["refresh_token"]);
        Assert.NotEqual((string?)first.Body["access_token"], (string?)second.Body["access_token"]);
    }

    [Fact]
    public async Task A_lost_answer_to_a_refresh_has_rotated_the_token()
    {
        var first = await LoggedInAsync();
        await OrderFaultAsync(new { kind = "reset", step = "refresh", when = "after" });

        await Assert.ThrowsAsync<HttpRequestException>(() => RefreshTokenAsync((string)first.Body["refresh_token"]!));

        Assert.Equal("invalid_grant", (string?)(await RefreshTokenAsync((string)first.Body["refresh_token"]!)).Body["error"]);
        var counts = (await OAuthLedgerAsync($"?token={first.Body["refresh_token"]}"))["counts"]!["refresh"]!;
        Assert.Equal((2, 1), ((int)counts["calls"]!, (int)counts["accepted"]!));
    }

    [Fact]
    public async Task A_token_ends_after_a_day_by_revoking_or_with_the_person_s_consent()
    {
        var old = await LoggedInAsync();
        Time.Advance(TimeSpan.FromDays(1));
        var revoked = await LoggedInAsync();
        var removed = await LoggedInAsync();

        var answer = await PostAsync("/v2/oauth/revoke/?access_token=", ("client_key", Key), ("client_secret", Secret), ("token", (string)revoked.Body["access_token"]!));

        Assert.Equal((200, 0), (answer.Status, answer.Response.Content.Headers.ContentLength));
        Assert.Equal("access_token_invalid", (string?)(await WhoAsync(old)).Error["code"]);
        Assert.Equal("access_token_invalid", (string?)(await WhoAsync(revoked)).Error["code"]);
        Assert.Equal("invalid_grant", (string?)(await RefreshTokenAsync((string)revoked.Body["refresh_token"]!)).Body["error"]);
        Assert.Equal("ok", (string?)(await WhoAsync(removed)).Error["code"]);
        await ControlAsync(HttpMethod.Post, $"tiktok/users/{OpenId}/revocations");
        Assert.Equal(401, (await WhoAsync(removed)).Status);
        Time.Advance(TimeSpan.FromDays(365));
        Assert.Equal("invalid_grant", (string?)(await RefreshTokenAsync((string)old.Body["refresh_token"]!)).Body["error"]);
    }

    [Fact]
    public async Task Whose_token_it_is_can_be_asked_within_what_was_granted()
    {
        var token = await LoggedInAsync();

        var answer = await WhoAsync(token);

        Assert.Equal((OpenId, "Harbour Bakery"), ((string)answer.Body["data"]!["user"]!["open_id"]!, (string)answer.Body["data"]!["user"]!["display_name"]!));
        Assert.Equal("scope_not_authorized", (string?)(await WhoAsync(token, "username")).Error["code"]);
    }

    [Fact]
    public async Task A_wrong_secret_and_a_wrong_grant_are_refused_in_the_flat_shape()
    {
        var refused = await PostAsync("/v2/oauth/token/?access_token=", ("client_key", Key), ("client_secret", "wrong"), ("grant_type", "refresh_token"), ("refresh_token", "x"));
        var unknown = await PostAsync("/v2/oauth/token/?access_token=", ("client_key", Key), ("client_secret", Secret), ("grant_type", "poem"));

        Assert.Equal((400, "invalid_client"), (refused.Status, (string?)refused.Body["error"]));
        Assert.NotNull((string?)refused.Body["log_id"]);
        Assert.Equal("unsupported_grant_type", (string?)unknown.Body["error"]);
    }

    private static string Dialog() =>
        $"/v2/auth/authorize/?client_key={Key}&scope=user.info.basic,video.publish&response_type=code&redirect_uri={Uri.EscapeDataString(Back)}&state=s1";

    private async Task<Answer> LoggedInAsync() => await TokenOfAsync(await CodeAsync(Dialog()));

    private Task<Answer> TokenOfAsync(string code) => PostAsync(
        "/v2/oauth/token/?access_token=", ("client_key", Key), ("client_secret", Secret), ("grant_type", "authorization_code"), ("redirect_uri", Back), ("code", code));

    private Task<Answer> RefreshTokenAsync(string token) => PostAsync(
        "/v2/oauth/token/?access_token=", ("client_key", Key), ("client_secret", Secret), ("grant_type", "refresh_token"), ("refresh_token", token));

    private async Task<Answer> WhoAsync(Answer token, string fields = "open_id,display_name")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/user/info/?fields={fields}");
        request.Headers.Authorization = new("Bearer", (string)token.Body["access_token"]!);
        return await Answer.FromAsync(await Http.SendAsync(request, Ct));
    }
}
