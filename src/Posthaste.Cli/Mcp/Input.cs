using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Cli.Mcp;

/// <summary>What kind of JSON an input is.</summary>
internal enum InputKind
{
    Text,

    /// <summary>A UUID, complete.</summary>
    Id,

    Number,
    YesNo,
    Texts,
    Ids,

    /// <summary>JSON with a shape that the server knows.</summary>
    Object,
    Objects,
}

/// <summary>One input of a tool. Its schema and its check come from the same lines.</summary>
internal sealed record Input(string Name, InputKind Kind, string Description)
{
    public bool IsRequired { get; init; }

    /// <summary>The only ones that are taken; none for any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Of a number: the largest; the smallest is 1.</summary>
    public int Max { get; init; } = int.MaxValue;

    public JsonObject Schema()
    {
        var schema = new JsonObject { ["description"] = Description };
        switch (Kind)
        {
            case InputKind.Number:
                (schema["type"], schema["minimum"]) = ("integer", 1);
                if (Max < int.MaxValue) schema["maximum"] = Max;
                break;
            case InputKind.YesNo:
                schema["type"] = "boolean";
                break;
            case InputKind.Object:
                schema["type"] = "object";
                break;
            case InputKind.Texts or InputKind.Ids:
                (schema["type"], schema["items"]) = ("array", OfText());
                break;
            case InputKind.Objects:
                (schema["type"], schema["items"]) = ("array", new JsonObject { ["type"] = "object" });
                break;
            default:
                foreach (var (name, value) in OfText()) schema[name] = value?.DeepClone();
                break;
        }
        return schema;
    }

    /// <returns>What is expected instead; null where it is right.</returns>
    public string? Wrong(JsonElement value) => Kind switch
    {
        InputKind.Number => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var n) && n >= 1 && n <= Max ? null : Max < int.MaxValue ? $"expected is a whole number from 1 to {Max}" : "expected is a whole number from 1 on",
        InputKind.YesNo => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "expected is true or false",
        InputKind.Object => value.ValueKind == JsonValueKind.Object ? null : "expected is an object",
        InputKind.Objects => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object) ? null : "expected is a list of objects",
        InputKind.Texts or InputKind.Ids => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(WrongText).FirstOrDefault(wrong => wrong is not null) : "expected is a list of texts",
        _ => WrongText(value),
    };

    private JsonObject OfText()
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (Kind is InputKind.Id or InputKind.Ids) schema["format"] = "uuid";
        if (Words.Count > 0) schema["enum"] = Results.List(Words);
        return schema;
    }

    private string? WrongText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return "expected is text";
        var text = value.GetString()!;
        if (Kind is InputKind.Id or InputKind.Ids && !Guid.TryParse(text, out _)) return "expected is an id (a UUID), complete";
        return Words.Count > 0 && !Words.Contains(text) ? $"expected is one of {string.Join(", ", Words)}" : null;
    }
}
