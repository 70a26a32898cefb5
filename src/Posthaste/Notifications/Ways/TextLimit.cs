using System.Globalization;
using System.Text;

namespace Posthaste.Notifications.Ways;

/// <summary>Makes texts fit: no control characters, no half of a pair, cut between what people see as characters. Lengths are in UTF-16 units, which is never less than
/// what a network counts. Pure.</summary>
internal static class TextLimit
{
    private const string More = "…";

    /// <param name="text">As it came: may be anything.</param>
    /// <param name="max">Of the result, its ellipsis included.</param>
    /// <param name="escape">What a character becomes in the result; null for itself.</param>
    /// <param name="multiline">Keeps line ends; else they become spaces.</param>
    public static string Cut(string text, int max, Func<string, string>? escape = null, bool multiline = false)
    {
        var (result, fits) = (new StringBuilder(), 0);
        foreach (var piece in Pieces(Clean(text, multiline)))
        {
            var shown = escape is null ? piece : escape(piece);
            if (result.Length + shown.Length > max) return $"{result.ToString(0, fits).TrimEnd()}{More}";
            result.Append(shown);
            // What would leave room for the ellipsis.
            if (result.Length <= max - More.Length) fits = result.Length;
        }
        return result.ToString();
    }

    /// <summary>Without what is not shown, and without space around it.</summary>
    public static string Clean(string text, bool multiline = false)
    {
        var (result, shows) = (new StringBuilder(text.Length), false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n' && multiline) result.Append('\n');
            else if (Rune.IsWhiteSpace(rune)) result.Append(' ');
            else if (IsJoiner(rune)) result.Append(rune.ToString());
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                result.Append(rune.ToString());
                shows = true;
            }
        }
        return shows ? result.ToString().Trim() : "";
    }

    /// <summary>Holds emoji and letters together. The other marks of that kind turn the reading direction, or are not seen at all.</summary>
    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    private static IEnumerable<string> Pieces(string text)
    {
        var pieces = StringInfo.GetTextElementEnumerator(text);
        while (pieces.MoveNext())
        {
            var piece = pieces.GetTextElement();
            // A letter under a thousand accents is one character to people, and must still end somewhere.
            if (piece.Length <= 64) yield return piece;
            else foreach (var rune in piece.EnumerateRunes()) yield return rune.ToString();
        }
    }
}
