using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Server.Members;

/// <summary>Walks every endpoint as every role, and compares with the one table of rights.</summary>
public sealed partial class RightsWalkTests(TeamServer team) : IClassFixture<TeamServer>
{
    private static readonly string[] Refusals = ["right_missing", "session_needed", "forbidden"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_endpoint_says_who_may_use_it()
    {
        var endpoints = ApiEndpoint.AllOf(team.Server);

        Assert.True(endpoints.Count > 50, $"only {endpoints.Count} endpoints were found");
        Assert.All(endpoints, endpoint => Assert.True(endpoint.Right is not null || endpoint.MemberOnly || endpoint.IsOpen, endpoint.Name));
        Assert.Equal(["AcceptInvite", "GetSetup", "LookAtInvite", "SetUp", "SignIn"], endpoints.Where(endpoint => endpoint.IsOpen).Select(endpoint => endpoint.Name));
    }

    [Fact]
    public void The_page_of_members_says_what_every_endpoint_needs()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "members.md"));
        var said = Row().Matches(page).SelectMany(row => Name().Matches(row.Groups["endpoints"].Value).Select(name => (Right: row.Groups["right"].Value, Endpoint: name.Groups[1].Value)));

        var real = ApiEndpoint.AllOf(team.Server).Select(endpoint => (Right: RightOf(endpoint), Endpoint: endpoint.Name));

        Assert.Equal(real.Order(), said.Order());

        static string RightOf(ApiEndpoint endpoint) => endpoint.IsOpen ? "nobody" : endpoint.Right is { } right ? Words.Of(right) : "member";
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("admin")]
    [InlineData("editor")]
    [InlineData("approver")]
    [InlineData("viewer")]
    public async Task A_role_may_do_what_the_table_says_and_nothing_else(string role)
    {
        var rights = RightsTable.Of(Words.Parse<Role>(role));
        foreach (var endpoint in ApiEndpoint.AllOf(team.Server).Where(endpoint => endpoint.Right is not null))
        {
            var refused = await IsRefusedAsync(team[role].Http, endpoint);

            Assert.True(refused != rights.Contains(endpoint.Right!.Value), $"{role} {(refused ? "may not" : "may")} {endpoint.Method} {endpoint.Path}");
        }
    }

    [Theory]
    [InlineData("read")]
    [InlineData("edit_posts")]
    [InlineData("approve_posts")]
    [InlineData("manage_members")]
    [InlineData("create_workspaces")]
    public async Task A_key_may_do_what_its_scope_says_and_nothing_else(string right)
    {
        using var http = await KeyAsync(new { name = $"only {right}", rights = new[] { right } });

        foreach (var endpoint in ApiEndpoint.AllOf(team.Server).Where(endpoint => !endpoint.IsOpen))
        {
            var refused = await IsRefusedAsync(http, endpoint);

            var may = !endpoint.MemberOnly && endpoint.Right == Words.Parse<Right>(right);
            Assert.True(refused != may, $"a key of {right} {(refused ? "may not" : "may")} {endpoint.Method} {endpoint.Path}");
        }
    }

    [Fact]
    public async Task Without_a_key_or_a_session_only_the_ways_in_answer()
    {
        using var http = team.Server.Client(null);

        foreach (var endpoint in ApiEndpoint.AllOf(team.Server))
        {
            var answer = await http.SendAsync(endpoint.Request(), Ct);

            Assert.True((answer.StatusCode == HttpStatusCode.Unauthorized) != endpoint.IsOpen, $"{endpoint.Method} {endpoint.Path} answered {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Every_unsafe_request_of_a_session_needs_its_token()
    {
        using var browser = new Browser(team.Server);
        await browser.SignInAsync("viewer@example.com");
        browser.Http.DefaultRequestHeaders.Remove("X-CSRF-Token");

        foreach (var endpoint in ApiEndpoint.AllOf(team.Server).Where(endpoint => endpoint.Method != HttpMethod.Get && endpoint.Name is not ("SignIn" or "SetUp")))
        {
            var without = await browser.Http.SendAsync(endpoint.Request(), Ct);
            var wrong = endpoint.Request();
            wrong.Headers.Add("X-CSRF-Token", team.Owner.Session.GetProperty("csrfToken").GetString());

            await Problems.AssertAsync(without, HttpStatusCode.Forbidden, "csrf_token_wrong");
            await Problems.AssertAsync(browser.Http.SendAsync(wrong, Ct), HttpStatusCode.Forbidden, "csrf_token_wrong");
        }
        // It did nothing, not even sign out.
        await ServerUnderTest.ReadAsync(browser.Http.GetAsync("/api/v1/session", Ct));
    }

    [Fact]
    public async Task A_key_of_an_admin_without_a_scope_has_what_an_admin_has()
    {
        using var http = await KeyAsync(new { name = "of an admin" }, team["admin"].Http);

        var keys = await ServerUnderTest.ReadAsync(http.GetAsync("/api/v1/api-keys", Ct));

        var rights = keys.GetProperty("items").EnumerateArray().First(key => key.GetProperty("name").GetString() == "of an admin").GetProperty("rights").EnumerateArray();
        Assert.Equal(RightsTable.Of(Role.Admin).Order().Select(Words.Of), rights.Select(right => right.GetString()!));
        await Problems.AssertAsync(
            team["admin"].Http.PostAsJsonAsync("/api/v1/api-keys", new { name = "of an owner", role = "owner" }, Ct), HttpStatusCode.Forbidden, "more_than_own", "role");
    }

    private static async Task<bool> IsRefusedAsync(HttpClient http, ApiEndpoint endpoint)
    {
        var answer = await http.SendAsync(endpoint.Request(), Ct);
        if (answer.StatusCode != HttpStatusCode.Forbidden) return false;
        var code = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct)).GetProperty("code").GetString();
        return Refusals.Contains(code);
    }

    private async Task<HttpClient> KeyAsync(object wanted, HttpClient? maker = null)
    {
        var made = await ServerUnderTest.ReadAsync((maker ?? team.Owner.Http).PostAsJsonAsync("/api/v1/api-keys", wanted, Ct));
        return team.Server.Client(made.GetProperty("key").GetString());
    }

    [GeneratedRegex(@"^\| `(?<right>[a-z_]+)` \| (?<endpoints>`[A-Z][^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Name();
}
