using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Posthaste.Sandbox.Mastodon;

/// <summary>How the server counts a text, and what it makes of it.</summary>
internal static partial class StatusText
{
    private const int ShownOfLink = 30;

    /// <summary>In what a reader sees as one character; a link counts as always the same, and a mention without its server.</summary>
    public static int LengthOf(string text, int linkLength)
    {
        var counted = Link().Replace(text, new string('x', linkLength));
        counted = Mention().Replace(counted, match => "@" + match.Groups["name"].Value);
        return new StringInfo(counted).LengthInTextElements;
    }

    /// <summary>Paragraphs, with links of which the beginning and the end are hidden.</summary>
    public static string ToHtml(string text, string root)
    {
        var paragraphs = text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(paragraphs.Select(paragraph => $"<p>{Linked(paragraph, root).Replace("\n", "<br />", StringComparison.Ordinal)}</p>"));
    }

    private static string Linked(string text, string root) => Token().Replace(WebUtility.HtmlEncode(text), match => match.Value[0] switch
    {
        '#' => $"<a href=\"{root}/tags/{Uri.EscapeDataString(match.Value[1..])}\" class=\"mention hashtag\" rel=\"tag\">#<span>{match.Value[1..]}</span></a>",
        '@' => $"<span class=\"h-card\" translate=\"no\"><a href=\"{root}/{match.Value}\" class=\"u-url mention\">@<span>{match.Value.Split('@')[1]}</span></a></span>",
        _ => LinkHtml(match.Value),
    });

    private static string LinkHtml(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var shown = address[start..Math.Min(address.Length, start + ShownOfLink)];
        var rest = address[(start + shown.Length)..];
        return $"<a href=\"{address}\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\">{address[..start]}</span><span class=\"{(rest.Length > 0 ? "ellipsis" : "")}\">{shown}</span><span class=\"invisible\">{rest}</span></a>";
    }

    [GeneratedRegex(@"https?://\S*[\w/]", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/])@(?<name>\w+(?:[\w.-]*\w)?)@[\w.-]*\w(?::\d+)?")]
    private static partial Regex Mention();

    [GeneratedRegex(@"https?://\S*[\w/]|(?<![\w/&])#\w+|(?<![\w/])@\w+(?:@[\w.-]*\w)?", RegexOptions.IgnoreCase)]
    private static partial Regex Token();
}
