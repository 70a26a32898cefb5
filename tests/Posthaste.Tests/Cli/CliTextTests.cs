using System.Text;
using System.Text.Json;
using Posthaste.Cli;
using Posthaste.Cli.Output;
using Posthaste.Cli.Posts;
using Posthaste.Cli.Watching;
using CliWords = Posthaste.Cli.Words;

namespace Posthaste.Tests.Cli;

/// <summary>R-OPS-6: what commands read and write, without a server.</summary>
public sealed class CliTextTests
{
    private static readonly TimeZoneInfo s_berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("bread", 5)]
    [InlineData("", 0)]
    [InlineData("パン", 4)]
    [InlineData("한국어", 6)]
    [InlineData("ﾊﾟﾝ", 3)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("🍞", 2)]
    [InlineData("👩‍👩‍👧‍👦", 2)]
    [InlineData("☀\uFE0F", 2)]
    [InlineData("☀", 1)]
    [InlineData("🇩🇪", 2)]
    public void A_text_is_as_wide_as_a_terminal_shows_it(string text, int columns) => Assert.Equal(columns, TextWidth.Of(text));

    [Theory]
    [InlineData("Fresh bread", 11, "Fresh bread")]
    [InlineData("Fresh bread", 6, "Fresh…")]
    [InlineData("パンパン", 6, "パン…")]
    public void A_text_is_cut_between_characters(string text, int width, string expected) => Assert.Equal(expected, TextWidth.Cut(text, width));

    [Theory]
    [InlineData("a\u001b[31mb\nc\td\u009b", "a [31mb c d ")]
    [InlineData("a\u202eb\u2066c\u2028", "a b c ")]
    [InlineData("Bäckerei 🍞 パン", "Bäckerei 🍞 パン")]
    public void What_others_wrote_cannot_steer_a_terminal(string text, string expected) => Assert.Equal(expected, Plain.Of(text));

    [Theory]
    [InlineData("2030-03-01T17:00:00Z", "2030-03-01 18:00 Europe/Berlin")]
    [InlineData("2030-07-01T17:00:05Z", "2030-07-01 19:00:05 Europe/Berlin")]
    // The clocks go back: half past two comes twice.
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25 02:30 +02:00 Europe/Berlin")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25 02:30 +01:00 Europe/Berlin")]
    public void Times_are_those_of_the_machines_zone_by_its_name(string at, string expected) =>
        Assert.Equal(expected, LocalTime.Show(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), s_berlin));

    [Theory]
    [InlineData("2030-03-01T18:00+01:00", null, """{"at":"2030-03-01T17:00:00.000Z"}""")]
    [InlineData("2030-03-01T18:00:00.5Z", null, """{"at":"2030-03-01T18:00:00.500Z"}""")]
    [InlineData("2030-03-01T18:00", null, """{"localTime":"2030-03-01T18:00","timeZone":"Europe/Berlin"}""")]
    [InlineData("2030-03-01 18:00", "Asia/Tokyo", """{"localTime":"2030-03-01T18:00","timeZone":"Asia/Tokyo"}""")]
    [InlineData("+90m", null, """{"at":"2026-03-01T11:30:00.000Z"}""")]
    public void A_time_is_read_as_an_instant_or_as_the_clock_shows_it(string text, string? zone, string expected)
    {
        var body = new System.Text.Json.Nodes.JsonObject();

        LocalTime.Read(text, zone, Terminal(new ManualTime(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero)))).AddTo(body);

        Assert.Equal(expected, body.ToJsonString());
    }

    [Fact]
    public void The_extras_are_those_of_the_API_each_with_its_kind()
    {
        var document = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "openapi.json")));
        var fields = document.GetProperty("components").GetProperty("schemas").GetProperty("PostOptionsBody").GetProperty("properties").EnumerateObject();

        var expected = fields.ToDictionary(field => field.Name, field => field.Value.ToString() switch
        {
            var text when text.Contains("UserTagBody", StringComparison.Ordinal) => OptionKind.Json,
            var text when text.Contains("\"array\"", StringComparison.Ordinal) => OptionKind.List,
            var text when text.Contains("\"boolean\"", StringComparison.Ordinal) => OptionKind.YesNo,
            var text when text.Contains("\"integer\"", StringComparison.Ordinal) => OptionKind.Number,
            _ => OptionKind.Text,
        });
        Assert.Equal(expected.OrderBy(field => field.Key, StringComparer.Ordinal), PostOptions.Kinds.OrderBy(field => field.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("PostType", "type")]
    [InlineData("JobState", "state")]
    [InlineData("ApprovalState", "approval")]
    public void The_words_are_those_of_the_API(string schema, string which)
    {
        var document = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "openapi.json")));

        var words = document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("enum").EnumerateArray().Select(word => word.GetString());

        Assert.Equal(words, which switch { "type" => CliWords.PostTypes, "state" => CliWords.JobStates, _ => CliWords.Approvals });
    }

    [Theory]
    [InlineData("locationId=123", "locationId", "\"123\"")]
    [InlineData("thumbOffsetMs=1500", "thumbOffsetMs", "1500")]
    [InlineData("shareToFeed=false", "shareToFeed", "false")]
    [InlineData("collaborators=ann, bob", "collaborators", """["ann","bob"]""")]
    [InlineData("firstComment=a=b", "firstComment", "\"a=b\"")]
    [InlineData("later:={\"x\":1}", "later", """{"x":1}""")]
    public void An_extra_is_read_by_its_kind(string text, string name, string json)
    {
        var (read, value) = PostOptions.Read(text);

        Assert.Equal((name, json), (read, value!.ToJsonString()));
    }

    [Fact]
    public void Live_messages_are_read_however_they_are_cut()
    {
        var all = Encoding.UTF8.GetBytes("{}\u001e{\"type\":6}\u001e{\"type\":1,\"target\":\"changed\",\"arguments\":[[{\"kind\":\"パン\"}]]}\u001e{\"type\":9}\u001e{\"type\":7}\u001e");
        for (var size = 1; size <= all.Length; size++)
        {
            var frames = new LiveFrames();
            var said = all.Chunk(size).SelectMany(part => frames.Take(part)).ToArray();

            Assert.Equal([LiveSaid.Open, LiveSaid.Ping, LiveSaid.Changed, LiveSaid.Unknown, LiveSaid.Closes], said);
        }
    }

    [Fact]
    public void The_command_references_no_other_project_and_two_packages()
    {
        var project = File.ReadAllText(Path.Combine(Repository.Root, "src", "Posthaste.Cli", "Posthaste.Cli.csproj"));

        Assert.DoesNotContain("ProjectReference", project, StringComparison.Ordinal);
        Assert.Equal(["ModelContextProtocol.Core", "System.CommandLine"], project.Split("<PackageReference Include=\"").Skip(1).Select(rest => rest.Split('"')[0]).Order(StringComparer.Ordinal));
    }

    private static Terminal Terminal(TimeProvider time) => new()
    {
        In = TextReader.Null,
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Environment = _ => null,
        Folder = Path.GetTempPath(),
        ReadSecret = () => "",
        Zone = s_berlin,
        Time = time,
    };
}
