using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Posthaste.Jobs;
using Posthaste.Transfer.Feeds;

namespace Posthaste.Tests.Transfer;

public sealed class FeedTextTests
{
    private static readonly FeedEntry Entry = new()
    {
        PostId = new Guid("01900000-0000-7000-8000-000000000001"),
        ChannelId = new Guid("01900000-0000-7000-8000-000000000002"),
        At = new DateTimeOffset(2030, 3, 1, 18, 0, 0, TimeSpan.FromHours(1)),
        Title = "Bread, cake; and more \\o/\nnew line",
        Sequence = 7,
        ChangedAt = new DateTimeOffset(2030, 2, 1, 9, 30, 15, TimeSpan.Zero),
        State = JobState.Scheduled,
    };

    [Fact]
    public void An_entry_is_written_as_the_standard_says()
    {
        const string expected =
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Posthaste//Calendar//EN
            CALSCALE:GREGORIAN
            METHOD:PUBLISH
            NAME:Shop\, all
            X-WR-CALNAME:Shop\, all
            REFRESH-INTERVAL;VALUE=DURATION:PT15M
            X-PUBLISHED-TTL:PT15M
            BEGIN:VEVENT
            UID:01900000000070008000000000000001-01900000000070008000000000000002@posth
             aste
            DTSTAMP:20300201T093015Z
            LAST-MODIFIED:20300201T093015Z
            SEQUENCE:7
            DTSTART:20300301T170000Z
            DTEND:20300301T171500Z
            SUMMARY:Bread\, cake\; and more \\o/\nnew line
            STATUS:CONFIRMED
            TRANSP:TRANSPARENT
            END:VEVENT
            END:VCALENDAR

            """;

        Assert.Equal(expected.ReplaceLineEndings("\r\n"), FeedText.Write("Shop, all", [Entry]));
    }

    [Theory]
    [InlineData(null, "TENTATIVE")]
    [InlineData(JobState.Published, "CONFIRMED")]
    [InlineData(JobState.NeedsAttention, "CONFIRMED")]
    [InlineData(JobState.Cancelled, "CANCELLED")]
    [InlineData(JobState.Failed, "CANCELLED")]
    public void What_will_not_go_out_is_cancelled_and_what_is_only_planned_tentative(JobState? state, string status) =>
        Assert.Contains($"\r\nSTATUS:{status}\r\n", FeedText.Write("All", [Entry with { State = state }]), StringComparison.Ordinal);

    [Fact]
    public void No_title_makes_a_line_too_long_or_cuts_a_character_and_each_comes_back()
    {
        var titles = Gen.Elements("a", "é", "日本", "👍🏽", ",", ";", "\\", "\n", "\r\n", "\t", " ", "BEGIN:VEVENT", "\u0000").ListOf(80).Select(string.Concat).ToArbitrary();

        Prop.ForAll(titles, title =>
        {
            var text = FeedText.Write("All", [Entry with { Title = title }]);
            var lines = text.Split("\r\n");
            var summary = lines.SkipWhile(line => !line.StartsWith("SUMMARY:", StringComparison.Ordinal)).TakeWhile((line, i) => i == 0 || line.StartsWith(' '));
            var value = string.Concat(summary.Select((line, i) => i == 0 ? line["SUMMARY:".Length..] : line[1..]));
            return lines.All(line => Encoding.UTF8.GetByteCount(line) <= 75 && !line.Contains('\uFFFD') && !line.Any(char.IsControl))
                && lines.Count(line => line == "BEGIN:VEVENT") == 1
                && Unescape(value) == string.Concat(title.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static string Unescape(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++) text.Append(value[i] != '\\' ? value[i] : value[++i] == 'n' ? '\n' : value[i]);
        return text.ToString();
    }
}
