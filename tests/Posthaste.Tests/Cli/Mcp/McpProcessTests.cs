using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using ModelContextProtocol.Client;
using Posthaste.Cli;
using Posthaste.Cli.Mcp;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Cli.Mcp;

/// <summary>R-OPS-6: the program as assistants start it, and docs/mcp.md, which says how.</summary>
[Collection(SharedCliServer.Name)]
public sealed partial class McpProcessTests(CliServer desk)
{
    private static readonly string s_guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "mcp.md"));

    /// <summary>Where it was built with all that it needs; what is beside the tests lacks what their framework has.</summary>
    private static readonly string s_program = Path.Combine(Repository.Root, "artifacts", "bin", "Posthaste.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Posthaste.Cli.dll");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_setup_of_the_guide_works_with_the_real_program()
    {
        var setup = JsonElement.Parse(Setup().Match(s_guide).Groups["json"].Value).GetProperty("mcpServers").GetProperty("posthaste");
        Assert.Equal("posthaste", setup.GetProperty("command").GetString());
        var environment = setup.GetProperty("env").EnumerateObject().ToDictionary(variable => variable.Name, _ => (string?)null);
        (environment["POSTHASTE_SERVER"], environment["POSTHASTE_API_KEY"]) = (desk.Url, ServerUnderTest.ApiKey);
        Assert.Equal(2, environment.Count);
        var arguments = setup.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()!.Replace("/home/ann/Pictures/posts", desk.Folder, StringComparison.Ordinal));
        var transport = new StdioClientTransport(new StdioClientTransportOptions { Name = "posthaste", Command = "dotnet", Arguments = [s_program, .. arguments], EnvironmentVariables = environment });
        await using var client = await McpClient.CreateAsync(transport, cancellationToken: Ct);

        var tools = await client.ListToolsAsync(cancellationToken: Ct);
        var workspace = await client.CallToolAsync("show_workspace", cancellationToken: Ct);
        var uploaded = await client.CallToolAsync("upload_media", new Dictionary<string, object?> { ["path"] = Path.Combine(desk.Folder, "bread.jpg") }, cancellationToken: Ct);

        Assert.Equal("posthaste", client.ServerInfo!.Name);
        Assert.Equal(desk.Url, workspace.StructuredContent!.Value.GetProperty("server").GetString());
        Assert.Equal("bread.jpg", uploaded.StructuredContent!.Value.GetProperty("fileName").GetString());
        Assert.Contains("upload_media", tools.Select(tool => tool.Name));
    }

    [Fact]
    public async Task Standard_output_has_the_protocol_and_nothing_else_and_the_key_is_nowhere()
    {
        var start = new ProcessStartInfo("dotnet", [s_program, "mcp", "--server", desk.Url]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["POSTHASTE_API_KEY"] = ServerUnderTest.ApiKey;
        using var program = Process.Start(start)!;
        var error = program.StandardError.ReadToEndAsync(Ct);
        string[] lines =
        [
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""",
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"show_workspace","arguments":{}}}""",
            """{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"draft_post","arguments":{"type":"poem"}}}""",
        ];

        foreach (var line in lines) await program.StandardInput.WriteLineAsync(line);
        await program.StandardInput.FlushAsync(Ct);
        var output = new List<string>();
        while (output.Count < 3 && await program.StandardOutput.ReadLineAsync(Ct) is { } line) output.Add(line);
        program.StandardInput.Close();
        output.AddRange((await program.StandardOutput.ReadToEndAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await program.WaitForExitAsync(Ct);

        Assert.Equal(ExitCode.Ok, program.ExitCode);
        var answers = output.Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal([1, 2, 3], answers.Select(answer => answer.GetProperty("id").GetInt32()).Order());
        Assert.All(answers, answer => Assert.Equal("2.0", answer.GetProperty("jsonrpc").GetString()));
        Assert.DoesNotContain(ServerUnderTest.ApiKey, string.Concat(output) + await error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_it_says_so_beside_the_protocol_and_ends()
    {
        var result = await new CliCall(desk) { Environment = new() { ["XDG_CONFIG_HOME"] = Path.Combine(desk.Folder, "nobody") } }.RunAsync("mcp");

        Assert.Equal((ExitCode.NotAllowed, ""), (result.Code, result.Out));
        Assert.Contains("You are not signed in", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guide_lists_every_tool_with_what_it_does_to_the_workspace()
    {
        var listed = Row().Matches(s_guide).ToDictionary(row => row.Groups["name"].Value, row => row.Groups["effect"].Value);

        var offered = McpCommand.Offered(new MediaFolders([desk.Folder]), readOnly: false);
        Assert.Equal(
            offered.ToDictionary(tool => tool.Name, tool => tool.Effect switch { ToolEffect.Reads => "reads", ToolEffect.Adds => "adds", _ => "changes" }).OrderBy(pair => pair.Key, StringComparer.Ordinal),
            listed.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Setup();

    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)` \| (?<effect>reads|adds|changes) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
