using System.Globalization;
using System.Text.Json;

namespace Posthaste.Platforms.TikTok.Answers;

/// <summary>Reading of TikTok's JSON.</summary>
internal static class TikTokJson
{
    /// <returns>Null where the field is missing, empty, or neither text nor a number.</returns>
    public static string? Word(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    public static long? Count(this JsonElement element, string name) =>
        long.TryParse(element.Word(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool IsOn(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Texts and numbers; anything else is left out.</summary>
    public static IReadOnlyList<string> Words(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array) return [];
        return [.. list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(item => item.ToString())];
    }
}
