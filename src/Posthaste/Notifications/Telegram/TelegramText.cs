using System.Globalization;
using System.Text;

namespace Posthaste.Notifications.Telegram;

/// <summary>Text within Telegram's limits, which count UTF-16 units after the marks are taken out. Pure.</summary>
public static class TelegramText
{
    /// <summary>Of a message.</summary>
    public const int MaxMessage = 4_096;

    /// <summary>Below a picture or video.</summary>
    public const int MaxCaption = 1_024;

    /// <summary>Of what a person sees for a moment after a press.</summary>
    public const int MaxToast = 200;

    /// <summary>Marks that mean something in Telegram's HTML.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>The text, or its beginning with an ellipsis, in no more than so many units.</summary>
    /// <param name="max">Above 1.</param>
    public static string Cut(string text, int max) => text.Length <= max ? text : Head(text, max - 1) + "…";

    /// <summary>The longest beginning of whole characters, as people count them, in no more than so many units.</summary>
    public static string Head(string text, int max)
    {
        if (text.Length <= max) return text;
        var end = 0;
        while (StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var next && end + next <= max) end += next;
        if (end > 0) return text[..end];
        // One character alone is too long, such as a letter under a thousand accents: then in whole code points.
        foreach (var rune in text.EnumerateRunes())
        {
            if (end + rune.Utf16SequenceLength > max) break;
            end += rune.Utf16SequenceLength;
        }
        return text[..end];
    }

    /// <summary>The whole text in pieces of whole characters; what would show nothing is left out, since Telegram refuses it.</summary>
    /// <param name="max">Units in a piece; above 1.</param>
    public static IReadOnlyList<string> Split(string text, int max)
    {
        var pieces = new List<string>();
        for (var rest = text; rest.Length > 0;)
        {
            var piece = Head(rest, max);
            rest = rest[piece.Length..];
            if (ShowsSomething(piece)) pieces.Add(piece);
        }
        return pieces;
    }

    /// <summary>Whether anything is left once white space and what has no shape of its own is taken out.</summary>
    public static bool ShowsSomething(string text) => text.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        && rune.Value is not (0x2800 or 0x3164 or 0x115F or 0x1160 or 0xFFA0));
}
