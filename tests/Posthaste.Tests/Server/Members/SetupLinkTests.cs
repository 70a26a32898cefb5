using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Posthaste.Tests.Crash;

namespace Posthaste.Tests.Server.Members;

/// <summary>What a real process prints when nobody owns it yet.</summary>
public sealed partial class SetupLinkTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_server_prints_a_link_at_each_start_until_it_has_an_owner()
    {
        var folder = Directory.CreateTempSubdirectory("posthaste-test-");
        try
        {
            await using var server = new ServerProcess(new Dictionary<string, string> { ["DataDir"] = folder.FullName, ["Jobs:Enabled"] = "false", ["SignIn:PasswordRounds"] = "10000" });
            await RunAsync(server, () => Task.CompletedTask);
            await RunAsync(server, async () =>
            {
                await Eventually.TrueAsync(() => Task.FromResult(Link().Count(server.Output) == 2), "a second link was printed", () => server.Output);
                var token = Link().Matches(server.Output)[1].Groups["token"].Value;
                await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/setup", new { token, email = "ann@example.com", name = "Ann", password = Browser.Password }, Ct));
            });
            await RunAsync(server, () => Task.CompletedTask);

            var links = Link().Matches(server.Output);
            Assert.Equal(2, links.Count);
            Assert.All(links, link => Assert.StartsWith(server.Http.BaseAddress!.AbsoluteUri, link.Value, StringComparison.Ordinal));
            Assert.NotEqual(links[0].Value, links[1].Value);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A whole life of the server; what it printed has been read when this ends.</summary>
    private static async Task RunAsync(ServerProcess server, Func<Task> work)
    {
        await server.StartAsync();
        await work();
        server.Terminate();
        await server.ExitAsync();
    }

    [GeneratedRegex("http://[^ ]+/setup#(?<token>[A-Za-z0-9_-]{43})")]
    private static partial Regex Link();
}
