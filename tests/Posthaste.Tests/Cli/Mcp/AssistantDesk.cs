using System.IO.Pipelines;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Cli.Mcp;

/// <summary>An assistant: the protocol's own client, on the other end of <c>posthaste mcp</c>.</summary>
internal sealed class AssistantDesk : IAsyncDisposable
{
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();
    private readonly string _key;
    private readonly HeardWriter _said = new();
    private Task<CliResult> _command = null!;

    private AssistantDesk(string key) => _key = key;

    public McpClient Client { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="key">The bootstrap key, which may do everything, where left out.</param>
    /// <param name="args">Behind <c>posthaste mcp</c>.</param>
    public static async Task<AssistantDesk> OpenAsync(CliServer desk, string? key = null, params string[] args)
    {
        var assistant = new AssistantDesk(key ?? ServerUnderTest.ApiKey);
        var call = new CliCall(desk)
        {
            Environment = new() { ["POSTHASTE_SERVER"] = desk.Url, ["POSTHASTE_API_KEY"] = assistant._key },
            Streams = () => (assistant._toServer.Reader.AsStream(), assistant._toClient.Writer.AsStream()),
            Out = assistant._said,
        };
        assistant._command = call.RunAsync(["mcp", .. args]);
        assistant.Client = await McpClient.CreateAsync(new StreamClientTransport(assistant._toServer.Writer.AsStream(), assistant._toClient.Reader.AsStream()), cancellationToken: Ct);
        return assistant;
    }

    /// <summary>Calls a tool, which must succeed.</summary>
    /// <param name="inputs">An object with the inputs as properties.</param>
    public async Task<JsonElement> OkAsync(string tool, object? inputs = null)
    {
        var result = await CallAsync(tool, inputs);
        Assert.False(result.IsError ?? false, $"{tool}: {TextOf(result)}");
        var data = Assert.NotNull(result.StructuredContent);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(TextOf(result)), data));
        return data;
    }

    /// <summary>Calls a tool, which must fail.</summary>
    /// <returns>What it says.</returns>
    public async Task<string> RefusedAsync(string tool, object? inputs = null)
    {
        var result = await CallAsync(tool, inputs);
        Assert.True(result.IsError, $"{tool}: {TextOf(result)}");
        return TextOf(result);
    }

    /// <summary>Hangs up; the command ends in good order and has said nothing beside the protocol.</summary>
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _toServer.Writer.CompleteAsync();
        var result = await _command;
        Assert.Equal(0, result.Code);
        Assert.Equal("", result.Out);
    }

    private async Task<CallToolResult> CallAsync(string tool, object? inputs)
    {
        var given = JsonSerializer.SerializeToElement(inputs ?? new { }).EnumerateObject().ToDictionary(input => input.Name, input => (object?)input.Value);
        var result = await Client.CallToolAsync(tool, given, cancellationToken: Ct);
        Assert.DoesNotContain(_key, TextOf(result) + result.StructuredContent, StringComparison.Ordinal);
        return result;
    }

    private static string TextOf(CallToolResult result) => string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));
}
