using System.Net;

namespace Posthaste.Tests.Sandbox;

public sealed class InstagramLoginTests : LoginFixture
{
    [Fact]
    public async Task A_code_becomes_a_token_of_an_hour_and_that_one_of_sixty_days_which_publishes()
    {
        var brief = await InstagramTokenOfAsync(await CodeAsync(InstagramDialog()));
        var lasting = await LongInstagramAsync(TokenIn(brief));
        Time.Advance(TimeSpan.FromHours(1));
        var token = TokenIn(lasting);

        Assert.Equal(long.Parse(Account, System.Globalization.CultureInfo.InvariantCulture), (long)brief.Body["user_id"]!);
        Assert.Equal(InstagramScopes.Split(','), brief.Body["permissions"]!.AsArray().Select(scope => (string)scope!));
        Assert.Equal(("bearer", 5_183_944), ((string)lasting.Body["token_type"]!, (int)lasting.Body["expires_in"]!));
        Assert.StartsWith("IG", token, StringComparison.Ordinal);
        Assert.Equal("400 190/463", (await GetAsync($"/v26.0/me?access_token={TokenIn(brief)}")).Refusal);
        var created = await PostAsync($"/v26.0/{Account}/media?access_token={token}", ("image_url", Images.Url("square.jpg")));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await PostAsync($"/v26.0/{Account}/media_publish?access_token={token}", ("creation_id", created.Id))).Status);
    }

    [Fact]
    public async Task The_token_for_a_code_also_comes_in_the_documented_shape()
    {
        await SetAsync(new { wrapTokenAnswer = true });

        var answer = await InstagramTokenOfAsync(await CodeAsync(InstagramDialog()));

        var only = Assert.Single(answer.Body["data"]!.AsArray())!;
        Assert.Equal((Account, InstagramScopes), ((string)only["user_id"]!, (string)only["permissions"]!));
        Assert.Equal(200, (await LongInstagramAsync((string)only["access_token"]!)).Status);
        Assert.Equal((string)only["access_token"]!, (string)(await OAuthLedgerAsync("?step=code"))["items"]![0]!["newToken"]!);
    }

    [Fact]
    public async Task A_code_is_good_once_for_an_hour_and_only_without_the_tail()
    {
        const string gone = "Matching code was not found or was already used";
        var used = await CodeAsync(InstagramDialog());
        var old = await CodeAsync(InstagramDialog());

        Assert.Equal(gone, Complaint(await InstagramTokenOfAsync(used + "#_")));
        Assert.Contains("redirect_uri is identical", Complaint(await InstagramTokenOfAsync(used, redirectUri: InstagramBack + "/")), StringComparison.Ordinal);
        Assert.Contains("client secret", Complaint(await InstagramTokenOfAsync(used, secret: "wrong")), StringComparison.Ordinal);
        Assert.Equal("Invalid platform app", Complaint(await InstagramTokenOfAsync(used, client: "nobody")));
        Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(200, (await InstagramTokenOfAsync(used)).Status);
        Assert.Equal(gone, Complaint(await InstagramTokenOfAsync(used)));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(gone, Complaint(await InstagramTokenOfAsync(old)));
    }

    [Fact]
    public async Task Of_parallel_uses_of_a_code_one_gets_a_token()
    {
        var code = await CodeAsync(InstagramDialog());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => InstagramTokenOfAsync(code)));

        Assert.Single(answers, answer => answer.Status == 200);
        var counts = (await OAuthLedgerAsync("?step=code"))["counts"]!["code"]!;
        Assert.Equal((10, 1), ((int)counts["calls"]!, (int)counts["accepted"]!));
    }

    [Fact]
    public async Task What_was_unticked_is_missing_from_the_permissions_but_the_basic_one_cannot_be()
    {
        var code = await CodeAsync(InstagramDialog(), fields => [.. fields.Where(field => field.Name != "scope")]);

        var answer = await InstagramTokenOfAsync(code);

        Assert.Equal(["instagram_business_basic"], answer.Body["permissions"]!.AsArray().Select(scope => (string)scope!));
        Assert.Equal("403 10/", (await PostAsync($"/v26.0/{Account}/media?access_token={TokenIn(answer)}", ("image_url", Images.Url("square.jpg")))).Refusal);
    }

    [Fact]
    public async Task The_account_chosen_is_the_one_of_the_token()
    {
        var second = (await ControlAsync(HttpMethod.Post, "accounts", new { username = "second", type = "creator" })).Id;
        var code = await CodeAsync(InstagramDialog(), fields => [.. fields.Where(field => field.Name != "account"), ("account", second)]);

        var me = await GetAsync($"/v26.0/me?fields=user_id,account_type&access_token={TokenIn(await InstagramTokenOfAsync(code))}");

        Assert.Equal((second, "MEDIA_CREATOR"), ((string)me.Body["user_id"]!, (string)me.Body["account_type"]!));
    }

    [Fact]
    public async Task Only_a_short_token_is_exchanged_and_only_with_the_secret_of_its_app()
    {
        var brief = TokenIn(await InstagramTokenOfAsync(await CodeAsync(InstagramDialog())));

        Assert.Equal("400 1/", (await LongInstagramAsync(brief, secret: "wrong")).Refusal);
        Assert.Equal("400 190/", (await LongInstagramAsync("nonsense")).Refusal);
        Assert.Equal("400 100/", (await LongInstagramAsync(await LongInstagramAsync())).Refusal);
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("400 190/463", (await LongInstagramAsync(brief)).Refusal);
    }

    [Fact]
    public async Task A_token_that_is_refreshed_in_time_lives_on_and_one_that_is_not_is_dead()
    {
        var first = await LongInstagramAsync();
        Assert.Equal("400 100/", (await RefreshAsync(first)).Refusal);
        Time.Advance(TimeSpan.FromDays(50));
        var second = TokenIn(await RefreshAsync(first));
        Time.Advance(TimeSpan.FromDays(50));

        Assert.Equal("400 190/463", (await RefreshAsync(first)).Refusal);
        Assert.Equal(200, (await GetAsync($"/v26.0/me?access_token={second}")).Status);
        Assert.Equal(InstagramScopes, (string)(await RefreshAsync(second)).Body["permissions"]!);
    }

    [Fact]
    public async Task A_misconfigured_app_gets_no_further_than_unsupported_request()
    {
        var token = await LongInstagramAsync();
        var code = await CodeAsync(InstagramDialog());
        await ChangeAppAsync(InstagramApp, new { mode = "misconfigured" });

        var call = await GetAsync($"/v26.0/me?access_token={token}");

        Assert.Equal("400 100/", call.Refusal);
        Assert.Equal("Unsupported request - method type: get", (string?)call.Error["message"]);
        Assert.Equal("400 100/", (await InstagramTokenOfAsync(code)).Refusal);
        Assert.Equal(400, (await OpenAsync(InstagramDialog())).Status);
    }

    private static string? Complaint(Answer answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Response.StatusCode);
        Assert.Equal(("OAuthException", 400), ((string)answer.Body["error_type"]!, (int)answer.Body["code"]!));
        return (string?)answer.Body["error_message"];
    }
}
