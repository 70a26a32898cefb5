using System.Globalization;
using System.Text.Json;

namespace Posthaste.Platforms.Mastodon.Answers;

/// <summary>Reading of Mastodon's JSON. What is missing, or of another kind than the page says, is null.</summary>
internal static class MastodonJson
{
    public static string? Word(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    public static long? Count(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) && number >= 0 ? number : null;

    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Word(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static Uri? Link(this JsonElement element, string name) =>
        Uri.TryCreate(element.Word(name), UriKind.Absolute, out var link) && link.Scheme is "https" or "http" ? link : null;

    public static IReadOnlyList<JsonElement> Items(this JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];

    /// <returns>Null where a step of the way is missing, or leads to nothing.</returns>
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }
        return element.ValueKind is JsonValueKind.Null ? null : element;
    }
}
