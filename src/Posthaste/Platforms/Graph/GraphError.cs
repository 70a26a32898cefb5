using System.Globalization;
using System.Text.Json;

namespace Posthaste.Platforms.Graph;

/// <summary>An error as Graph wraps it (<c>{"error":{…}}</c>).</summary>
/// <param name="Code">What decides.</param>
/// <param name="Subcode">Narrows <paramref name="Code"/>; null where Graph gave none.</param>
/// <param name="Message">Graph's own words, cleaned. Never decides anything: they are localised and change.</param>
/// <param name="TraceId">Graph's id of the call.</param>
internal sealed record GraphError(int Code, int? Subcode, string? Message, string? TraceId)
{
    /// <summary>Every other call with this token fails as well.</summary>
    public bool MeansDeadToken => Code is 190 or 102;

    /// <summary>Not there, or not for this token to see: Graph says the same for both.</summary>
    public bool MeansMissing => this is { Code: 100, Subcode: 33 };

    /// <returns>Null where there is no error object with a code.</returns>
    public static GraphError? Find(JsonElement body, Func<string, string> clean)
    {
        if (!body.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object) return null;
        if (Number(error, "code") is not { } code) return null;
        return new GraphError(
            code,
            // Zero stands for "none" in some answers.
            Number(error, "error_subcode") is { } subcode and not 0 ? subcode : null,
            error.Text("message") is { } message ? clean(message) : null,
            error.Text("fbtrace_id"));
    }

    private static int? Number(JsonElement element, string name) =>
        element.Text(name) is { } text && int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Reading of Graph's JSON, where the same field is a string on one host and a number on the other.</summary>
internal static class GraphJson
{
    /// <returns>Null where the field is missing, empty, or neither text nor a number.</returns>
    public static string? Text(this JsonElement element, string name)
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

    public static Uri? Link(this JsonElement element, string name) =>
        Uri.TryCreate(element.Text(name), UriKind.Absolute, out var link) && link.Scheme is "https" or "http" ? link : null;

    /// <summary>Graph writes <c>2026-09-28T17:05:11+0000</c>, without a colon in the offset.</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name)
    {
        string[] formats = ["yyyy-MM-dd'T'HH:mm:sszz'00'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ssK"];
        return DateTimeOffset.TryParseExact(
            element.Text(name), formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }

    public static IEnumerable<JsonElement> Data(this JsonElement element) =>
        element.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array ? data.EnumerateArray() : [];

    /// <summary>The cursor of a list's next page; null on the last one. The cursor alone: the address that Graph names beside it carries the token.</summary>
    public static string? Next(this JsonElement page) =>
        page.TryGetProperty("paging", out var paging) && paging.Text("next") is not null && paging.TryGetProperty("cursors", out var cursors)
            ? cursors.Text("after")
            : null;
}
