using System.Net;

namespace Posthaste.Tests.Sandbox;

public sealed class ConsentTests : LoginFixture
{
    [Fact]
    public async Task Facebook_sends_the_person_back_with_a_code_and_the_state_as_it_came()
    {
        var back = await DecideAsync(FacebookDialog(extra: "&state=" + Uri.EscapeDataString("a b&c=\"<d>\"/é")), "continue");

        Assert.Equal(302, back.Status);
        Assert.StartsWith(FacebookBack + "?code=", back.Location, StringComparison.Ordinal);
        Assert.Equal("a b&c=\"<d>\"/é", back.Query["state"]);
        Assert.DoesNotContain("#", back.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instagram_hangs_its_tail_on_the_address()
    {
        var back = await DecideAsync(InstagramDialog(), "continue");

        Assert.StartsWith(InstagramBack + "?code=", back.Location, StringComparison.Ordinal);
        Assert.EndsWith("&state=s1#_", back.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_state_none_is_sent_back() =>
        Assert.Equal(["code"], (await DecideAsync(InstagramDialog(extra: ""), "continue")).Query.Keys);

    [Fact]
    public async Task Who_cancels_is_sent_back_with_the_reason()
    {
        var facebook = await DecideAsync(FacebookDialog(), "cancel");
        var instagram = await DecideAsync(InstagramDialog(), "cancel");

        foreach (var (back, description) in new[] { (facebook, "Permissions error"), (instagram, "The user denied your request.") })
        {
            Assert.Equal(["error", "error_reason", "error_description", "state"], back.Query.Keys);
            Assert.Equal(("access_denied", "user_denied", description, "s1"), (back.Query["error"], back.Query["error_reason"], back.Query["error_description"], back.Query["state"]));
        }
    }

    [Theory]
    [InlineData("https://elsewhere.example.com/callback")]
    [InlineData(FacebookBack + "/")]
    [InlineData(FacebookBack + "?x=1")]
    [InlineData("javascript:alert(1)")]
    public async Task An_address_that_is_not_registered_gets_an_error_page_and_never_a_redirect(string redirectUri)
    {
        foreach (var path in new[] { FacebookDialog(redirectUri), InstagramDialog(redirectUri) })
        {
            var page = await OpenAsync(path);

            Assert.Equal((400, null), (page.Status, page.Location));
            Assert.Contains("role=\"alert\"", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<form", page.Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/v26.0/dialog/oauth?client_id=nobody&redirect_uri=x", "Invalid App ID")]
    [InlineData("/dialog/oauth?client_id=" + InstagramApp + "&redirect_uri=" + InstagramBack, "Invalid App ID")]
    [InlineData("/oauth/authorize?client_id=nobody&response_type=code", "Invalid platform app")]
    [InlineData("/oauth/authorize?client_id=" + InstagramApp + "&redirect_uri=" + InstagramBack + "&scope=instagram_business_basic", "response_type")]
    [InlineData("/oauth/authorize?response_type=code&client_id=" + InstagramApp + "&redirect_uri=" + InstagramBack + "&scope=business_basic", "Invalid Scopes: business_basic")]
    [InlineData("/oauth/authorize?response_type=code&client_id=" + InstagramApp + "&redirect_uri=" + InstagramBack + "&scope=instagram_business_content_publish", "instagram_business_basic is missing")]
    [InlineData("/dialog/oauth?client_id=" + FacebookApp + "&redirect_uri=" + FacebookBack + "&config_id=1", "config_id")]
    public async Task A_wrong_request_gets_an_error_page_that_says_why(string path, string words)
    {
        var page = await OpenAsync(path);

        Assert.Equal(400, page.Status);
        Assert.Contains(words, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_posted_decision_is_judged_as_strictly_as_the_page_was()
    {
        using var body = new FormUrlEncodedContent([KeyValuePair.Create("decision", "continue"), KeyValuePair.Create("account", Account)]);

        var answer = await Http.PostAsync(InstagramDialog("https://elsewhere.example.com/"), body, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task In_development_mode_only_people_and_accounts_with_a_role_get_through()
    {
        await ChangeAppAsync(FacebookApp, new { mode = "development" });
        await ChangeAppAsync(InstagramApp, new { mode = "development" });

        var facebook = await OpenAsync(FacebookDialog());
        var instagram = await DecideAsync(InstagramDialog(), "continue");

        Assert.Equal((403, 403), (facebook.Status, instagram.Status));
        Assert.Contains("App not active", facebook.Html, StringComparison.Ordinal);
        Assert.Contains("Insufficient developer role", instagram.Html, StringComparison.Ordinal);

        await ChangeAppAsync(FacebookApp, new { roles = new[] { Person } });
        await ChangeAppAsync(InstagramApp, new { roles = new[] { Account } });
        Assert.NotEmpty(await CodeAsync(FacebookDialog()));
        Assert.NotEmpty(await CodeAsync(InstagramDialog()));
    }

    [Fact]
    public async Task A_personal_account_is_sent_to_become_professional_and_can_only_go_back()
    {
        await ControlAsync(HttpMethod.Patch, $"accounts/{Account}", new { type = "personal" });

        var page = await DecideAsync(InstagramDialog(), "continue");

        Assert.Equal(200, page.Status);
        Assert.Contains("You need a professional account", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"continue\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"cancel\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_choice_has_a_label_and_nothing_needs_a_script()
    {
        foreach (var path in new[] { FacebookDialog(), InstagramDialog() })
        {
            var page = await OpenAsync(path);

            Assert.Equal(page.Html.Split("<input type=\"checkbox\"").Length + page.Html.Split("<input type=\"radio\"").Length, page.Html.Split("<label><input").Length + 1);
            Assert.Equal(2, page.Html.Split("<fieldset><legend>").Length - 1);
            Assert.DoesNotContain("<script", page.Html, StringComparison.Ordinal);
            var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("form-action 'self' http://127.0.0.1:5080;", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whatever_an_address_holds_it_stays_text()
    {
        var page = await OpenAsync(InstagramDialog(extra: "&state=\"><script>alert(1)</script>"));

        Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task With_several_people_one_says_first_who_one_is()
    {
        var second = (await ControlAsync(HttpMethod.Post, "people", new { name = "Kim <Miller>" })).Id;
        await ControlAsync(HttpMethod.Post, "accounts", new { username = "the.mill", name = "The Mill", ownerId = second });

        var choice = await OpenAsync(FacebookDialog());
        var page = await OpenAsync(FacebookDialog(extra: $"&person={second}"));

        Assert.Contains("Continue as Robin Baker", choice.Html, StringComparison.Ordinal);
        Assert.Contains("Continue as Kim &lt;Miller&gt;", choice.Html, StringComparison.Ordinal);
        Assert.Contains("@the.mill", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("@harbour.bakery", page.Html, StringComparison.Ordinal);
    }
}
