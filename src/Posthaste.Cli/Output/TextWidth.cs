using System.Globalization;
using System.Text;

namespace Posthaste.Cli.Output;

/// <summary>How many columns of a terminal a text takes: East Asian characters and emoji two, marks that sit on others none.</summary>
internal static class TextWidth
{
    /// <summary>What takes two columns: <c>W</c> and <c>F</c> of Unicode's East Asian Width, in ranges, first and last.</summary>
    private static readonly (int First, int Last)[] s_wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653),
        (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA),
        (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E),
        (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x2E80, 0x303E),
        (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x18DFF), (0x1AFF0, 0x1B2FF), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A),
        (0x1F1E6, 0x1F202), (0x1F210, 0x1F265), (0x1F300, 0x1F320), (0x1F32D, 0x1F335), (0x1F337, 0x1F37C), (0x1F37E, 0x1F393), (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3),
        (0x1F3E0, 0x1F3F0), (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E), (0x1F440, 0x1F440), (0x1F442, 0x1F4FC), (0x1F4FF, 0x1F53D), (0x1F54B, 0x1F54E), (0x1F550, 0x1F567),
        (0x1F57A, 0x1F57A), (0x1F595, 0x1F596), (0x1F5A4, 0x1F5A4), (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5), (0x1F6CC, 0x1F6CC), (0x1F6D0, 0x1F6D2), (0x1F6D5, 0x1F6DF),
        (0x1F6EB, 0x1F6EC), (0x1F6F4, 0x1F6FC), (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945), (0x1F947, 0x1F9FF), (0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    public static int Of(string text) => Clusters(text).Sum(OfCluster);

    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));

    /// <summary>What fits, ending in … where something is left out.</summary>
    public static string Cut(string text, int width)
    {
        if (Of(text) <= width) return text;
        var (kept, used) = (new StringBuilder(), 1);
        foreach (var cluster in Clusters(text))
        {
            used += OfCluster(cluster);
            if (used > width) break;
            kept.Append(cluster);
        }
        return kept.Append('…').ToString();
    }

    private static IEnumerable<string> Clusters(string text)
    {
        for (var clusters = StringInfo.GetTextElementEnumerator(text); clusters.MoveNext();) yield return clusters.GetTextElement();
    }

    // A family of four is one picture: its widest part counts, and the selector that asks for a picture makes it one. The sound marks of
    // half-width Japanese belong to the letter before them, but stand in a column of their own.
    private static int OfCluster(string cluster) => (cluster.Contains('\uFE0F') ? 2 : cluster.EnumerateRunes().Max(OfRune)) + cluster[1..].Count(c => c is '\uFF9E' or '\uFF9F');

    private static int OfRune(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        _ => IsWide(rune.Value) ? 2 : 1,
    };

    private static bool IsWide(int value)
    {
        if (value < s_wide[0].First) return false;
        var at = Array.FindIndex(s_wide, range => value <= range.Last);
        return at >= 0 && value >= s_wide[at].First;
    }
}
