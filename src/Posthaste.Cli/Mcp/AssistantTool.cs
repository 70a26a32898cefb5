using System.Text.Json.Nodes;

namespace Posthaste.Cli.Mcp;

/// <summary>What a tool does to the workspace; assistants ask their person accordingly.</summary>
internal enum ToolEffect
{
    Reads,

    /// <summary>Makes something new, and changes nothing that is there.</summary>
    Adds,

    /// <summary>Changes what is there, or takes it off its way.</summary>
    Changes,
}

/// <summary>One thing that an assistant can do.</summary>
internal sealed record AssistantTool
{
    /// <summary>As assistants call it; docs/mcp.md lists them, and they are never renamed.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required string Title { get; init; }

    /// <summary>For the assistant: what it does, and when it is of use.</summary>
    public required string Description { get; init; }

    public required ToolEffect Effect { get; init; }

    public IReadOnlyList<Input> Inputs { get; init; } = [];

    /// <summary>Does it, and gives the answer as data.</summary>
    public required Func<ToolCall, Task<JsonObject>> RunAsync { get; init; }

    /// <summary>What it takes, as JSON Schema. Anything else is refused.</summary>
    public JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(Inputs.Select(input => KeyValuePair.Create(input.Name, (JsonNode?)input.Schema()))),
        ["required"] = Results.List(Inputs.Where(input => input.IsRequired).Select(input => input.Name)),
        ["additionalProperties"] = false,
    };
}
