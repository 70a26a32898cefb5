using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.Mcp;

/// <summary>Answers of the server as data for an assistant.</summary>
internal static class Results
{
    public static JsonNode? Node(this JsonElement element) => element.IsThere() ? JsonNode.Parse(element.GetRawText()) : null;

    public static JsonObject Object(this JsonElement element) => element.Node() as JsonObject ?? [];

    /// <summary>The named fields; those that the server does not send are left out.</summary>
    public static JsonObject Pick(this JsonElement element, params ReadOnlySpan<string> names)
    {
        var picked = new JsonObject();
        foreach (var name in names)
        {
            if (element.Field(name).Node() is { } value) picked[name] = value;
        }
        return picked;
    }

    /// <summary>A page of a list, each item made short.</summary>
    public static JsonObject Page(JsonElement page, Func<JsonElement, JsonNode?> item) => new()
    {
        ["items"] = new JsonArray([.. page.Items().Select(item)]),
        ["nextCursor"] = page.Text("nextCursor"),
    };

    public static JsonArray List(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode)item)]);
}
