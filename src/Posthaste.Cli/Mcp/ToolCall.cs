using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;
using Posthaste.Cli.Channels;
using Posthaste.Cli.Output;

namespace Posthaste.Cli.Mcp;

/// <summary>One call of a tool: what the assistant gave, looked at, and the way to the server.</summary>
internal sealed class ToolCall
{
    private readonly IReadOnlyDictionary<string, JsonElement> _given;

    /// <exception cref="CommandFailedException">An input is missing, unknown or of the wrong kind: nothing is sent.</exception>
    public ToolCall(Run run, AssistantTool tool, IEnumerable<KeyValuePair<string, JsonElement>>? arguments)
    {
        // Assistants send null for what they leave out.
        var given = (arguments ?? []).Where(argument => argument.Value.IsThere()).ToDictionary();
        foreach (var name in given.Keys)
        {
            if (tool.Inputs.All(input => input.Name != name))
                throw Wrong(name, $"{tool.Name} takes no such input; it takes {(tool.Inputs.Count == 0 ? "none" : string.Join(", ", tool.Inputs.Select(input => input.Name)))}");
        }
        foreach (var input in tool.Inputs)
        {
            if (!given.TryGetValue(input.Name, out var value))
            {
                if (input.IsRequired) throw Wrong(input.Name, $"it is missing. {input.Description}");
            }
            else if (input.Wrong(value) is { } wrong)
            {
                throw Wrong(input.Name, wrong);
            }
        }
        (Run, _given) = (run, given);
        Names = new ChannelNames(run);
    }

    public Run Run { get; }

    public ApiClient Api => Run.Api;

    public CancellationToken Ct => Run.Ct;

    public ChannelNames Names { get; }

    public static CommandFailedException Wrong(string input, string why) => new(ExitCode.Usage, $"{input}: {why.TrimEnd('.')}.");

    public bool Has(string input) => _given.ContainsKey(input);

    public string? Text(string input) => _given.TryGetValue(input, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;

    public string Needed(string input) => Text(input)!;

    public bool Flag(string input) => _given.TryGetValue(input, out var value) && value.ValueKind == JsonValueKind.True;

    public long? Number(string input) => _given.TryGetValue(input, out var value) ? value.GetInt64() : null;

    public IReadOnlyList<string> Texts(string input) => _given.TryGetValue(input, out var value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

    public JsonNode? Json(string input) => _given.TryGetValue(input, out var value) ? JsonNode.Parse(value.GetRawText()) : null;

    /// <summary>The ids of the channels that <c>channels</c> names.</summary>
    public async Task<IReadOnlyList<string>> ChannelIdsAsync()
    {
        var ids = new List<string>();
        foreach (var named in Texts("channels")) ids.Add(await Names.IdAsync(named));
        return ids;
    }

    /// <summary>The id of the channel that <c>channel</c> names; null where none is.</summary>
    public async Task<string?> ChannelIdAsync() => Text("channel") is { } named ? await Names.IdAsync(named) : null;

    /// <summary>What <c>states</c> asks for, as a query.</summary>
    public IEnumerable<(string Name, string? Value)> States() => Texts("states").Select(state => ("state", (string?)state));

    /// <summary>One page of a list, as <c>limit</c> and <c>cursor</c> say.</summary>
    public Task<JsonElement> ListAsync(string path, params IEnumerable<(string Name, string? Value)> query) =>
        Api.GetAsync(Address.With(path, [.. query, ("limit", (Number("limit") ?? 50).ToString(CultureInfo.InvariantCulture)), ("cursor", Text("cursor"))]), Ct);

    /// <summary>Puts <c>at</c> into a request. A time without an offset is by the clock of <c>time_zone</c>, else of the workspace.</summary>
    public async Task AddTimeAsync(JsonObject body)
    {
        if (Text("at") is not { } at) return;
        var isOfClock = LocalTime.IsOfClock(at);
        if (Has("time_zone") && !isOfClock) throw Wrong("time_zone", "it is for an at without an offset, such as 2030-03-01T18:00");
        var zone = isOfClock ? Text("time_zone") ?? await ZoneAsync() : null;
        Understand("at", at, () => LocalTime.Read(at, zone, Run.Terminal, "at")).AddTo(body);
    }

    /// <summary>An instant of a question, as the API takes it: a day is its beginning by the workspace's clock.</summary>
    public async Task<string?> InstantAsync(string input)
    {
        if (Text(input) is not { } text) return null;
        var there = Run.Terminal with { Zone = TimeZoneInfo.TryFindSystemTimeZoneById(await ZoneAsync(), out var zone) ? zone : TimeZoneInfo.Utc };
        return LocalTime.Rfc3339(Understand(input, text, () => LocalTime.ReadInstant(text, there, input)));
    }

    private async Task<string> ZoneAsync() => (await Api.GetAsync("workspace", Ct)).Needed("timeZone");

    private static T Understand<T>(string input, string text, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CommandFailedException)
        {
            throw Wrong(input, $"\"{text}\" is no time; expected is one such as 2030-03-01T18:00+01:00, 2030-03-01T18:00 by the workspace's clock, or +10m from now (s, m, h, d)");
        }
    }
}
