using System.Net.Http.Headers;
using System.Text.Json;

namespace Posthaste.Platforms.Graph;

/// <summary>What Graph's usage headers say.</summary>
/// <param name="Percent">The highest figure; 100 means the next call is refused.</param>
/// <param name="RegainAfter">How long calls stay refused; null where they are not.</param>
/// <remarks>docs/platforms/instagram.md#rate-limits.</remarks>
internal sealed record GraphUsage(int? Percent, TimeSpan? RegainAfter)
{
    public static readonly GraphUsage None = new(null, null);

    /// <summary>Meta's longest window. A figure that is wrong must not stop an account for years: after a day it is asked again.</summary>
    private const int MostMinutes = 24 * 60;

    private static readonly string[] Figures = ["call_count", "total_time", "total_cputime"];

    public static GraphUsage Read(HttpResponseHeaders headers)
    {
        int? percent = null;
        var minutes = 0;
        foreach (var figures in Objects(headers, "X-App-Usage").Concat(Objects(headers, "X-Business-Use-Case-Usage")))
        {
            foreach (var name in Figures)
            {
                if (Figure(figures, name) is { } value) percent = Math.Max(percent ?? 0, value);
            }
            minutes = Math.Max(minutes, Figure(figures, "estimated_time_to_regain_access") ?? 0);
        }
        return new GraphUsage(percent, minutes > 0 ? TimeSpan.FromMinutes(Math.Min(minutes, MostMinutes)) : null);
    }

    /// <summary>Every object that holds figures: the app's own is bare, those of accounts are lists under their id.</summary>
    private static List<JsonElement> Objects(HttpResponseHeaders headers, string name)
    {
        if (!headers.TryGetValues(name, out var values)) return [];
        try
        {
            using var document = JsonDocument.Parse(string.Join(',', values));
            return [.. Flatten(document.RootElement.Clone())];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<JsonElement> Flatten(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Flatten(member.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Flatten),
        _ => [],
    };

    private static int? Figure(JsonElement figures, string name) =>
        figures.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            ? (int)Math.Clamp(Math.Ceiling(number), 0, 1_000_000)
            : null;
}
