using System.Net;
using System.Net.Http.Json;
using Posthaste.Server.Verbs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Server;

public sealed class CreateKeyVerbTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_printed_alone_and_opens_what_its_role_may()
    {
        await using var database = new PostgresTestDatabase();
        await database.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["Storage:Provider"] = "postgres",
            ["Storage:ConnectionString"] = database.ConnectionString,
            ["Jobs:Enabled"] = "false",
        };
        await using var server = await ServerUnderTest.StartAsync(settings);
        string[] args = [$"--DataDir={server.DataDir}", "--Logging:LogLevel:Default=None", .. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        using var printed = new StringWriter();

        Assert.Equal(0, await CreateKey.RunAsync("Office display", ["--role=viewer", .. args], printed));

        using var http = server.Client(printed.ToString().TrimEnd());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/v1/posts", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PatchAsJsonAsync("/api/v1/workspace", new { name = "Mine" }, Ct)).StatusCode);
        using var nothing = new StringWriter();
        Assert.Equal(1, await CreateKey.RunAsync("Office display", args, nothing));
        Assert.Equal(1, await CreateKey.RunAsync("Another", ["--role=king", .. args], nothing));
        Assert.Equal(1, await CreateKey.RunAsync("Another", [$"--workspace={Guid.Empty}", .. args], nothing));
        Assert.Equal("", nothing.ToString());
    }
}
