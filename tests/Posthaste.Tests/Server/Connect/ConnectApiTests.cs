using System.Net;
using System.Text;
using System.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Posthaste.Tests.Sandbox;
using Posthaste.Tests.Server.Members;

namespace Posthaste.Tests.Server.Connect;

public sealed class ConnectApiTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_API_lists_what_can_be_connected_and_begins_a_sign_in_of_a_session()
    {
        await using var dance = await ConnectDance.StartAsync();

        var listed = (await dance.Server.GetAsync("/api/v1/connect")).GetProperty("items").EnumerateArray().ToList();
        var begun = await ServerUnderTest.ReadAsync(dance.Owner.Http.PostAsync("/api/v1/connect/instagram", null, Ct));
        var done = await dance.ReturnAsync(await dance.DecideAsync(new Uri(begun.GetProperty("signInUrl").GetString()!)));

        Assert.Equal(["facebook", "instagram", "tiktok"], listed.Select(one => one.GetProperty("login").GetString()));
        Assert.All(listed, one => Assert.Empty(one.GetProperty("missingSettings").EnumerateArray()));
        Assert.Equal(new Uri(dance.Server.BaseUrl, "/connect/facebook/callback").AbsoluteUri, listed[0].GetProperty("redirectUri").GetString());
        Assert.Equal("/connect/done", done.Path);
        Assert.Single(await dance.ChannelsAsync());
    }

    [Fact]
    public async Task No_key_begins_a_sign_in_and_an_unknown_one_is_not_found()
    {
        await using var dance = await ConnectDance.StartAsync();

        await Problems.AssertAsync(dance.Server.Http.PostAsync("/api/v1/connect/facebook", null, Ct), HttpStatusCode.Forbidden, "session_needed");
        await Problems.AssertAsync(dance.Owner.Http.PostAsync("/api/v1/connect/myspace", null, Ct), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_server_without_apps_says_which_settings_it_lacks()
    {
        await using var dance = await ConnectDance.StartAsync(TeamServer.Settings);

        var page = await ConnectDance.SeeAsync(dance.Http, "/connect");
        var problem = await Problems.AssertAsync(dance.Owner.Http.PostAsync("/api/v1/connect/instagram", null, Ct), HttpStatusCode.Conflict, "login_not_set_up");

        Assert.DoesNotContain("<form", page.Html, StringComparison.Ordinal);
        foreach (var key in new[] { "AppId", "AppSecret", "InstagramAppId", "InstagramAppSecret" })
            Assert.Contains($"<code>Platforms:Instagram:{key}</code>", page.Html, StringComparison.Ordinal);
        Assert.Contains("Platforms:Instagram:InstagramAppSecret", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("/connect/facebook/deauthorize", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_states_codes_and_tokens_nor_the_apps_secrets_are_in_a_log_or_an_answer_and_no_token_is_readable_in_the_database()
    {
        var log = new ListedLog();
        var settings = new Dictionary<string, string>(ConnectDance.Settings) { ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Posthaste"] = "Trace" };
        await using var dance = await ConnectDance.StartAsync(settings, services => services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(log));
        var answers = new StringBuilder();
        var secrets = new List<string> { LoginFixture.FacebookSecret, LoginFixture.InstagramSecret };
        await dance.SandboxAsync(HttpMethod.Post, "accounts", new { username = "second" });
        foreach (var login in new[] { "facebook", "instagram" })
        {
            var dialog = await dance.BeginAsync(login);
            var back = await dance.DecideAsync(dialog);
            var page = await dance.ReturnAsync(back);
            secrets.AddRange([HttpUtility.ParseQueryString(dialog.Query)["state"]!, HttpUtility.ParseQueryString(back.Query)["code"]!]);
            answers.Append(page.Html).Append(page.Response.Headers);
        }
        await dance.SandboxAsync(HttpMethod.Post, "faults", new { kind = "server_error", step = "code" });
        answers.Append((await dance.ConnectAsync("facebook")).Html).Append(await dance.Server.Http.GetStringAsync("/api/v1/channels", Ct));
        var told = await dance.SandboxAsync(HttpMethod.Post, $"apps/{LoginFixture.FacebookApp}/data-deletion", new { account = ServerUnderTest.AccountId });
        await ConnectDance.SeeAsync(dance.Http, told.GetProperty("statusUrl").GetString()!);
        var ledger = (await dance.SandboxAsync(HttpMethod.Get, "oauth")).GetProperty("items").EnumerateArray();
        var tokens = ledger.Select(call => call.GetProperty("newToken").GetString()).OfType<string>().ToList();

        Assert.True(tokens.Count >= 4);
        Assert.All(secrets.Concat(tokens), secret => Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal)));
        Assert.All(secrets.Concat(tokens), secret => Assert.DoesNotContain(secret, answers.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(told.GetProperty("confirmationCode").GetString()!, StringComparison.Ordinal));
        foreach (var file in new[] { "posthaste.db", "posthaste.db-wal" })
        {
            await using var stream = new FileStream(Path.Combine(dance.Server.DataDir, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Ct);
            Assert.All(secrets.Concat(tokens), secret => Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret))));
        }
    }
}
