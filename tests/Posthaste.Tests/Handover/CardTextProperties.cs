using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Posthaste.Handover;
using Posthaste.Handover.Telegram;
using Posthaste.Sandbox.Telegram;

namespace Posthaste.Tests.Handover;

/// <summary>Cards of anything that people can type, against what Telegram publishes of its limits. The marks are read by the sandbox, which shares no code with the core.</summary>
public sealed class CardTextProperties
{
    private static readonly string[] Pieces =
    [
        "a", "word ", " ", "\n", "\r\n", "\t", "&", "<", ">", "\"", "&lt;", "</pre>", "<b>", "<a href='x'>", "é", "e\u0301", "👍🏽", "👨‍👩‍👧", "🇩🇪", "שלום", "مرحبا ", "\u202E", "\u200F", "\u200B", "日本", "\u2800", "\ud83d", "\u0001",
        string.Concat(Enumerable.Repeat("\u0301", 60)),
    ];

    private static readonly Gen<string> Short = Gen.Choose(0, 40).SelectMany(n => Gen.Elements(Pieces).ListOf(n)).Select(string.Concat);

    private static readonly Gen<string> Long = Gen.Choose(0, 1_500).SelectMany(n => Gen.Elements(Pieces).ListOf(n)).Select(string.Concat)
        .Select(text => text.Length <= 5_000 ? text : text[..5_000]);

    private static readonly Arbitrary<Card> Cards = (
        from title in Short
        from why in Long
        from caption in Long
        from comment in Gen.OneOf(Long, Gen.Constant(""))
        from steps in Gen.Choose(0, 20).SelectMany(n => Gen.OneOf(Short, Long).ListOf(n))
        from account in Short
        from zone in Gen.Elements("Europe/Berlin", "UTC", "Nowhere/At_all", "")
        from copy in Gen.Choose(1, 3)
        select TelegramRig.ACard() with
        {
            Title = title,
            Why = why,
            Caption = caption,
            FirstComment = comment.Length == 0 ? null : comment,
            Steps = [.. steps],
            Account = account,
            Workspace = title,
            Network = account,
            TimeZone = zone,
            Copy = copy,
        }).ToArbitrary();

    [Fact]
    public void Every_message_of_every_card_is_within_the_published_limits() => Holds(card =>
    {
        var text = CardText.Of(card, [card.Why, card.Title]);
        foreach (var html in (string[])[.. text.Before, text.Last, CardText.Closed(text.Last, card.Why), CardText.Closed(null, card.Title + "x")])
        {
            var (parsed, problem) = TelegramHtml.Parse(html);
            if (parsed is null) return $"{problem}: {html}";
            if (parsed.Text.Length is < 1 or > 4_096) return $"{parsed.Text.Length} units";
        }
        return null;
    });

    [Fact]
    public void What_is_to_be_pasted_is_there_whole_in_its_order_and_marked_to_be_copied() => Holds(card =>
    {
        var text = CardText.Of(card, []);
        var pasted = new StringBuilder();
        foreach (var html in (string[])[.. text.Before, text.Last])
        {
            var parsed = TelegramHtml.Parse(html).Text!;
            foreach (var entity in parsed.Entities.Where(entity => entity.Type == "pre")) pasted.Append(parsed.Text, entity.Offset, entity.Length);
        }
        var (all, wanted) = (Visible(pasted.ToString()), new[] { Visible(card.Caption), Visible(card.FirstComment ?? "") });
        // What fits into the last message stands there, behind what went before: the comment may come first.
        return all == wanted[0] + wanted[1] || all == wanted[1] + wanted[0] ? null : $"{all} is not {wanted[0]} and {wanted[1]}";
    });

    [Fact]
    public void Buttons_are_within_their_64_bytes_and_say_the_same_when_they_come_back()
    {
        const string code = "abcdefghijklmnopqrstuv";
        foreach (var keyboard in new[] { CardButtons.Main(code), CardButtons.Snooze(code) })
        {
            var (markup, problem) = ReplyMarkup.Read(keyboard.ToJsonString());
            Assert.Null(problem);
            foreach (var button in markup!.Keyboard!["inline_keyboard"]!.AsArray().SelectMany(row => row!.AsArray()).Select(button => (JsonObject)button!))
            {
                Assert.InRange(Encoding.UTF8.GetByteCount((string)button["callback_data"]!), 1, 64);
                Assert.Equal(code, CardButtons.Read((string)button["callback_data"]!)!.Code);
            }
        }
        Assert.All((string?[])[null, "", "p", "p:", "x:abc", "pp:abc", "p:" + new string('a', 41)], data => Assert.Null(CardButtons.Read(data)));
    }

    private static string Visible(string text) => string.Concat(text.EnumerateRunes().Where(Rune.IsLetterOrDigit));

    private static void Holds(Func<Card, string?> problem) =>
        Prop.ForAll(Cards, card => (problem(card) is { } wrong ? throw new InvalidOperationException(wrong) : true)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
