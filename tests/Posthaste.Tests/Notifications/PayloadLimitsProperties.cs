using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Posthaste.Notifications;
using Posthaste.Notifications.Ways;
using Posthaste.Platforms;

namespace Posthaste.Tests.Notifications;

/// <summary>Whatever is told, each way's message is within the limits that the network publishes, and ours. R-MAN-4.</summary>
public sealed class PayloadLimitsProperties
{
    /// <summary>What people write, and what nobody should: markup, mentions, halves of pairs, marks that turn the direction, characters made of many, nothing at all.</summary>
    private static readonly string[] Pieces =
    [
        "Fresh bread", " ", "", "\n", "\r\n", "\t", "\0", "\u001b", "@everyone", "<@123>", "**", "__", "`", "```", "[a](https://evil.example)", "](", "<https://evil.example|click>", "&", "<", ">", "|", "\\", "\"",
        "🥐", "👨‍👩‍👧‍👦", "🇩🇪", "e\u0301\u0302\u0303", "\u202e", "\u200b", "\u200d", "مرحبا", "日本語", "\ud800", "\udc00", "https://posts.example.com/a?b=c", new('a', 500), new('*', 300), new('\u0301', 200), "#", "- ", "> ",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)),
        Gen.Elements(Pieces).ListOf(200).Select(pieces => string.Concat(pieces)),
        Gen.Elements(Pieces).Select(piece => string.Concat(Enumerable.Repeat(piece.Length == 0 ? "x" : piece, 5_000 / Math.Max(1, piece.Length)))));

    private static readonly Gen<Notice> AnyNotice =
        from title in Texts
        from message in Texts
        from tone in Gen.Elements(Enum.GetValues<NoticeTone>())
        from path in Gen.Elements("/posts/01900000-0000-7000-8000-000000000005", "/a(b)|c&d", null)
        select Notices.Trouble(title, message) with { Tone = tone, Path = path };

    private static readonly Arbitrary<Message> Messages = (
        from first in AnyNotice
        from others in Gen.OneOf(Gen.Constant(0), Gen.Constant(1), Gen.Choose(2, 200)).SelectMany(count => AnyNotice.ListOf(Math.Min(count, 12)).Select(few => Stretched(few, count)))
        from isDigest in Gen.Elements(true, false)
        select Notices.Message("https://hooks.example.com/a") with { Bulletin = new Bulletin(first, others, isDigest && others.Count > 0) }).ToArbitrary();

    [Fact]
    public void Every_message_to_Discord_is_within_its_limits() => Holds(message =>
    {
        var body = JsonElement.Parse(new DiscordMessage(Notices.Links).Of(message));
        Assert.Empty(body.GetProperty("allowed_mentions").GetProperty("parse").EnumerateArray());
        var embed = Assert.Single(body.GetProperty("embeds").EnumerateArray());
        var (title, footer) = (Text(embed, "title")!, embed.GetProperty("footer").GetProperty("text").GetString()!);
        var description = Text(embed, "description");

        Assert.InRange(title.Trim().Length, 1, 100);
        Assert.Contains(title, c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format);
        Assert.True(description is null || description.Trim().Length is >= 1 and <= 4_096);
        Assert.InRange(footer.Length, 1, 2_048);
        Assert.True(title.Length + (description?.Length ?? 0) + footer.Length <= 6_000);
        Assert.InRange(embed.GetProperty("color").GetInt32(), 0, 0xFFFFFF);
        Assert.True(DateTimeOffset.TryParse(Text(embed, "timestamp"), CultureInfo.InvariantCulture, out _));
        Assert.Contains(message.DeliveryId.ToString(), footer, StringComparison.Ordinal);
        if (Text(embed, "url") is { } url) Assert.StartsWith("https://posts.example.com/", url, StringComparison.Ordinal);
        // No link but ours: every bracket of somebody's text is escaped.
        if (description is not null) Assert.DoesNotContain("](https://evil", description.Replace("\\]", "", StringComparison.Ordinal).Replace("\\(", "", StringComparison.Ordinal), StringComparison.Ordinal);
        // An error of 5,000 characters is told in 500, beside its link.
        if (message.Bulletin is { IsDigest: false, Others.Count: 0 } && description is not null) Assert.InRange(description.Split("\n\n[Retry")[0].Split("\n\n[Open")[0].Length, 0, 500);
    });

    [Fact]
    public void Every_message_to_Slack_is_within_its_limits() => Holds(message =>
    {
        var body = JsonElement.Parse(new SlackMessage(Notices.Links).Of(message));
        var blocks = body.GetProperty("blocks").EnumerateArray().ToList();
        var section = blocks[0].GetProperty("text").GetProperty("text").GetString()!;

        Assert.InRange(Text(body, "text")!.Trim().Length, 1, 4_000);
        Assert.InRange(blocks.Count, 1, 50);
        Assert.InRange(section.Trim().Length, 1, 3_000);
        Assert.InRange(blocks[1].GetProperty("elements")[0].GetProperty("text").GetString()!.Length, 1, 2_000);
        Assert.All(section.Split('<').Skip(1), link => Assert.StartsWith("https://posts.example.com/", link, StringComparison.Ordinal));
    });

    [Fact]
    public void Every_letter_has_a_subject_of_one_line_and_a_body_without_control_characters() => Holds(message =>
    {
        var (title, body) = (PlainText.Title(message.Bulletin), new PlainText(Notices.Links).Body(message.Bulletin));

        Assert.InRange(title.Trim().Length, 1, 110);
        Assert.DoesNotContain(title, char.IsControl);
        Assert.DoesNotContain(body, c => char.IsControl(c) && c != '\n');
        // Within what Telegram takes in one message, too.
        Assert.InRange(title.Length + body.Length, 1, 4_000);
    });

    [Fact]
    public void Every_webhooks_body_is_JSON_with_all_of_the_text() => Holds(message =>
    {
        var body = JsonElement.Parse(WebhookNotifier.Body(message.Bulletin.First));

        Assert.Equal((message.Bulletin.First.EventId, "job"), (body.GetProperty("id").GetGuid(), Text(body.GetProperty("subject"), "type")));
        Assert.Equal(message.Bulletin.First.Title.Length, Text(body, "title")!.Length);
    });

    [Fact]
    public void Cutting_leaves_whole_characters_and_never_more_than_asked_for() => Prop.ForAll(
        (from text in Texts from max in Gen.Choose(1, 600) select (text, max)).ToArbitrary(), sample =>
        {
            var cut = TextLimit.Cut(sample.text, sample.max, multiline: true);
            Assert.True(cut.Length <= sample.max);
            Assert.DoesNotContain(cut, c => char.IsControl(c) && c != '\n');
            // Strict UTF-8 takes no half of a pair.
            new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(cut);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Secrets_are_in_no_message() => Holds(message =>
    {
        var signed = message with { Address = new Secret("https://hooks.example.com/very-secret-path"), SigningSecrets = [new Secret("whsec_very-secret")] };

        Assert.DoesNotContain("very-secret", new DiscordMessage(Notices.Links).Of(signed) + new SlackMessage(Notices.Links).Of(signed) + WebhookNotifier.Body(signed.Bulletin.First), StringComparison.Ordinal);
    });

    private static List<Notice> Stretched(IEnumerable<Notice> few, int count)
    {
        var list = few.ToList();
        return list.Count == 0 ? list : [.. Enumerable.Range(0, count).Select(i => list[i % list.Count])];
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void Holds(Action<Message> check) => Prop.ForAll(Messages, check).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
