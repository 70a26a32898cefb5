using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Posthaste.Platforms;

/// <summary>A hashtag or mention inside a caption.</summary>
/// <param name="Start">Of its # or @, in UTF-16 units.</param>
/// <param name="End">The first unit behind it.</param>
internal readonly record struct CaptionToken(int Start, int End)
{
    public int Length => End - Start;
}

/// <summary>Finds what networks link in a caption. Where they disagree it finds more rather than less: a hashtag
/// counted in vain costs a hint, one overlooked costs the post.</summary>
internal static partial class CaptionText
{
    public static IReadOnlyList<CaptionToken> Hashtags(string text)
    {
        var found = new List<CaptionToken>();
        for (var at = text.IndexOf('#'); at >= 0 && at < text.Length; at = text.IndexOf('#', at + 1))
        {
            var end = EndOfWord(text, at + 1);
            if (end > at + 1) found.Add(new CaptionToken(at, end));
        }
        return found;
    }

    /// <summary>An @ in the middle of a word is an address of mail, not a mention.</summary>
    public static IReadOnlyList<CaptionToken> Mentions(string text)
    {
        var found = new List<CaptionToken>();
        for (var at = text.IndexOf('@'); at >= 0 && at < text.Length; at = text.IndexOf('@', at + 1))
        {
            var end = at + 1;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '_')) end++;
            if (end > at + 1 && (at == 0 || !char.IsLetterOrDigit(text[at - 1]))) found.Add(new CaptionToken(at, end));
        }
        return found;
    }

    /// <summary>Addresses of the web that are written out.</summary>
    public static IReadOnlyList<CaptionToken> Links(string text) => [.. Link().Matches(text).Select(match => new CaptionToken(match.Index, match.Index + match.Length))];

    public static string WithLinksAs(string text, string stand) => Link().Replace(text, stand);

    /// <summary>Makes <c>@name</c> of every <c>@name@server</c>.</summary>
    public static string WithoutServers(string text) => FarMention().Replace(text, "@${name}");

    /// <summary>The word of a hashtag without its #.</summary>
    public static bool IsHashtagWord(string word) => word.Length > 0 && EndOfWord(word, 0) == word.Length;

    /// <summary>A hashtag as it is kept: without its # and stray blanks.</summary>
    public static string WordOfHashtag(string tag) => tag.Trim() is ['#', .. var word] ? word : tag.Trim();

    /// <summary>Places where a text can be cut without splitting what a reader sees as one character.</summary>
    public static IEnumerable<int> GraphemeStarts(string text)
    {
        for (var at = 0; at < text.Length; at += StringInfo.GetNextTextElementLength(text, at)) yield return at;
    }

    private static int EndOfWord(string text, int at)
    {
        while (at < text.Length && Rune.TryGetRuneAt(text, at, out var rune) && BelongsToWord(rune)) at += rune.Utf16SequenceLength;
        return at;
    }

    private static bool BelongsToWord(Rune rune) => rune.Value is '_' || Joins(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
        // Emoji and their skin tones.
        or UnicodeCategory.OtherSymbol || rune.Value is >= 0x1F3FB and <= 0x1F3FF;

    /// <summary>Invisible parts of an emoji or a letter: joiners, and the letters of regional flags.</summary>
    private static bool Joins(Rune rune) => rune.Value is 0x200C or 0x200D or (>= 0xE0020 and <= 0xE007F);

    // What ends a sentence is no part of it.
    [GeneratedRegex(@"\bhttps?://\S*[\w/]", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/])@(?<name>\w+(?:[\w.-]*\w)?)@[\w.-]*\w(?::[0-9]+)?")]
    private static partial Regex FarMention();
}
