using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Posthaste.Sandbox.Publishing;

namespace Posthaste.Sandbox.Gallery;

/// <summary>Text on its way into a page. Every word that came from outside passes <see cref="Text"/>.</summary>
internal static class GalleryHtml
{
    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Text(string? text) => _encoder.Encode(text ?? "");

    /// <summary>A caption with its hashtags and mentions coloured.</summary>
    public static string Caption(string caption)
    {
        var spans = CaptionRules.Hashtag().Matches(caption).Concat(CaptionRules.Mention().Matches(caption)).OrderBy(match => match.Index);
        var html = new StringBuilder();
        var position = 0;
        foreach (var span in spans)
        {
            if (span.Index < position) continue;
            html.Append(Text(caption[position..span.Index]));
            html.Append("<span class=\"tag\">").Append(Text(span.Value)).Append("</span>");
            position = span.Index + span.Length;
        }
        return html.Append(Text(caption[position..])).ToString();
    }

    public static string Time(DateTimeOffset at) => Text(at.ToUniversalTime().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture));

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Document(string title, string body) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Text(title)}</title>
        <link rel="stylesheet" href="/gallery.css">
        </head>
        <body>
        <main>
        {body}
        </main>
        <footer>Posthaste sandbox. Nothing here is on Instagram.</footer>
        </body>
        </html>
        """;
}
