using System.Text.Json.Nodes;

namespace Posthaste.Tests.Sandbox;

public sealed class FacebookLoginTests : LoginFixture
{
    [Fact]
    public async Task A_code_becomes_a_short_token_then_a_long_one_then_the_token_of_a_Page_that_publishes()
    {
        var brief = await FacebookTokenOfAsync(await CodeAsync(FacebookDialog()));
        var lasting = await LongFacebookAsync(TokenIn(brief));
        var pages = await GetAsync($"/v26.0/me/accounts?fields=id,name,access_token,tasks,instagram_business_account{{id,username}}&access_token={TokenIn(lasting)}");
        var page = Assert.Single(pages.Body["data"]!.AsArray())!;
        var pageToken = (string)page["access_token"]!;

        Assert.Equal((5_400, "bearer"), ((int)brief.Body["expires_in"]!, (string)brief.Body["token_type"]!));
        Assert.Equal((5_183_944, "bearer"), ((int)lasting.Body["expires_in"]!, (string)lasting.Body["token_type"]!));
        Assert.Equal(Account, (string?)page["instagram_business_account"]!["id"]);
        Assert.Equal(3, new[] { TokenIn(brief), TokenIn(lasting), pageToken }.Distinct().Count());
        Assert.Equal(pageToken, await PageTokenAsync(TokenIn(lasting)));
        Assert.Equal(PageId, (await GetAsync($"/v26.0/me?access_token={pageToken}")).Id);
        Assert.Equal(Person, (await GetAsync($"/v26.0/me?access_token={TokenIn(lasting)}")).Id);
        var created = await PostAsync($"/v26.0/{Account}/media?access_token={pageToken}", ("image_url", Images.Url("square.jpg")));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await PostAsync($"/v26.0/{Account}/media_publish?access_token={pageToken}", ("creation_id", created.Id))).Status);
    }

    [Fact]
    public async Task A_code_is_good_once_for_ten_minutes_for_its_app_and_its_redirect_uri()
    {
        var used = await CodeAsync(FacebookDialog());
        await FacebookTokenOfAsync(used);
        var fresh = await CodeAsync(FacebookDialog());

        Assert.Equal("400 100/36009", (await FacebookTokenOfAsync(used)).Refusal);
        Assert.Equal("400 100/36008", (await FacebookTokenOfAsync(fresh, redirectUri: FacebookBack + "/")).Refusal);
        Assert.Equal("400 1/", (await FacebookTokenOfAsync(fresh, secret: "wrong")).Refusal);
        Assert.Equal("400 100/", (await FacebookTokenOfAsync("nonsense")).Refusal);
        Assert.Equal("400 101/", (await GetAsync("/v26.0/oauth/access_token?client_id=nobody&client_secret=x&code=y&redirect_uri=z")).Refusal);
        Assert.Equal("400 100/", (await FacebookTokenOfAsync(await CodeOfOtherAppAsync())).Refusal);
        Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("400 100/36007", (await FacebookTokenOfAsync(fresh)).Refusal);
    }

    [Fact]
    public async Task A_challenge_must_be_met()
    {
        // The pair of RFC 7636, appendix B.
        const string challenge = "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
        var code = await CodeAsync(FacebookDialog(extra: challenge));

        Assert.Equal("400 100/", (await FacebookTokenOfAsync(code)).Refusal);
        Assert.Equal("400 100/", (await FacebookTokenOfAsync(code, extra: "&code_verifier=wrong")).Refusal);
        Assert.Equal(200, (await FacebookTokenOfAsync(code, extra: "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).Status);
    }

    [Fact]
    public async Task What_was_unticked_is_declined_and_the_token_cannot_do_it()
    {
        var code = await CodeAsync(FacebookDialog(), fields => [.. fields.Where(field => field.Value != "instagram_content_publish")]);
        var token = TokenIn(await FacebookTokenOfAsync(code));

        var permissions = (await GetAsync($"/v26.0/me/permissions?access_token={token}")).Body["data"]!.AsArray()
            .ToDictionary(row => (string)row!["permission"]!, row => (string)row!["status"]!);

        Assert.Equal("declined", permissions["instagram_content_publish"]);
        Assert.Equal("granted", permissions["instagram_basic"]);
        Assert.Equal("granted", permissions["public_profile"]);
        Assert.Equal("403 10/", (await PostAsync($"/v26.0/{Account}/media?access_token={await PageTokenAsync(token)}", ("image_url", Images.Url("square.jpg")))).Refusal);
    }

    [Fact]
    public async Task Without_the_list_of_Pages_granted_it_is_empty_and_no_error()
    {
        var token = await ShortFacebookAsync("instagram_basic");

        Assert.Empty((await GetAsync($"/v26.0/me/accounts?access_token={token}")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task Only_the_Pages_chosen_are_shared_and_a_token_may_reach_several_accounts()
    {
        var second = (await ControlAsync(HttpMethod.Post, "accounts", new { username = "second", name = "Second" })).Id;
        await ControlAsync(HttpMethod.Post, "accounts", new { username = "third", hasPage = false });
        var all = TokenIn(await FacebookTokenOfAsync(await CodeAsync(FacebookDialog())));
        var one = TokenIn(await FacebookTokenOfAsync(await CodeAsync(FacebookDialog(), fields => [.. fields.Where(field => field.Name != "page" || field.Value != PageId)])));
        var none = TokenIn(await FacebookTokenOfAsync(await CodeAsync(FacebookDialog(), fields => [.. fields.Where(field => field.Name != "page")])));

        Assert.Equal([Account, second], await SharedAsync(all));
        Assert.Equal([second], await SharedAsync(one));
        Assert.Empty(await SharedAsync(none));
        Assert.Equal("second", (string?)(await GetAsync($"/v26.0/{second}?fields=username&access_token={all}")).Body["username"]);
        Assert.Equal("400 100/33", (await GetAsync($"/v26.0/{Account}?fields=username&access_token={one}")).Refusal);
        Assert.Equal("400 100/33", (await GetAsync($"/v26.0/{Account}?fields=username&access_token={none}")).Refusal);
        Assert.Equal(Person, (await GetAsync($"/v26.0/me?access_token={none}")).Id);
        Assert.Equal(200, (await GetAsync($"/v26.0/{Account}/content_publishing_limit?access_token={all}")).Status);
    }

    [Fact]
    public async Task A_Page_of_a_personal_account_names_no_Instagram_account()
    {
        await ControlAsync(HttpMethod.Patch, $"accounts/{Account}", new { type = "personal" });

        Assert.Equal([null], await SharedAsync(await ShortFacebookAsync()));
    }

    [Fact]
    public async Task A_configuration_of_Login_for_Business_asks_for_what_it_lists()
    {
        await ChangeAppAsync(FacebookApp, new { configurations = new Dictionary<string, string[]> { ["77"] = ["instagram_basic"] } });

        var token = TokenIn(await FacebookTokenOfAsync(await CodeAsync(FacebookDialog(scope: "", extra: "&config_id=77"))));

        Assert.Equal(["public_profile", "instagram_basic"], (await GetAsync($"/v26.0/me/permissions?access_token={token}")).Body["data"]!.AsArray().Select(row => (string)row!["permission"]!));
    }

    [Fact]
    public async Task A_long_token_ends_after_sixty_days_and_cannot_be_made_longer_but_its_Page_token_stays()
    {
        var token = await LongFacebookAsync();
        var page = await PageTokenAsync(token);
        Time.Advance(TimeSpan.FromDays(59));
        var again = await LongFacebookAsync(token);

        Assert.InRange((int)again.Body["expires_in"]!, 86_000, 90_000);
        Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal("400 190/463", (await GetAsync($"/v26.0/me?access_token={token}")).Refusal);
        Assert.Equal("400 190/463", (await LongFacebookAsync(token)).Refusal);
        Time.Advance(TimeSpan.FromDays(1000));
        Assert.Equal(200, (await GetAsync($"/v26.0/me?access_token={page}")).Status);
    }

    [Fact]
    public async Task The_Page_token_of_a_short_token_ends_with_it()
    {
        var page = await PageTokenAsync(await ShortFacebookAsync());
        Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal("400 190/463", (await GetAsync($"/v26.0/me?access_token={page}")).Refusal);
    }

    [Fact]
    public async Task The_app_can_ask_what_a_token_is_worth()
    {
        var token = await LongFacebookAsync();
        var page = await PageTokenAsync(token);

        var user = await DebugAsync(token);
        var pageFacts = await DebugAsync(page);

        Assert.Equal(("USER", FacebookApp, true, Person), ((string)user["type"]!, (string)user["app_id"]!, (bool)user["is_valid"]!, (string)user["user_id"]!));
        Assert.Equal(Time.GetUtcNow().ToUnixTimeSeconds() + 5_183_944, (long)user["expires_at"]!);
        Assert.Equal(Time.GetUtcNow().AddDays(90).ToUnixTimeSeconds(), (long)user["data_access_expires_at"]!);
        Assert.Contains("instagram_content_publish", user["scopes"]!.AsArray().Select(scope => (string)scope!));
        var granular = user["granular_scopes"]!.AsArray().Single(row => (string)row!["scope"]! == "instagram_basic")!;
        Assert.Equal([Account], granular["target_ids"]!.AsArray().Select(id => (string)id!));
        Assert.Equal(("PAGE", 0L, PageId), ((string)pageFacts["type"]!, (long)pageFacts["expires_at"]!, (string)pageFacts["profile_id"]!));
        await ControlAsync(HttpMethod.Post, "revocations", new { person = Person, reason = "password_changed" });
        var dead = await DebugAsync(token);
        Assert.Equal((false, 190, 460), ((bool)dead["is_valid"]!, (int)dead["error"]!["code"]!, (int)dead["error"]!["subcode"]!));
        Assert.False((bool)(await DebugAsync("nonsense"))["is_valid"]!);
        Assert.Equal("400 190/", (await GetAsync($"/v26.0/debug_token?input_token={token}&access_token={FacebookApp}|wrong")).Refusal);
    }

    [Fact]
    public async Task Giving_the_permissions_back_ends_every_token_of_that_person_and_app()
    {
        var token = await LongFacebookAsync();
        var page = await PageTokenAsync(token);

        var revoked = await Answer.FromAsync(await Http.DeleteAsync($"/v26.0/me/permissions?access_token={token}", Ct));

        Assert.True((bool)revoked.Body["success"]!);
        Assert.Equal("400 190/458", (await GetAsync($"/v26.0/me?access_token={token}")).Refusal);
        Assert.Equal("400 190/458", (await GetAsync($"/v26.0/me?access_token={page}")).Refusal);
        Assert.Equal(200, (await GetAsync("/v26.0/me")).Status);
        Assert.Equal(1, (int)(await OAuthLedgerAsync())["counts"]!["revoke"]!["accepted"]!);
    }

    [Fact]
    public async Task Permissions_are_a_wrong_question_to_a_Page() => Assert.Equal(
        "400 100/", (await GetAsync($"/v26.0/me/permissions?access_token={await PageTokenAsync(await LongFacebookAsync())}")).Refusal);

    private async Task<JsonNode> DebugAsync(string token) =>
        (await GetAsync($"/v26.0/debug_token?input_token={token}&access_token={FacebookApp}|{FacebookSecret}")).Body["data"]!;

    private async Task<List<string?>> SharedAsync(string token) =>
        [.. (await GetAsync($"/v26.0/me/accounts?fields=instagram_business_account&access_token={token}")).Body["data"]!.AsArray()
            .Select(page => (string?)page!["instagram_business_account"]?["id"])];

    private async Task<string> CodeOfOtherAppAsync()
    {
        await ControlAsync(HttpMethod.Post, "apps", new { clientId = "other", login = "facebook", redirectUris = new[] { FacebookBack } });
        return await CodeAsync(FacebookDialog().Replace(FacebookApp, "other", StringComparison.Ordinal));
    }
}
