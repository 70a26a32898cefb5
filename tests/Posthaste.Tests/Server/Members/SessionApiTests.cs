using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Server.Members;

public sealed class SessionApiTests(TeamServer team) : IClassFixture<TeamServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_in_gives_a_cookie_that_no_script_reads_and_says_who_it_is()
    {
        using var browser = new Browser(team.Server);
        var answer = await browser.Http.PostAsJsonAsync("/api/v1/session", new { email = "editor@example.com", password = Browser.Password }, Ct);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        await browser.TakeAsync(answer);
        var session = await ServerUnderTest.ReadAsync(browser.Http.GetAsync("/api/v1/session", Ct));

        Assert.Matches("^posthaste=[A-Za-z0-9_-]{43}; max-age=1209600; path=/; samesite=lax; httponly$", cookie);
        Assert.Equal("editor@example.com", session.GetProperty("member").GetProperty("email").GetString());
        Assert.Equal("editor", session.GetProperty("workspaces")[0].GetProperty("role").GetString());
        Assert.Equal(browser.Session.GetProperty("csrfToken").GetString(), session.GetProperty("csrfToken").GetString());
        Assert.DoesNotContain(browser.Cookies.GetAllCookies().Single().Value, session.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_https_the_cookie_is_bound_to_the_host()
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string>(TeamServer.Settings) { ["PublicBaseUrl"] = "https://posts.example.com" });
        var token = (await server.Services.GetRequiredService<OfferSetup>().RunAsync(Ct))!.Reveal();
        using var http = server.Client(null);
        http.DefaultRequestHeaders.Add("Origin", "https://posts.example.com");

        var answer = await http.PostAsJsonAsync("/api/v1/setup", new { token, email = "ann@example.com", name = "Ann", password = Browser.Password }, Ct);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Matches("^__Host-posthaste=[A-Za-z0-9_-]{43}; max-age=1209600; path=/; secure; samesite=lax; httponly$", answer.Headers.GetValues("Set-Cookie").Single());
    }

    [Theory]
    [InlineData("127.0.0.0/8, ::1", "203.0.113.9", "__Host-posthaste")]
    [InlineData("192.0.2.1", "127.0.0.1", "posthaste")]
    public async Task Only_a_trusted_proxy_says_who_the_client_is(string proxies, string address, string cookie)
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string>(TeamServer.Settings) { ["Api:TrustedProxies"] = proxies });
        var token = (await server.Services.GetRequiredService<OfferSetup>().RunAsync(Ct))!.Reveal();
        using var http = server.Client(null);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        var answer = await http.PostAsJsonAsync("/api/v1/setup", new { token, email = "ann@example.com", name = "Ann", password = Browser.Password }, Ct);
        http.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        var sessions = await ServerUnderTest.ReadAsync(http.GetAsync("/api/v1/sessions", Ct));

        Assert.StartsWith($"{cookie}=", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal(address, sessions.GetProperty("items")[0].GetProperty("address").GetString());
    }

    [Fact]
    public async Task Without_https_nobody_signs_in_from_another_machine()
    {
        using var http = team.Server.Client(null);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session")
        {
            Content = JsonContent.Create(new { email = "editor@example.com", password = Browser.Password }),
            Headers = { Host = "posts.example.com" },
        };

        await Problems.AssertAsync(http.SendAsync(request, Ct), HttpStatusCode.Forbidden, "https_needed");
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_can_neither_sign_in_nor_use_a_session(string header, string value)
    {
        using var browser = new Browser(team.Server);
        await browser.SignInAsync("editor@example.com");
        browser.Http.DefaultRequestHeaders.Add(header, value);

        await Problems.AssertAsync(browser.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image" }, Ct), HttpStatusCode.Forbidden, "origin_refused");
        await Problems.AssertAsync(
            browser.Http.PostAsJsonAsync("/api/v1/session", new { email = "editor@example.com", password = Browser.Password }, Ct), HttpStatusCode.Forbidden, "origin_refused");
        await ServerUnderTest.ReadAsync(browser.Http.GetAsync("/api/v1/posts", Ct));
    }

    [Fact]
    public async Task A_page_of_the_server_itself_may()
    {
        using var browser = new Browser(team.Server);
        browser.Http.DefaultRequestHeaders.Add("Origin", team.Server.BaseUrl.GetLeftPart(UriPartial.Authority));
        await browser.SignInAsync("editor@example.com");
        browser.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        await ServerUnderTest.ReadAsync(browser.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image" }, Ct));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server_too()
    {
        using var browser = new Browser(team.Server);
        await browser.SignInAsync("viewer@example.com");
        var token = browser.Cookies.GetAllCookies().Single().Value;

        var answer = await browser.Http.DeleteAsync("/api/v1/session", Ct);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Empty(browser.Cookies.GetAllCookies());
        using var thief = team.Server.Client(null);
        thief.DefaultRequestHeaders.Add("Cookie", $"posthaste={token}");
        await Problems.AssertAsync(thief.GetAsync("/api/v1/session", Ct), HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task A_member_sees_where_they_are_signed_in_and_ends_one_of_them()
    {
        using var member = await team.Owner.InviteAsync("two-places@example.com", "viewer");
        using var other = new Browser(team.Server);
        await other.SignInAsync("two-places@example.com");

        var sessions = (await ServerUnderTest.ReadAsync(member.Http.GetAsync("/api/v1/sessions", Ct))).GetProperty("items").EnumerateArray().ToArray();
        var ended = await member.Http.DeleteAsync($"/api/v1/sessions/{other.Session.GetProperty("id").GetString()}", Ct);

        Assert.Equal([false, true], sessions.Select(session => session.GetProperty("isCurrent").GetBoolean()));
        Assert.Equal("127.0.0.1", sessions[0].GetProperty("address").GetString());
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        await Problems.AssertAsync(other.Http.GetAsync("/api/v1/session", Ct), HttpStatusCode.Unauthorized, "unauthorized");
        await ServerUnderTest.ReadAsync(member.Http.GetAsync("/api/v1/session", Ct));
    }

    [Fact]
    public async Task A_key_counts_before_a_cookie_and_needs_no_token()
    {
        using var browser = new Browser(team.Server);
        await browser.SignInAsync("viewer@example.com");
        browser.Http.DefaultRequestHeaders.Remove("X-CSRF-Token");
        browser.Http.DefaultRequestHeaders.Add("X-Api-Key", ServerUnderTest.ApiKey);

        await ServerUnderTest.ReadAsync(browser.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image" }, Ct));
        await Problems.AssertAsync(browser.Http.GetAsync("/api/v1/session", Ct), HttpStatusCode.Forbidden, "session_needed");
    }

    [Fact]
    public async Task Somebody_who_guesses_is_told_how_long_to_wait()
    {
        await using var server = await ServerUnderTest.StartAsync(TeamServer.Settings);
        using var http = server.Client(null);
        Task<HttpResponseMessage> TryAsync() => http.PostAsJsonAsync("/api/v1/session", new { email = "nobody@example.com", password = "guess after guess" }, Ct);

        for (var i = 0; i < 5; i++) await Problems.AssertAsync(TryAsync(), HttpStatusCode.Unauthorized, "sign_in_failed");
        var held = await TryAsync();

        var problem = await Problems.AssertAsync(held, HttpStatusCode.TooManyRequests, "too_many_tries");
        Assert.InRange(held.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.Contains("seconds", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_are_turned_on_used_and_recovered_over_the_api()
    {
        using var member = await team.Owner.InviteAsync("codes@example.com", "viewer");
        var totp = await ServerUnderTest.ReadAsync(member.Http.PostAsJsonAsync("/api/v1/account/totp", new { password = Browser.Password }, Ct));
        var secret = Base32.Decode(totp.GetProperty("secret").GetString()!);
        var confirmed = await ServerUnderTest.ReadAsync(member.Http.PostAsJsonAsync("/api/v1/account/totp/confirm", new { code = Totp.Code(secret, TimeProvider.System.GetUtcNow()) }, Ct));
        var codes = confirmed.GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!).ToArray();

        using var browser = new Browser(team.Server);
        await Problems.AssertAsync(browser.Http.PostAsJsonAsync("/api/v1/session", new { email = "codes@example.com", password = Browser.Password }, Ct), HttpStatusCode.Unauthorized, "code_needed");
        await browser.SignInAsync("codes@example.com", code: codes[0]);

        Assert.StartsWith("otpauth://totp/Posthaste:codes%40example.com?secret=", totp.GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.Equal(9, browser.Session.GetProperty("recoveryCodesLeft").GetInt32());
        var members = await ServerUnderTest.ReadAsync(team.Owner.Http.GetAsync("/api/v1/members", Ct));
        Assert.Contains(members.GetProperty("items").EnumerateArray(), found => found.GetProperty("email").GetString() == "codes@example.com" && found.GetProperty("hasTotp").GetBoolean());
    }

    [Fact]
    public async Task Another_password_is_asked_for_the_old_one_and_ends_the_other_sessions()
    {
        using var member = await team.Owner.InviteAsync("password@example.com", "viewer");
        using var other = new Browser(team.Server);
        await other.SignInAsync("password@example.com");

        await Problems.AssertAsync(ChangeAsync("a wrong password", "another good sentence"), HttpStatusCode.UnprocessableEntity, "password_wrong", "currentPassword");
        await Problems.AssertAsync(ChangeAsync(Browser.Password, "password1234"), HttpStatusCode.UnprocessableEntity, "password_refused", "newPassword");
        Assert.Equal(HttpStatusCode.NoContent, (await ChangeAsync(Browser.Password, "another good sentence")).StatusCode);

        await ServerUnderTest.ReadAsync(member.Http.GetAsync("/api/v1/session", Ct));
        await Problems.AssertAsync(other.Http.GetAsync("/api/v1/session", Ct), HttpStatusCode.Unauthorized, "unauthorized");
        await other.SignInAsync("password@example.com", "another good sentence");

        Task<HttpResponseMessage> ChangeAsync(string currentPassword, string newPassword) => member.Http.PostAsJsonAsync("/api/v1/account/password", new { currentPassword, newPassword }, Ct);
    }
}
