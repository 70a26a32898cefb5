using System.Text;

namespace Posthaste.Storage;

/// <summary>Patterns that find a text of a person within another, whatever the case of its letters. Each letter is written down in both its cases: what a database
/// takes for the same letter depends on how it was set up (PostgreSQL's locale), or ends with ASCII (SQLite).</summary>
internal static class SearchPattern
{
    /// <summary>For SQLite's <c>GLOB</c>.</summary>
    public static string Glob(string text) => $"*{Each(text, rune => rune.Value is '*' or '?' or '[' ? $"[{rune}]" : rune.ToString())}*";

    /// <summary>For PostgreSQL's <c>~</c>.</summary>
    public static string Regex(string text) => Each(text, rune => Rune.IsLetterOrDigit(rune) || !rune.IsAscii ? rune.ToString() : $@"\{rune}");

    private static string Each(string text, Func<Rune, string> plain)
    {
        var pattern = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            Rune[] cases = [.. new[] { rune, Rune.ToLowerInvariant(rune), Rune.ToUpperInvariant(rune) }.Distinct()];
            pattern.Append(cases.Length == 1 ? plain(rune) : $"[{string.Concat(cases)}]");
        }
        return pattern.ToString();
    }
}
