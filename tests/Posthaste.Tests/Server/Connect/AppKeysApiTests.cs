using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Sandbox;
using Posthaste.Tests.Server.Members;

namespace Posthaste.Tests.Server.Connect;

/// <summary>Apps at networks that are entered on screen instead of in the settings (R-ACC-1, R-ACC-2).</summary>
public sealed class AppKeysApiTests
{
    private static readonly object FacebookApp = new { clientId = LoginFixture.FacebookApp, clientSecret = LoginFixture.FacebookSecret };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_that_was_entered_signs_in_survives_a_restart_and_is_forgotten_again()
    {
        await using var dance = await ConnectDance.StartAsync(TeamServer.Settings);
        Assert.Equal((null, null, 2), Seen(await FindAsync(dance, "facebook")));

        var answer = await ServerUnderTest.ReadAsync(dance.Owner.Http.PutAsJsonAsync("/api/v1/connect/facebook/app", FacebookApp, Ct));

        Assert.Equal((LoginFixture.FacebookApp, "screen", 0), Seen(answer));
        Assert.DoesNotContain(LoginFixture.FacebookSecret, answer.GetRawText(), StringComparison.Ordinal);
        Assert.Equal((null, null, 2), Seen(await FindAsync(dance, "instagram")));
        Assert.Equal("/connect/done", (await dance.ConnectAsync("facebook")).Path);
        Assert.Single(await dance.ChannelsAsync());

        await dance.Server.RestartAsync();
        Assert.Equal((LoginFixture.FacebookApp, "screen", 0), Seen(await FindAsync(dance, "facebook")));
        Assert.Equal((null, null, 2), Seen(await ServerUnderTest.ReadAsync(dance.Server.Http.DeleteAsync("/api/v1/connect/facebook/app", Ct))));
        await Problems.AssertAsync(dance.Server.Http.DeleteAsync("/api/v1/connect/facebook/app", Ct), HttpStatusCode.NotFound, "not_found");
        var kinds = (await dance.Server.GetAsync("/api/v1/events?kind=workspace")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("kind").GetString());
        Assert.Equal(["workspace.app_removed", "workspace.app_entered"], kinds.Take(2));
    }

    [Fact]
    public async Task What_stands_in_the_settings_is_not_changed_on_screen()
    {
        await using var dance = await ConnectDance.StartAsync();

        await Problems.AssertAsync(dance.Owner.Http.PutAsJsonAsync("/api/v1/connect/facebook/app", FacebookApp, Ct), HttpStatusCode.Conflict, "set_by_settings");
        await Problems.AssertAsync(dance.Owner.Http.DeleteAsync("/api/v1/connect/instagram/app", Ct), HttpStatusCode.Conflict, "set_by_settings");
        Assert.Equal((LoginFixture.FacebookApp, "settings", 0), Seen(await FindAsync(dance, "facebook")));
    }

    [Fact]
    public async Task Another_workspace_has_no_say_and_what_cannot_be_an_app_is_refused()
    {
        await using var dance = await ConnectDance.StartAsync(TeamServer.Settings);
        var other = (await ServerUnderTest.ReadAsync(dance.Owner.Http.PostAsJsonAsync("/api/v1/workspaces", new { name = "Other" }, Ct))).GetProperty("id").GetString()!;

        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/connect/facebook/app") { Content = JsonContent.Create(FacebookApp), Headers = { { "X-Workspace", other } } };
        await Problems.AssertAsync(dance.Owner.Http.SendAsync(request, Ct), HttpStatusCode.Forbidden, "first_workspace_only");
        await Problems.AssertAsync(dance.Owner.Http.PutAsJsonAsync("/api/v1/connect/myspace/app", FacebookApp, Ct), HttpStatusCode.NotFound, "not_found");
        foreach (var (app, field) in new[] { (new { clientId = " 1", clientSecret = "s" }, "clientId"), (new { clientId = "1", clientSecret = "" }, "clientSecret"), (new { clientId = "1", clientSecret = new string('s', 501) }, "clientSecret") })
        {
            var problem = await Problems.AssertAsync(dance.Owner.Http.PutAsJsonAsync("/api/v1/connect/facebook/app", app, Ct), HttpStatusCode.UnprocessableEntity, "invalid_request");
            Assert.Equal(field, problem.GetProperty("errors").EnumerateObject().Single().Name);
        }
    }

    private static async Task<JsonElement> FindAsync(ConnectDance dance, string login) =>
        (await dance.Server.GetAsync("/api/v1/connect")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("login").GetString() == login);

    private static (string? ClientId, string? Source, int Missing) Seen(JsonElement connection) =>
        (connection.GetProperty("clientId").GetString(), connection.GetProperty("appSource").GetString(), connection.GetProperty("missingSettings").GetArrayLength());
}
