using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Telegram;

/// <summary>Text with what is bold in it. Lengths and offsets are in UTF-16 units, as Telegram counts.</summary>
internal sealed record FormattedText(string Text, IReadOnlyList<TextEntity> Entities)
{
    public static FormattedText Plain(string text) => new(text.Trim(), []);

    /// <summary>Without the white space around it, as Telegram keeps texts.</summary>
    public FormattedText Trimmed()
    {
        var start = Text.Length - Text.TrimStart().Length;
        var trimmed = Text.Trim();
        var entities =
            from entity in Entities
            let begin = Math.Clamp(entity.Offset - start, 0, trimmed.Length)
            let end = Math.Clamp(entity.Offset + entity.Length - start, 0, trimmed.Length)
            where end > begin
            select entity with { Offset = begin, Length = end - begin };
        return new FormattedText(trimmed, [.. entities]);
    }

    public JsonArray EntitiesJson() => new([.. Entities.Select(entity => entity.ToJson())]);
}

/// <summary>A stretch of a text.</summary>
/// <param name="Type">Such as <c>code</c>.</param>
/// <param name="Url">Of a <c>text_link</c>; else null.</param>
/// <param name="Language">Of a <c>pre</c>; else null.</param>
internal sealed record TextEntity(string Type, int Offset, int Length, string? Url = null, string? Language = null)
{
    public JsonNode ToJson()
    {
        var json = new JsonObject { ["offset"] = Offset, ["length"] = Length, ["type"] = Type };
        if (Url is not null) json["url"] = Url;
        if (Language is not null) json["language"] = Language;
        return json;
    }
}
