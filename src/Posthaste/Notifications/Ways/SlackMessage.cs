using System.Text.Json;

namespace Posthaste.Notifications.Ways;

/// <summary>A bulletin as the body of a Slack webhook: blocks, and the same as text for those that know no blocks. Pure.</summary>
/// <remarks>Limits: text of a section 3,000, of a context element 2,000, 50 blocks; a message's text 4,000 (Slack's reference of blocks; below what others take too).</remarks>
internal sealed class SlackMessage(DashboardLinks links)
{
    private const int MaxSection = 3_000;
    private const int MaxText = 4_000;

    public string Of(Message message)
    {
        var (bulletin, first) = (message.Bulletin, message.Bulletin.First);
        var title = $"*{(bulletin.IsDigest ? PlainText.Title(bulletin) : Mark(first) + PlainText.NameOf(first, PlainText.MaxTitle, Escape))}*";
        var parts = new List<string> { title };
        if (!bulletin.IsDigest && TextLimit.Cut(first.Message, PlainText.MaxMessage, Escape, multiline: true) is { Length: > 0 } told) parts.Add(told);
        parts.AddRange(PlainText.Lines(bulletin, Escape));
        // The bar would end the address.
        var link = links.To(first.Path) is { } url ? $"<{url.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal)}|{DashboardLinks.Label(first)}>" : null;
        if (link is not null && parts.Sum(part => part.Length + 1) + link.Length <= MaxSection) parts.Add(link);
        var text = string.Join('\n', parts);
        return JsonSerializer.Serialize(new
        {
            text = text.Length <= MaxText ? text : title,
            blocks = new object[]
            {
                new { type = "section", text = new { type = "mrkdwn", text = text.Length <= MaxSection ? text : title } },
                new { type = "context", elements = new[] { new { type = "plain_text", text = $"Posthaste · {first.Kind} · {message.DeliveryId}" } } },
            },
        });
    }

    private static string Mark(Notice notice) => notice.Tone switch
    {
        NoticeTone.Trouble => ":warning: ",
        NoticeTone.Good => ":white_check_mark: ",
        _ => "",
    };

    /// <summary>The three signs that Slack gives a meaning, and those that make bold of somebody's text; with an accent on it, too.</summary>
    private static string Escape(string piece) => piece[0] switch
    {
        '&' => $"&amp;{piece[1..]}",
        '<' => $"&lt;{piece[1..]}",
        '>' => $"&gt;{piece[1..]}",
        '*' => $"∗{piece[1..]}",
        '`' => $"ˋ{piece[1..]}",
        _ => piece,
    };
}
