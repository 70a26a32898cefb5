using System.Globalization;

namespace Posthaste.Platforms;

/// <summary>Whether a caption read back from a network is the one that was sent.</summary>
internal static class CaptionMatch
{
    /// <summary>Networks change line breaks, runs of spaces and the Unicode form (é as one sign or as two), nothing
    /// else. Two empty captions are the same.</summary>
    public static bool Same(string? sent, string? read)
    {
        var (first, second) = (Fold(sent), Fold(read));
        return first == second || Graphemes(first).SequenceEqual(Graphemes(second), SameGrapheme.Instance);
    }

    private static string Fold(string? caption) =>
        string.Join(' ', (caption ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static List<string> Graphemes(string text)
    {
        var (found, walk) = (new List<string>(), StringInfo.GetTextElementEnumerator(text));
        while (walk.MoveNext()) found.Add(walk.GetTextElement());
        return found;
    }

    /// <summary>Without the runtime's Unicode tables (invariant mode, where <c>Normalize</c> does nothing) composed
    /// and decomposed forms are told by their shape: what has a mark of its own may equal one sign that has none.</summary>
    private sealed class SameGrapheme : IEqualityComparer<string>
    {
        public static readonly SameGrapheme Instance = new();

        public bool Equals(string? x, string? y) =>
            x == y || (x is not null && y is not null && ((IsDecomposed(x) && IsOneSign(y)) || (IsOneSign(x) && IsDecomposed(y))));

        // Only the pairwise comparison is used.
        public int GetHashCode(string obj) => 0;

        private static bool IsOneSign(string grapheme) =>
            !char.IsAscii(grapheme[0]) && grapheme.Length == (char.IsHighSurrogate(grapheme[0]) ? 2 : 1);

        private static bool IsDecomposed(string grapheme) => grapheme.Length > 1 && grapheme.Skip(1).Any(unit =>
            char.GetUnicodeCategory(unit) is UnicodeCategory.NonSpacingMark || unit is >= '\u1160' and <= '\u11FF');
    }
}
