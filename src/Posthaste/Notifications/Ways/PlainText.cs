using System.Text;

namespace Posthaste.Notifications.Ways;

/// <summary>A bulletin as plain lines, for ways that know nothing else. Pure.</summary>
internal sealed class PlainText(DashboardLinks links)
{
    public const int MaxTitle = 100;

    /// <summary>Of an error, as everywhere where people read it (settled for Discord).</summary>
    public const int MaxMessage = 500;

    private const int MaxOthers = 10;

    /// <summary>In one line.</summary>
    public static string Title(Bulletin bulletin) => bulletin.IsDigest
        ? $"{bulletin.Others.Count + 1} things happened"
        : $"{Mark(bulletin.First.Tone)}{NameOf(bulletin.First)}";

    /// <summary>Below the title.</summary>
    public string Body(Bulletin bulletin)
    {
        var text = new StringBuilder();
        if (!bulletin.IsDigest && TextLimit.Cut(bulletin.First.Message, MaxMessage, multiline: true) is { Length: > 0 } message) text.Append(message).Append('\n');
        foreach (var line in Lines(bulletin)) text.Append(line).Append('\n');
        if (links.To(bulletin.First.Path) is { } link) text.Append(DashboardLinks.Label(bulletin.First)).Append(": ").Append(link.AbsoluteUri).Append('\n');
        return text.ToString().TrimEnd();
    }

    /// <summary>What is told in short.</summary>
    /// <param name="escape">As with <see cref="TextLimit"/>.</param>
    public static IEnumerable<string> Lines(Bulletin bulletin, Func<string, string>? escape = null)
    {
        IReadOnlyList<Notice> listed = bulletin.IsDigest ? [bulletin.First, .. bulletin.Others] : bulletin.Others;
        if (listed.Count == 0) yield break;
        if (!bulletin.IsDigest) yield return $"Held back within the last minute: {listed.Count} more of this kind.";
        foreach (var notice in listed.Take(MaxOthers)) yield return $"• {Mark(notice.Tone)}{TextLimit.Cut(Short(notice), 150, escape)}";
        if (listed.Count > MaxOthers) yield return $"… and {listed.Count - MaxOthers} more.";
    }

    /// <summary>In one line, never empty.</summary>
    /// <param name="escape">As with <see cref="TextLimit"/>.</param>
    public static string NameOf(Notice notice, int max = MaxTitle, Func<string, string>? escape = null) =>
        TextLimit.Cut(notice.Title, max, escape) is { Length: > 0 } title ? title : TextLimit.Cut(notice.Kind, max, escape);

    private static string Short(Notice notice) => TextLimit.Clean(notice.Message) is { Length: > 0 } message ? $"{NameOf(notice, 70)}: {message}" : NameOf(notice, 70);

    private static string Mark(NoticeTone tone) => tone switch
    {
        NoticeTone.Trouble => "⚠ ",
        NoticeTone.Good => "✓ ",
        _ => "",
    };
}
