using Posthaste.Sandbox.Graph;

namespace Posthaste.Tests.Sandbox;

public sealed class TokenTests : SandboxFixture
{
    [Fact]
    public async Task A_call_without_token_or_with_an_unknown_one_is_refused()
    {
        var none = await GetAsync("/v26.0/me?access_token=");
        var unknown = await GetAsync("/v26.0/me?access_token=nonsense");

        Assert.Equal("400 2500/", none.Refusal);
        Assert.Equal("IGApiException", (string?)none.Error["type"]);
        Assert.Equal("400 190/", unknown.Refusal);
        Assert.Equal("OAuthException", (string?)unknown.Error["type"]);
        Assert.Equal(
            "OAuth \"Facebook Platform\" \"invalid_token\" \"Invalid OAuth access token - Cannot parse access token\"",
            unknown.Response.Headers.WwwAuthenticate.ToString());
        Assert.Matches("^A[A-Za-z0-9_-]{22}$", (string?)unknown.Error["fbtrace_id"]);
        Assert.True(unknown.Response.Headers.Contains("x-fb-trace-id"));
    }

    [Fact]
    public async Task A_token_expires_on_the_sandbox_clock_and_the_error_says_when_in_Pacific_time()
    {
        await ControlAsync(HttpMethod.Post, $"accounts/{Account}/tokens", new { token = "short", expiresInSeconds = 3600 });
        Assert.Equal(200, (await GetAsync("/v26.0/me?access_token=short")).Status);

        Time.Advance(TimeSpan.FromHours(2));
        var expired = await GetAsync("/v26.0/me?access_token=short");

        Assert.Equal("400 190/463", expired.Refusal);
        Assert.Equal(
            "Error validating access token: Session has expired on Friday, 20-Nov-26 05:00:00 PST. The current time is Friday, 20-Nov-26 06:00:00 PST.",
            (string?)expired.Error["message"]);
    }

    [Theory]
    [InlineData(458)]
    [InlineData(459)]
    [InlineData(460)]
    [InlineData(464)]
    [InlineData(467)]
    [InlineData(492)]
    public async Task A_token_can_be_revoked_for_a_reason_and_a_publish_with_it_has_no_effect(int subcode)
    {
        var container = await FinishedAsync();
        await ControlAsync(HttpMethod.Patch, $"tokens/{Token}", new { revokedSubcode = subcode });

        var refused = await PublishAsync(container);

        Assert.Equal($"400 190/{subcode}", refused.Refusal);
        var call = await LastCallAsync();
        Assert.Equal((190, false), ((int)call["code"]!, (bool)call["accepted"]!));
        Assert.Empty(await PostsAsync());
    }

    [Fact]
    public async Task A_token_reaches_only_its_own_account()
    {
        var other = await ControlAsync(HttpMethod.Post, "accounts", new { username = "second", token = "second-token" });
        var container = await FinishedAsync();

        var read = await GetAsync($"/v26.0/{container}?access_token=second-token");
        var create = await PostAsync($"/v26.0/{Account}/media?access_token=second-token", ("image_url", Images.Url("square.jpg")));
        var publish = await PostAsync($"/v26.0/{other.Id}/media_publish?access_token=second-token", ("creation_id", container));

        Assert.Equal(["400 100/33", "400 100/33", "400 24/2207008"], new[] { read, create, publish }.Select(answer => answer.Refusal));
    }

    [Fact]
    public async Task Me_is_flat_with_an_app_scoped_id_or_wrapped_when_set()
    {
        var flat = await GetAsync("/v26.0/me?fields=user_id,username");
        await SetAsync(new { wrapMe = true });
        var wrapped = await GetAsync("/v26.0/me?fields=user_id,username");

        Assert.Equal(Account, (string?)flat.Body["user_id"]);
        Assert.NotEqual(Account, (string?)flat.Body["id"]);
        Assert.Equal("harbour.bakery", (string?)flat.Body["username"]);
        Assert.Equal(Account, (string?)wrapped.Body["data"]![0]!["user_id"]);
    }

    [Fact]
    public async Task The_type_of_an_unknown_object_depends_on_the_login()
    {
        await ControlAsync(HttpMethod.Post, $"accounts/{Account}/tokens", new { token = "page", login = "facebook" });

        Assert.Equal("IGApiException", (string?)(await GetAsync("/v26.0/1")).Error["type"]);
        Assert.Equal("GraphMethodException", (string?)(await GetAsync("/v26.0/1?access_token=page")).Error["type"]);
    }

    [Fact]
    public async Task With_Facebook_Login_a_person_has_a_Page_that_has_the_account()
    {
        await ControlAsync(HttpMethod.Post, $"accounts/{Account}/tokens", new { token = "page", login = "facebook" });

        var person = await GetAsync("/v26.0/me?access_token=page");
        var pages = await GetAsync("/v26.0/me/accounts?fields=id,name,access_token,tasks,instagram_business_account{id,username}&access_token=page");

        var page = Assert.Single(pages.Body["data"]!.AsArray())!;
        Assert.NotEqual(Account, person.Id);
        Assert.Equal(Account, (string?)page["instagram_business_account"]!["id"]);
        Assert.Equal("harbour.bakery", (string?)page["instagram_business_account"]!["username"]);
        Assert.Contains("CREATE_CONTENT", page["tasks"]!.AsArray().Select(task => (string)task!));
        Assert.Equal(200, (await GetAsync($"/v26.0/{page["id"]}?fields=instagram_business_account&access_token=page")).Status);
    }

    [Fact]
    public async Task A_token_can_be_refreshed_from_its_second_day_on_until_it_ends()
    {
        await ControlAsync(HttpMethod.Post, $"accounts/{Account}/tokens", new { token = "old", expiresInSeconds = 172_800 });
        const string refresh = "/refresh_access_token?grant_type=ig_refresh_token&access_token=";

        var tooYoung = await GetAsync(refresh + "old");
        Time.Advance(TimeSpan.FromHours(25));
        var refreshed = await GetAsync(refresh + "old");
        Time.Advance(TimeSpan.FromHours(25));
        var tooOld = await GetAsync(refresh + "old");

        Assert.Equal("400 100/", tooYoung.Refusal);
        Assert.Equal(5_183_944, (int)refreshed.Body["expires_in"]!);
        Assert.Equal(200, (await GetAsync($"/v26.0/me?access_token={refreshed.Body["access_token"]}")).Status);
        Assert.Equal("400 190/463", tooOld.Refusal);
    }

    [Fact]
    public async Task Usage_is_in_the_headers_and_at_100_percent_calls_are_refused()
    {
        await SetAsync(new { accountCallLimit = 4 });
        for (var i = 0; i < 2; i++) await GetAsync("/v26.0/me");
        var third = await GetAsync("/v26.0/me");
        var fourth = await GetAsync("/v26.0/me");
        Time.Advance(TimeSpan.FromHours(24));

        Assert.Contains("\"call_count\":75", third.Response.Headers.GetValues("X-Business-Use-Case-Usage").Single(), StringComparison.Ordinal);
        Assert.True(third.Response.Headers.Contains("x-app-usage"));
        Assert.Equal("400 80002/", fourth.Refusal);
        Assert.Contains("\"estimated_time_to_regain_access\":1440", fourth.Response.Headers.GetValues("X-Business-Use-Case-Usage").Single(), StringComparison.Ordinal);
        Assert.Equal(200, (await GetAsync("/v26.0/me")).Status);
    }

    [Fact]
    public async Task Usage_and_restriction_can_be_set_for_one_account()
    {
        var container = await FinishedAsync();
        await ControlAsync(HttpMethod.Patch, $"accounts/{Account}", new { restricted = true, usage = new { callCount = 40, minutesToRegainAccess = 0 } });

        var refused = await PublishAsync(container);

        Assert.Equal("400 25/2207050", refused.Refusal);
        Assert.Contains("\"call_count\":40", refused.Response.Headers.GetValues("X-Business-Use-Case-Usage").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-08T09:59:59Z", "Sunday, 08-Mar-26 01:59:59 PST")]
    [InlineData("2026-03-08T10:00:00Z", "Sunday, 08-Mar-26 03:00:00 PDT")]
    [InlineData("2026-11-01T08:59:59Z", "Sunday, 01-Nov-26 01:59:59 PDT")]
    [InlineData("2026-11-01T09:00:00Z", "Sunday, 01-Nov-26 01:00:00 PST")]
    public void Pacific_time_changes_with_the_season(string at, string expected) =>
        Assert.Equal(expected, TokenErrors.Pacific(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));
}
