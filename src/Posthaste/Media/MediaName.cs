using System.Globalization;
using System.Text;

namespace Posthaste.Media;

/// <summary>Turns the name a client sent into one that is safe to show and to offer for download.</summary>
internal static class MediaName
{
    /// <summary>UTF-16 units, extension included.</summary>
    public const int MaxLength = 120;

    /// <param name="name">As sent: may be a path of any system, hostile, or missing.</param>
    /// <param name="type">Read from the bytes; the extension is made to agree with it.</param>
    public static string Clean(string? name, MediaType type)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            if (IsShown(rune)) clean.Append(rune.ToString());
        }

        var stem = clean.ToString().TrimEnd(' ', '.');
        var extension = Path.GetExtension(stem).ToLowerInvariant();
        if (MediaType.All.Any(known => known.Extensions.Contains(extension))) stem = stem[..^extension.Length];
        stem = stem.Trim(' ', '.');
        if (!type.Extensions.Contains(extension)) extension = type.Extension;
        if (stem.Length == 0) stem = "untitled";
        if (stem.Length > MaxLength - extension.Length) stem = Cut(stem, MaxLength - extension.Length);
        return stem + extension;
    }

    /// <summary>Control and format characters are left out: among them are those that turn the reading direction,
    /// with which "gpj.exe" can be made to look like "exe.jpg".</summary>
    private static bool IsShown(Rune rune) =>
        rune.Value is not ('"' or '<' or '>' or ':' or '|' or '?' or '*')
        && rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);

    private static string Cut(string text, int length) =>
        text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
