using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Posthaste.Notifications.Telegram;
using Posthaste.Notifications.Ways;
using Posthaste.Tests.Handover;

namespace Posthaste.Tests.Notifications;

public sealed class TelegramMessengerTests : TelegramRigTests
{
    [Fact]
    public async Task A_text_arrives_as_it_is_and_a_long_one_is_cut()
    {
        var messenger = Rig.Messenger();

        var sent = Assert.IsType<TextSent.Sent>(await messenger.SendTextAsync(TelegramRig.Person, "<b>5 & 6</b>", Ct));
        Assert.IsType<TextSent.Sent>(await messenger.SendTextAsync(TelegramRig.Person, string.Concat(Enumerable.Repeat("👨‍👩‍👧", 2_000)), Ct));

        var messages = await Rig.MessagesAsync(TelegramRig.Person);
        Assert.Equal(("<b>5 & 6</b>", sent.MessageId), ((string)messages[0]["text"]!, (long)messages[0]["messageId"]!));
        Assert.EndsWith("👨‍👩‍👧…", (string)messages[1]["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_surely_did_not_arrive_is_later_or_refused_and_what_may_have_is_unknown()
    {
        var messenger = Rig.Messenger();
        await Rig.OrderFaultAsync(new { kind = "rate_limited", retryAfter = 30 });
        await Rig.OrderFaultAsync(new { kind = "error", status = 500 });
        await Rig.OrderFaultAsync(new { kind = "reset" });

        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange(Assert.IsType<TextSent.Later>(await SendAsync()).At - now, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(90));
        Assert.IsType<TextSent.Unknown>(await SendAsync());
        Assert.IsType<TextSent.Unknown>(await SendAsync());
        Assert.Equal("chat_gone", Assert.IsType<TextSent.Refused>(await messenger.SendTextAsync("12345", "x", Ct)).Code);
        Assert.Equal("text_empty", Assert.IsType<TextSent.Refused>(await messenger.SendTextAsync(TelegramRig.Person, " \u200B\n", Ct)).Code);
        Assert.Equal("telegram_not_set_up", Assert.IsType<TextSent.Refused>(await Rig.Messenger(("Telegram:BotToken", "")).SendTextAsync("1", "x", Ct)).Code);
        Assert.Empty(await Rig.MessagesAsync(TelegramRig.Person));

        Task<TextSent> SendAsync() => messenger.SendTextAsync(TelegramRig.Person, "x", Ct);
    }

    [Fact]
    public async Task A_chat_that_has_moved_gets_the_text_where_it_is_now()
    {
        var group = await Rig.ControlAsync(HttpMethod.Post, "/chats", new { type = "group" });
        var moved = $"{(await Rig.ControlAsync(HttpMethod.Post, $"/chats/{group["id"]}/moves"))["id"]}";

        var sent = Assert.IsType<TextSent.Sent>(await Rig.Messenger().SendTextAsync($"{group["id"]}", "x", Ct));

        Assert.Equal(moved, sent.ChatId);
        Assert.Single(await Rig.MessagesAsync(moved));
    }

    [Fact]
    public void No_cut_splits_a_character_or_exceeds_its_limit() => Prop.ForAll(Texts, text =>
    {
        var cut = TelegramText.Cut(text.Text, text.Max);
        Assert.True(cut.Length <= text.Max);
        var pieces = TelegramText.Split(text.Text, text.Max);
        Assert.All(pieces, piece => Assert.True(piece.Length <= text.Max && TelegramText.ShowsSomething(piece)));
        Assert.Equal(Visible(text.Text), Visible(string.Concat(pieces)));
        Assert.All(pieces.Append(cut), piece => Assert.False(char.IsHighSurrogate(piece, piece.Length - 1) || char.IsLowSurrogate(piece, 0)));
        // Whole as people see them, but for one that alone is longer than the limit.
        if (text.Max >= 20) Assert.Equal(Elements(text.Text).Count(TelegramText.ShowsSomething), pieces.Sum(piece => Elements(piece).Count(TelegramText.ShowsSomething)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static readonly Arbitrary<(string Text, int Max)> Texts = (
        from pieces in Gen.Elements("a", " ", "\n", "é", "👍🏽", "👨‍👩‍👧", "🇩🇪", "日本", "שלום", "\u200B").ArrayOf(60)
        from max in Gen.Choose(2, 60)
        select ("x" + string.Concat(pieces), max)).ToArbitrary();

    private static string Visible(string text) => string.Concat(text.EnumerateRunes().Where(Rune.IsLetterOrDigit));

    private static List<string> Elements(string text)
    {
        var elements = new List<string>();
        for (var walk = StringInfo.GetTextElementEnumerator(text); walk.MoveNext();) elements.Add(walk.GetTextElement());
        return elements;
    }
}
