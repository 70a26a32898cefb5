using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Insights;

/// <summary>The envelope of one metric.</summary>
internal static class InsightShapes
{
    public static JsonObject Metric(string node, string name, string period) => new()
    {
        ["name"] = name,
        ["period"] = period,
        ["title"] = TitleOf(name),
        ["description"] = $"{TitleOf(name)} in the sandbox.",
        ["id"] = $"{node}/insights/{name}/{period}",
    };

    /// <summary>Results by the values of one dimension, which is what <c>breakdown</c> asks for.</summary>
    public static JsonArray Breakdowns(string dimension, IEnumerable<(string Value, int Count)> results) => new(new JsonObject
    {
        ["dimension_keys"] = new JsonArray(dimension),
        ["results"] = new JsonArray([.. results.Select(result => (JsonNode)new JsonObject
        {
            ["dimension_values"] = new JsonArray(result.Value),
            ["value"] = result.Count,
        })]),
    });

    /// <summary>One bad metric fails the whole call.</summary>
    public static GraphError? CheckMetrics(IReadOnlyList<string> asked, IReadOnlyCollection<string> known)
    {
        if (asked.Count == 0) return GraphErrors.Required("metric");
        for (var i = 0; i < asked.Count; i++)
        {
            if (!known.Contains(asked[i])) return GraphErrors.Parameter($"metric[{i}] must be one of the following values: {string.Join(", ", known)}");
        }
        return null;
    }

    /// <summary>A number into shares that add up to it.</summary>
    public static IEnumerable<(string Value, int Count)> Split(int total, params (string Value, int Percent)[] shares)
    {
        var rest = total;
        for (var i = 0; i < shares.Length; i++)
        {
            var part = i == shares.Length - 1 ? rest : total * shares[i].Percent / 100;
            rest -= part;
            yield return (shares[i].Value, part);
        }
    }

    private static string TitleOf(string name)
    {
        var words = name.Replace("ig_reels_", "", StringComparison.Ordinal).Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
