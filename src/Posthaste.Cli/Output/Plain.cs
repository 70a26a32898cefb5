using System.Globalization;
using System.Text;

namespace Posthaste.Cli.Output;

/// <summary>Text that others wrote, made harmless to a terminal: no line breaks, no control characters, nothing that turns the direction of writing around.</summary>
internal static class Plain
{
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isHarmful = Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029;
            plain.Append(isHarmful ? " " : rune.ToString());
        }
        return plain.ToString();
    }
}
