using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Server.Members;

namespace Posthaste.Tests.Server.Connect;

public sealed class ConnectPagesTests : IAsyncLifetime
{
    private const string Account = ServerUnderTest.AccountId;

    private ConnectDance _dance = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _dance = await ConnectDance.StartAsync();

    public ValueTask DisposeAsync() => _dance.DisposeAsync();

    [Theory]
    [InlineData("facebook")]
    [InlineData("instagram")]
    public async Task An_account_is_connected_at_the_network_s_own_page(string login)
    {
        var page = await _dance.ConnectAsync(login);

        Assert.Equal((200, "/connect/done", null), (page.Status, page.Path, page.Code));
        var channel = Assert.Single(await _dance.ChannelsAsync());
        Assert.Equal((Account, login, "active"), (channel.GetProperty("remoteId").GetString(), channel.GetProperty("login").GetString(), channel.GetProperty("state").GetString()));
        Assert.Contains($"@{channel.GetProperty("username").GetString()}", page.Html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/accounts\">", page.Html, StringComparison.Ordinal);
        Assert.Contains(channel.GetProperty("scopes").EnumerateArray(), scope => scope.GetString()!.EndsWith("content_publish", StringComparison.Ordinal));
        Assert.Equal(login == "instagram", channel.GetProperty("tokenExpiresAt").ValueKind == JsonValueKind.String);
        Assert.Equal(["channel.connected"], await _dance.KindsOfEventsAsync(channel.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task Signing_in_again_gives_a_known_account_its_new_token()
    {
        await _dance.ConnectAsync("instagram");
        await _dance.SandboxAsync(HttpMethod.Post, "revocations", new { account = Account, reason = "password_changed" });

        await _dance.ConnectAsync("instagram");

        var channel = Assert.Single(await _dance.ChannelsAsync());
        Assert.Equal(["channel.connected", "channel.reconnected"], await _dance.KindsOfEventsAsync(channel.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task Of_several_Pages_those_are_connected_that_are_chosen_and_the_choice_counts_once()
    {
        var second = (await _dance.SandboxAsync(HttpMethod.Post, "accounts", new { username = "second", name = "<b>Second</b>" })).GetProperty("id").GetString()!;
        await _dance.SandboxAsync(HttpMethod.Post, "accounts", new { username = "third" });

        var page = await _dance.ConnectAsync("facebook");
        Assert.StartsWith("/connect/choose/", page.Path, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Second&lt;/b&gt;", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Second", page.Html, StringComparison.Ordinal);
        Assert.Empty(await _dance.ChannelsAsync());
        Assert.Equal("nothing_chosen", (await _dance.ChooseAsync(page)).Code);
        var done = await _dance.ChooseAsync(page, second, "an account of somebody else");

        Assert.Equal("/connect/done", done.Path);
        Assert.Equal([second], (await _dance.ChannelsAsync()).Select(channel => channel.GetProperty("remoteId").GetString()));
        Assert.Equal("choice_expired", (await _dance.ChooseAsync(page, Account)).Code);
        Assert.Single(await _dance.ChannelsAsync());
    }

    [Fact]
    public async Task Nobody_else_sees_or_takes_the_choice()
    {
        await _dance.SandboxAsync(HttpMethod.Post, "accounts", new { username = "second" });
        var page = await _dance.ConnectAsync("facebook");
        using var bob = await _dance.Owner.InviteAsync("bob@example.com", "admin");
        using var http = ConnectDance.ClientOf(_dance.Server, bob);

        var seen = await ConnectDance.SeeAsync(http, page.Path);
        var own = await ConnectDance.SeeAsync(http, "/connect");
        using var form = new FormUrlEncodedContent([own.Fields.First(field => field.Key == "csrf"), KeyValuePair.Create("account", Account)]);
        var taken = await ConnectDance.SeenPage.ReadAsync(await http.PostAsync(page.Path, form, Ct));

        Assert.Equal(("choice_expired", "choice_expired"), (seen.Code, taken.Code));
        Assert.Empty(await _dance.ChannelsAsync());
        Assert.Equal("/connect/done", (await _dance.ChooseAsync(page, Account)).Path);
    }

    [Fact]
    public async Task Another_session_cannot_finish_a_sign_in_and_does_not_use_it_up()
    {
        var back = await _dance.DecideAsync(await _dance.BeginAsync("instagram"));
        using var bob = await _dance.Owner.InviteAsync("bob@example.com", "admin");
        using var stranger = ConnectDance.ClientOf(_dance.Server, bob);
        using var nobody = new HttpClient { BaseAddress = _dance.Server.BaseUrl };

        Assert.Equal("other_session", (await _dance.ReturnAsync(back, stranger)).Code);
        Assert.Equal("not_signed_in", (await _dance.ReturnAsync(back, nobody)).Code);
        Assert.Empty(await _dance.ChannelsAsync());
        Assert.Equal((0, 0), await _dance.CountAsync("code"));

        Assert.Equal("/connect/done", (await _dance.ReturnAsync(back)).Path);
    }

    [Fact]
    public async Task A_sign_in_works_once_also_for_requests_at_the_same_moment()
    {
        var back = await _dance.DecideAsync(await _dance.BeginAsync("instagram"));

        var pages = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _dance.ReturnAsync(back)));

        Assert.Single(pages, page => page.Path == "/connect/done");
        Assert.Equal(4, pages.Count(page => page.Code == "state_used"));
        Assert.Equal((1, 1), await _dance.CountAsync("code"));
        Assert.Equal("state_used", (await _dance.ReturnAsync(back)).Code);
    }

    [Fact]
    public async Task A_state_that_nobody_made_or_that_belongs_to_another_login_is_unknown()
    {
        var back = await _dance.DecideAsync(await _dance.BeginAsync("instagram"));

        Assert.Equal("state_unknown", (await ConnectDance.SeeAsync(_dance.Http, "/connect/instagram/callback?code=c&state=made-up")).Code);
        Assert.Equal("state_unknown", (await ConnectDance.SeeAsync(_dance.Http, "/connect/instagram/callback?code=c")).Code);
        Assert.Equal("state_unknown", (await ConnectDance.SeeAsync(_dance.Http, $"/connect/instagram/callback?code=c&state={new string('a', 5_000)}")).Code);
        Assert.Equal("state_unknown", (await ConnectDance.SeeAsync(_dance.Http, $"/connect/facebook/callback{back.Query}")).Code);
        Assert.Equal("login_unknown", (await ConnectDance.SeeAsync(_dance.Http, $"/connect/myspace/callback{back.Query}")).Code);
    }

    [Theory]
    [InlineData("facebook")]
    [InlineData("instagram")]
    public async Task Saying_no_at_the_network_connects_nothing(string login)
    {
        var page = await _dance.ReturnAsync(await _dance.DecideAsync(await _dance.BeginAsync(login), "cancel"));

        Assert.Equal((400, "denied"), (page.Status, page.Code));
        Assert.Empty(await _dance.ChannelsAsync());
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        var scopes = await _dance.ConnectAsync("facebook", fields => fields.Where(field => field.Value != "instagram_content_publish"));
        var pages = await _dance.ConnectAsync("facebook", fields => fields.Where(field => field.Key != "page"));

        Assert.Equal("scopes_missing", scopes.Code);
        Assert.Contains("instagram_content_publish", scopes.Html, StringComparison.Ordinal);
        Assert.Equal("no_professional_account", pages.Code);
        Assert.Empty(await _dance.ChannelsAsync());
    }

    [Fact]
    public async Task An_app_in_the_wrong_mode_and_a_network_in_trouble_are_told_apart()
    {
        await _dance.SandboxAsync(HttpMethod.Post, "faults", new { kind = "server_error", step = "code" });
        var trouble = await _dance.ConnectAsync("facebook");
        var dialog = await _dance.BeginAsync("facebook");
        var back = await _dance.DecideAsync(dialog);
        await _dance.SandboxAsync(HttpMethod.Patch, "apps/1000000000000001", new { secret = "another" });
        var app = await _dance.ReturnAsync(back);
        var query = System.Web.HttpUtility.ParseQueryString((await _dance.BeginAsync("facebook")).Query);
        var refused = await ConnectDance.SeeAsync(_dance.Http, $"/connect/facebook/callback?error_code=1349126&error_message=App+not+set+up&state={query["state"]}");

        Assert.Equal((502, "network_unreachable"), (trouble.Status, trouble.Code));
        Assert.Equal("app_refused", app.Code);
        Assert.Equal("app_refused", refused.Code);
        Assert.Contains("mode", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_holds_no_script_leads_nowhere_unasked_and_is_not_kept()
    {
        var page = await ConnectDance.SeeAsync(_dance.Http, "/connect");

        var headers = page.Response.Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'self'; form-action 'self'", policy, StringComparison.Ordinal);
        Assert.Contains(_dance.Server.SandboxUrl.GetLeftPart(UriPartial.Authority), policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal(("no-store", "no-referrer"), (headers.CacheControl!.ToString(), headers.GetValues("Referrer-Policy").Single()));
        Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", page.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("text/css", (await _dance.Http.GetAsync("/pages.css", Ct)).Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_form_needs_the_token_of_the_session_and_a_page_of_this_server()
    {
        var fields = (await ConnectDance.SeeAsync(_dance.Http, "/connect")).FieldsOf("/connect/instagram/facebook").ToList();
        using var bare = new FormUrlEncodedContent(fields.Where(field => field.Key != "csrf"));
        using var wrong = new FormUrlEncodedContent(fields.Where(field => field.Key != "csrf").Append(KeyValuePair.Create("csrf", "guessed")));
        using var elsewhere = new HttpRequestMessage(HttpMethod.Post, "/connect/instagram/facebook") { Content = new FormUrlEncodedContent(fields), Headers = { { "Sec-Fetch-Site", "cross-site" } } };

        await Problems.AssertAsync(_dance.Http.PostAsync("/connect/instagram/facebook", bare, Ct), HttpStatusCode.Forbidden, "csrf_token_wrong");
        await Problems.AssertAsync(_dance.Http.PostAsync("/connect/instagram/facebook", wrong, Ct), HttpStatusCode.Forbidden, "csrf_token_wrong");
        await Problems.AssertAsync(_dance.Http.SendAsync(elsewhere, Ct), HttpStatusCode.Forbidden, "origin_refused");
    }

    [Fact]
    public async Task Who_may_not_manage_channels_connects_none()
    {
        using var eve = await _dance.Owner.InviteAsync("eve@example.com", "editor");
        using var http = ConnectDance.ClientOf(_dance.Server, eve);
        using var key = _dance.Server.Client(ServerUnderTest.ApiKey);
        var page = await ConnectDance.SeeAsync(http, "/connect");
        using var form = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("csrf", eve.Session.GetProperty("csrfToken").GetString()!),
            KeyValuePair.Create("workspace", eve.Session.GetProperty("workspaceId").GetString()!),
        ]);

        var answer = await ConnectDance.SeenPage.ReadAsync(await http.PostAsync("/connect/instagram/facebook", form, Ct));

        Assert.DoesNotContain("<form", page.Html, StringComparison.Ordinal);
        Assert.Equal((403, "right_missing"), (answer.Status, answer.Code));
        Assert.Equal("/sign-in", (await ConnectDance.SeeAsync(key, "/connect")).Path);
    }

    [Fact]
    public async Task A_right_that_was_taken_away_meanwhile_counts_no_more()
    {
        using var bob = await _dance.Owner.InviteAsync("bob@example.com", "admin");
        using var http = ConnectDance.ClientOf(_dance.Server, bob);
        var back = await _dance.DecideAsync(await _dance.BeginAsync("instagram", http));
        var id = bob.Session.GetProperty("member").GetProperty("id").GetGuid();
        await ServerUnderTest.ReadAsync(_dance.Owner.Http.PatchAsJsonAsync($"/api/v1/members/{id}", new { role = "viewer" }, Ct));

        Assert.Equal("right_missing", (await _dance.ReturnAsync(back, http)).Code);
        Assert.Empty(await _dance.ChannelsAsync());
    }

    [Fact]
    public async Task Somebody_without_a_session_signs_in_on_a_page_first()
    {
        using var nobody = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(nobody) { BaseAddress = _dance.Server.BaseUrl };

        var form = await ConnectDance.SeeAsync(http, "/connect");
        var wrong = await ConnectDance.SeenPage.ReadAsync(await SignInAsync(http, "a password of nobody"));
        var right = await SignInAsync(http, Browser.Password);

        Assert.Equal("/sign-in", form.Path);
        Assert.Contains(KeyValuePair.Create("next", "/connect"), form.Fields);
        Assert.Equal(401, wrong.Status);
        Assert.Contains("E-mail or password is wrong.", wrong.Html, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (right.StatusCode, right.Headers.Location!.OriginalString));
        Assert.Contains("ann@example.com", (await ConnectDance.SeeAsync(http, "/connect")).Html, StringComparison.Ordinal);
        using var elsewhere = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([]), Headers = { { "Origin", "https://evil.example" } } };
        await Problems.AssertAsync(http.SendAsync(elsewhere, Ct), HttpStatusCode.Forbidden, "origin_refused");
    }

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient http, string password)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("email", "ann@example.com"), KeyValuePair.Create("password", password), KeyValuePair.Create("code", "")]);
        return await http.PostAsync("/sign-in", form, Ct);
    }
}
