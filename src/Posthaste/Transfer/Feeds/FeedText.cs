using System.Globalization;
using System.Text;

namespace Posthaste.Transfer.Feeds;

/// <summary>Writes a calendar (RFC 5545). Pure: the same entries give the same bytes.</summary>
internal static class FeedText
{
    /// <summary>Octets of a line, its end left out (3.1).</summary>
    private const int MaxLine = 75;

    /// <summary>A post is an instant, and programs show an event without length badly.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromMinutes(15);

    public static string Write(string name, IEnumerable<FeedEntry> entries)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Posthaste//Calendar//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, $"NAME:{Escape(name)}");
        Line(text, $"X-WR-CALNAME:{Escape(name)}");
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT15M");
        Line(text, "X-PUBLISHED-TTL:PT15M");
        foreach (var entry in entries) Write(text, entry);
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>The same for as long as the post is planned for the channel, with a job and without.</summary>
    public static string UidOf(FeedEntry entry) => entry.ChannelId is { } channel ? $"{entry.PostId:N}-{channel:N}@posthaste" : $"{entry.PostId:N}@posthaste";

    private static void Write(StringBuilder text, FeedEntry entry)
    {
        Line(text, "BEGIN:VEVENT");
        Line(text, $"UID:{UidOf(entry)}");
        Line(text, $"DTSTAMP:{Time(entry.ChangedAt)}");
        Line(text, $"LAST-MODIFIED:{Time(entry.ChangedAt)}");
        Line(text, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{entry.Sequence}"));
        Line(text, $"DTSTART:{Time(entry.At)}");
        Line(text, $"DTEND:{Time(entry.At + Shown)}");
        Line(text, $"SUMMARY:{Escape(entry.Title)}");
        Line(text, $"STATUS:{(entry.IsOff ? "CANCELLED" : entry.State is null ? "TENTATIVE" : "CONFIRMED")}");
        Line(text, "TRANSP:TRANSPARENT");
        Line(text, "END:VEVENT");
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A value of the type TEXT (3.3.11); control characters have no place in it.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (c == '\n') escaped.Append(@"\n");
            else if (c is '\\' or ';' or ',') escaped.Append('\\').Append(c);
            else if (!char.IsControl(c)) escaped.Append(c);
        }
        return escaped.ToString();
    }

    /// <summary>Folds between characters, never within one: a reader that joins octets and one that joins characters see the same.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MaxLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
