using System.Net;
using System.Text.RegularExpressions;

namespace Posthaste.Platforms.Mastodon;

/// <summary>Makes a text that was sent and the HTML that comes back comparable.</summary>
internal static partial class PlainText
{
    /// <summary>Whether a post with this content is one of this text. Links come back whole, a mention without its server.</summary>
    public static bool Same(string sent, string? html) => CaptionMatch.Same(WithoutServers(sent), WithoutServers(Of(html ?? "")));

    /// <summary>What a reader sees, and what stands in the parts of links that are hidden.</summary>
    public static string Of(string html)
    {
        var text = Paragraph().Replace(html, "\n\n");
        text = Break().Replace(text, "\n");
        return WebUtility.HtmlDecode(Tag().Replace(text, "")).Trim();
    }

    private static string WithoutServers(string text) => CaptionText.WithoutServers(text);

    [GeneratedRegex(@"</p>\s*<p[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"<br\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"<[^>]*>")]
    private static partial Regex Tag();
}
