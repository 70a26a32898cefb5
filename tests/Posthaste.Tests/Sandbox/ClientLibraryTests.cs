using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Posthaste.Sandbox;
using Posthaste.Sandbox.Discord;
using Posthaste.Sandbox.Telegram;

namespace Posthaste.Tests.Sandbox;

/// <summary>Client libraries that others wrote against the real networks, grammY and @discordjs/rest, speak to the sandbox as it is. Through <c>tests/clients</c>;
/// <c>./test</c> brings what that needs.</summary>
public sealed class ClientLibraryTests : IAsyncLifetime
{
    private readonly WebApplication _sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0"]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _sandbox.StartAsync(Ct);

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task Grammy_sends_edits_polls_and_reads_errors_as_at_Telegram()
    {
        var got = await RunAsync("telegram.mjs", TelegramWorld.DemoToken, $"{TelegramWorld.DemoGroupId}", Convert.ToBase64String(TestJpeg.Make(640, 480)));

        Assert.Equal("harbour_bakery_bot", (string)got["username"]!);
        Same("""{"text":"Bread & butter","entities":[{"offset":0,"length":5,"type":"bold"},{"offset":8,"length":6,"type":"code"}],"buttons":2}""", got["text"]);
        Same("""{"sizes":1,"width":640,"caption":"One"}""", got["photo"]);
        Same("""{"messages":2,"isOne":true}""", got["album"]);
        Assert.Equal("photos/1.jpg", (string)got["file"]!);
        Same("""{"text":"Posted by Robin","hasButtons":false,"wasEdited":true}""", got["edited"]);
        Assert.StartsWith("Bad Request: message is not modified", (string)got["same"]!["description"]!, StringComparison.Ordinal);
        Same("""{"code":400,"description":"Bad Request: chat not found","parameters":{}}""", got["noChat"]);
        Same("""{"code":400,"description":"Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"","parameters":{}}""", got["html"]);
        Same("""{"code":429,"description":"Too Many Requests: retry after 17","parameters":{"retry_after":17}}""", got["slow"]);
        Assert.Equal("https://bot.example.com/updates", (string)got["webhook"]!);
        Assert.Equal(409, (int)got["hooked"]!["code"]!);
        Same("""["Robin pressed k:1","Robin wrote https://example.com/p/1 to the card"]""", got["seen"]);
    }

    [Fact]
    public async Task Discordjs_sends_edits_waits_and_reads_errors_as_at_Discord()
    {
        var got = await RunAsync("discord.mjs", DiscordWorld.DemoId, DiscordWorld.DemoToken);

        Assert.Equal("Posthaste", (string)got["name"]!);
        Same($$"""{"title":"Not published","webhook":"{{DiscordWorld.DemoId}}"}""", got["sent"]);
        Same("""{"content":"with a file","name":"a.txt","size":5}""", got["file"]);
        Assert.Equal(("Published after all", "Published after all"), ((string)got["edited"]!, (string)got["read"]!));
        Same("""{"status":404,"code":10008,"errors":null}""", got["gone"]);
        Same("""{"status":400,"code":50006,"errors":null}""", got["empty"]);
        Same(
            """
            {"status":400,"code":50035,"errors":{"embeds":{"0":{"title":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 256 or fewer in length."}]},
            "fields":{"0":{"name":{"_errors":[{"code":"BASE_TYPE_REQUIRED","message":"This field is required"}]}}}}}}}
            """, got["long"]);
        Assert.Equal("MAX_EMBED_SIZE_EXCEEDED", (string)got["heavy"]!["errors"]!["embeds"]!["_errors"]![0]!["code"]!);
        Same("""{"status":401,"code":50027,"errors":null}""", got["wrong"]);
        Same("""{"status":404,"code":10015,"errors":null}""", got["unknown"]);
        Assert.Equal((8, true), ((int)got["many"]!, (bool)got["waited"]!));
    }

    private static void Same(string expected, JsonNode? actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"{actual?.ToJsonString()} is not {expected}");

    private async Task<JsonNode> RunAsync(string script, params string[] arguments)
    {
        var folder = Path.Combine(Repository.Root, "tests", "clients");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), "The tests with client libraries need: npm ci --ignore-scripts --prefix tests/clients");
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[script, _sandbox.Urls.First(), .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(Ct), process.StandardError.ReadToEndAsync(Ct));
            await process.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromMinutes(3), TimeProvider.System, Ct);
            Assert.True(process.ExitCode == 0, await errors);
            return JsonNode.Parse(await output)!;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
