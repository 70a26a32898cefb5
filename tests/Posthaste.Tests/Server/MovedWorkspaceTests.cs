using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Server.Verbs;
using Posthaste.Storage.Sqlite;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Media;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Server;

/// <summary>R-OPS-6: a workspace goes to another server by the two verbs, while both run, and goes on there once its account is connected again.</summary>
public sealed class MovedWorkspaceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_goes_on_there_once_its_account_is_connected_again()
    {
        await using var old = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });
        await using var database = new PostgresTestDatabase();
        await database.StartAsync();
        var postgres = new Dictionary<string, string> { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = database.ConnectionString };
        await using var other = await ServerUnderTest.StartAsync(postgres);
        string[] settings = [$"--DataDir={other.DataDir}", "--Logging:LogLevel:Default=None", .. postgres.Select(setting => $"--{setting.Key}={setting.Value}")];
        var channel = await old.ConnectAsync();
        var media = await old.UploadAsync(Samples.Jpeg(1080, 1080));
        var post = (await ServerUnderTest.ReadAsync(old.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", channelIds = new[] { channel }, mediaIds = new[] { media }, caption = "Moving", at = "2030-03-01T18:00:00Z" }, Ct)))
            .GetProperty("id").GetGuid();
        await ServerUnderTest.ReadAsync(old.Http.PostAsJsonAsync($"/api/v1/posts/{post}/schedule", new { at = "2030-03-01T18:00:00Z" }, Ct));
        var file = Path.Combine(old.DataDir, "bakery.workspace");

        Assert.Equal(0, await Export.RunAsync(file, [$"--DataDir={old.DataDir}"]));
        // Its server runs, and a second process must not write its file.
        await Assert.ThrowsAsync<DatabaseInUseException>(() => Import.RunAsync(file, [$"--DataDir={old.DataDir}"]));
        Assert.Equal(0, await Import.RunAsync(file, settings));

        using var http = await SignedInAsync(other, settings);
        var moved = await ServerUnderTest.ReadAsync(http.GetAsync($"/api/v1/posts/{post}", Ct));
        Assert.Equal("cancelled", moved.GetProperty("jobs")[0].GetProperty("state").GetString());
        Assert.Equal("scheduled", (await old.GetAsync($"/api/v1/posts/{post}")).GetProperty("jobs")[0].GetProperty("state").GetString());
        Assert.Equal("disconnected", (await ServerUnderTest.ReadAsync(http.GetAsync($"/api/v1/channels/{channel}", Ct))).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync($"/api/v1/media/{media}/content", Ct)).StatusCode);
        var again = await ServerUnderTest.ReadAsync(http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = ServerUnderTest.AccountToken }, Ct));
        Assert.Equal(channel, again.GetProperty("id").GetGuid());

        await ServerUnderTest.ReadAsync(http.PostAsync($"/api/v1/posts/{post}/publish-now", null, Ct));
        var state = "";
        await Eventually.TrueAsync(async () => (state = await StateAsync(http, post)) == "published", "the post is published by the server that it came to", () => state);
        Assert.Single((await ServerUnderTest.ReadAsync(other.SandboxHttp.GetAsync("/sandbox/ledger", Ct))).GetProperty("posts").EnumerateArray());
    }

    [Theory]
    [InlineData("--workspace=bakery")]
    [InlineData("--workspace=01900000-0000-7000-8000-00000000beef")]
    public async Task What_is_no_workspace_makes_no_file(string flag)
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });
        var file = Path.Combine(server.DataDir, "a.workspace");

        Assert.Equal(1, await Export.RunAsync(file, [flag, $"--DataDir={server.DataDir}"]));
        Assert.False(File.Exists(file));
        Assert.Equal(1, await Import.RunAsync(file, [$"--DataDir={server.DataDir}"]));
    }

    private static async Task<string> StateAsync(HttpClient http, Guid post) =>
        (await ServerUnderTest.ReadAsync(http.GetAsync($"/api/v1/posts/{post}", Ct))).GetProperty("jobs")[0].GetProperty("state").GetString()!;

    /// <summary>With a key of the workspace that is not the first.</summary>
    private static async Task<HttpClient> SignedInAsync(ServerUnderTest server, string[] settings)
    {
        var moved = (await server.Services.GetRequiredService<IWorkspaceStore>().ListAsync(Ct)).Single(workspace => workspace.Id != Workspace.FirstId);
        using var printed = new StringWriter();
        Assert.Equal(0, await CreateKey.RunAsync("Moved", ["--role=owner", $"--workspace={moved.Id}", .. settings], printed));
        return server.Client(printed.ToString().TrimEnd());
    }
}
