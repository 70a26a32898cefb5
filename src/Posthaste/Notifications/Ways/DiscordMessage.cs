using System.Text.Json;

namespace Posthaste.Notifications.Ways;

/// <summary>A bulletin as the body of a Discord webhook: one embed, within all limits whatever it is made of. Pure.</summary>
/// <remarks>Limits of an embed: title 256, description 4,096, footer 2,048, 6,000 in all (resources/message.mdx, read 2026-11-21). Ours are lower: people read them.</remarks>
internal sealed class DiscordMessage(DashboardLinks links)
{
    /// <summary>Settled for alerts, with <see cref="MaxError"/>.</summary>
    public const int MaxTitle = 100;

    public const int MaxError = 500;

    private const int MaxDescription = 4_096;
    private const int Red = 0xD92D20;
    private const int Green = 0x12B76A;
    private const int Grey = 0x667085;

    public string Of(Message message)
    {
        var (bulletin, first) = (message.Bulletin, message.Bulletin.First);
        var link = links.To(first.Path)?.AbsoluteUri;
        var embed = new Dictionary<string, object>
        {
            ["title"] = bulletin.IsDigest ? PlainText.Title(bulletin) : PlainText.NameOf(first, MaxTitle, Escape),
            ["color"] = bulletin.Tone switch { NoticeTone.Trouble => Red, NoticeTone.Good => Green, _ => Grey },
            ["timestamp"] = first.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["footer"] = new Dictionary<string, string> { ["text"] = $"Posthaste · {first.Kind} · {message.DeliveryId}" },
        };
        if (link is not null) embed["url"] = link;
        if (Description(bulletin, link) is { Length: > 0 } description) embed["description"] = description;
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["embeds"] = new[] { embed },
            // Whatever a caption says, nobody is called.
            ["allowed_mentions"] = new Dictionary<string, string[]> { ["parse"] = [] },
        });
    }

    private static string Description(Bulletin bulletin, string? link)
    {
        var parts = new List<string>();
        if (!bulletin.IsDigest && TextLimit.Cut(bulletin.First.Message, MaxError, Escape, multiline: true) is { Length: > 0 } error) parts.Add(error);
        if (string.Join('\n', PlainText.Lines(bulletin, Escape)) is { Length: > 0 } lines) parts.Add(lines);
        // A bracket in the address would end the link.
        if (link is not null) parts.Add($"[{DashboardLinks.Label(bulletin.First)}]({link.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})");
        var text = string.Join("\n\n", parts);
        return text.Length <= MaxDescription ? text : string.Join("\n\n", parts.Take(parts.Count - 1));
    }

    /// <summary>What would make Markdown of somebody's text, or a link of it; with an accent on it, too.</summary>
    private static string Escape(string piece) => @"\*_~`|[]()<>#".Contains(piece[0], StringComparison.Ordinal) ? $"\\{piece}" : piece;
}
