using Posthaste.Handover;

namespace Posthaste.Tests.Handover;

public sealed class TelegramDeskTests : TelegramRigTests
{
    [Fact]
    public async Task A_card_is_its_picture_and_then_the_message_with_the_buttons()
    {
        var sent = Assert.IsType<CardSent.Sent>(await Rig.Desk().SendAsync(TelegramRig.ACard(media: TelegramRig.APicture(alt: "A loaf")), Ct));

        var messages = await Rig.MessagesAsync();
        Assert.Equal(2, messages.Length);
        Assert.Equal("photo", (string)messages[0]["file"]!["kind"]!);
        Assert.Equal("Alt text: A loaf", (string)messages[0]["caption"]!);
        var text = (string)messages[1]["text"]!;
        Assert.StartsWith("Instagram · @harbour.bakery\nBread <3 & butter\nDue Wed 29 July 2026, 18:00 Europe/Berlin (Harbour)\nStickers", text, StringComparison.Ordinal);
        Assert.Contains("1. Open Instagram.\n2. Paste the caption.", text, StringComparison.Ordinal);
        Assert.Contains("http://localhost:5080/posts/1", text, StringComparison.Ordinal);
        var pre = messages[1]["entities"]!.AsArray().Single(entity => (string)entity!["type"]! == "pre")!;
        Assert.Equal("Fresh bread & <b>butter</b> #bread", text.Substring((int)pre["offset"]!, (int)pre["length"]!));
        Assert.Equal(["✅ Posted", "Skip", "⏰ Snooze…", "Reject…"], messages[1]["buttons"]!.AsArray().Select(button => (string)button!["text"]!));
        Assert.Equal((TelegramRig.Group, (long)messages[1]["messageId"]!), (sent.Place.ChatId, sent.Place.MessageId));
        Assert.Equal(messages.Select(message => (long)message["messageId"]!), sent.Place.AllMessageIds);
    }

    [Fact]
    public async Task Twelve_files_come_as_an_album_of_ten_and_one_of_two_in_their_order()
    {
        await Rig.ControlAsync(HttpMethod.Patch, "/settings", new { chatBurst = 10 });
        var files = Enumerable.Range(1, 12).Select(i => i == 3 ? TelegramRig.AFile("3.mp4", [1, 2, 3], 720, 1280, isVideo: true) : TelegramRig.APicture($"{i}.jpg")).ToArray();

        Assert.IsType<CardSent.Sent>(await Rig.Desk().SendAsync(TelegramRig.ACard(media: files), Ct));

        var messages = await Rig.MessagesAsync();
        Assert.Equal(13, messages.Length);
        Assert.Equal(Enumerable.Range(1, 12).Select(i => i == 3 ? "3.mp4" : $"{i}.jpg"), messages[..12].Select(message => (string)message["file"]!["name"]!));
        Assert.Equal([10, 2], messages[..12].GroupBy(message => (string)message["mediaGroupId"]!).Select(group => group.Count()));
    }

    [Fact]
    public async Task An_odd_picture_comes_as_a_document_also_where_only_Telegram_knows_that_it_is_odd()
    {
        var desk = Rig.Desk();

        Assert.IsType<CardSent.Sent>(await desk.SendAsync(TelegramRig.ACard(media: TelegramRig.APicture(width: 3000, height: 100)), Ct));
        Assert.IsType<CardSent.Sent>(await desk.SendAsync(TelegramRig.ACard(media: TelegramRig.APicture(width: 3000, height: 100) with { Width = null, Height = null }), Ct));

        Assert.Equal(["document", "document"], (await Rig.MessagesAsync()).Where(message => message["file"] is not null).Select(message => (string)message["file"]!["kind"]!));
        Assert.Equal(["400"], await Rig.CallsAsync("sendPhoto"));
    }

    [Fact]
    public async Task A_file_above_what_Telegram_takes_is_told_and_the_card_goes_out()
    {
        var huge = new CardMedia("film.mp4", true, 60_000_000, 1080, 1920, null, _ => throw new IOException("It must not be read."));

        Assert.IsType<CardSent.Sent>(await Rig.Desk().SendAsync(TelegramRig.ACard(media: huge), Ct));

        Assert.Contains("File 1 (film.mp4) is too large for Telegram", (string)Assert.Single(await Rig.MessagesAsync())["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caption_longer_than_a_message_comes_in_messages_of_its_own_before_the_buttons()
    {
        var caption = string.Concat(Enumerable.Range(0, 500).Select(i => $"Line {i:000} 🥖\n"));

        Assert.IsType<CardSent.Sent>(await Rig.Desk().SendAsync(TelegramRig.ACard() with { Caption = caption }, Ct));

        var messages = await Rig.MessagesAsync();
        Assert.True(messages.Length > 2, $"{messages.Length} messages");
        Assert.Empty(messages[0]["buttons"]!.AsArray());
        Assert.NotEmpty(messages[^1]["buttons"]!.AsArray());
        var pasted = string.Concat(messages.SelectMany(message => (message["entities"]?.AsArray() ?? []).Where(entity => (string)entity!["type"]! == "pre")
            .Select(entity => ((string)message["text"]!).Substring((int)entity!["offset"]!, (int)entity["length"]!))));
        Assert.Equal(caption.Replace("\n", "", StringComparison.Ordinal), pasted.Replace("\n", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("accept_then_reset")]
    [InlineData("accept_then_error")]
    public async Task A_lost_answer_to_the_last_message_is_unknown_and_nothing_is_sent_again(string kind)
    {
        await Rig.OrderFaultAsync(new { kind, method = "sendMessage", status = 502 });

        var sent = await Rig.Desk().SendAsync(TelegramRig.ACard(), Ct);

        Assert.IsType<CardSent.Unknown>(sent);
        Assert.Single(await Rig.MessagesAsync());
    }

    [Fact]
    public async Task A_lost_answer_to_the_pictures_leaves_nothing_to_act_on_so_it_may_be_tried_later()
    {
        await Rig.OrderFaultAsync(new { kind = "accept_then_reset", method = "sendPhoto" });

        Assert.IsType<CardSent.Later>(await Rig.Desk().SendAsync(TelegramRig.ACard(media: TelegramRig.APicture()), Ct));

        Assert.Empty(await Rig.CallsAsync("sendMessage"));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_surely_later()
    {
        var desk = Rig.Desk(("Telegram:ApiBaseUrl", $"http://127.0.0.1:{Ports.Next()}"));

        Assert.IsType<CardSent.Later>(await desk.SendAsync(TelegramRig.ACard(), Ct));
    }

    [Fact]
    public async Task A_short_wait_that_Telegram_asks_for_is_waited_and_the_card_arrives_once()
    {
        await Rig.OrderFaultAsync(new { kind = "rate_limited", method = "sendMessage", retryAfter = 1 });
        var before = TimeProvider.System.GetTimestamp();

        Assert.IsType<CardSent.Sent>(await Rig.Desk().SendAsync(TelegramRig.ACard(media: TelegramRig.APicture()), Ct));

        Assert.True(TimeProvider.System.GetElapsedTime(before) >= TimeSpan.FromSeconds(1));
        Assert.Equal(["429", "200"], await Rig.CallsAsync("sendMessage"));
        Assert.Equal(["200"], await Rig.CallsAsync("sendPhoto"));
    }

    [Fact]
    public async Task A_long_wait_is_left_to_whoever_sends()
    {
        await Rig.OrderFaultAsync(new { kind = "rate_limited", method = "sendMessage", retryAfter = 600 });
        var now = TimeProvider.System.GetUtcNow();

        var later = Assert.IsType<CardSent.Later>(await Rig.Desk().SendAsync(TelegramRig.ACard(), Ct));

        Assert.InRange(later.At - now, TimeSpan.FromSeconds(600), TimeSpan.FromSeconds(720));
        Assert.Empty(await Rig.MessagesAsync());
    }

    [Theory]
    [InlineData("kicked", "bot_removed")]
    [InlineData("gone", "chat_gone")]
    public async Task A_chat_that_is_closed_to_the_bot_refuses_for_good(string state, string code)
    {
        await Rig.ControlAsync(HttpMethod.Patch, $"/chats/{TelegramRig.Group}", new { state });

        var refused = Assert.IsType<CardSent.Refused>(await Rig.Desk().SendAsync(TelegramRig.ACard(media: TelegramRig.APicture()), Ct));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task A_person_who_blocked_the_bot_and_a_wrong_token_refuse_with_what_to_do()
    {
        await Rig.ControlAsync(HttpMethod.Patch, $"/chats/{TelegramRig.Person}", new { state = "blocked" });

        var blocked = Assert.IsType<CardSent.Refused>(await Rig.Desk().SendAsync(TelegramRig.ACard(TelegramRig.Person), Ct));
        var wrong = Assert.IsType<CardSent.Refused>(await Rig.Desk(("Telegram:BotToken", TelegramRig.Token[..^4] + "0001")).SendAsync(TelegramRig.ACard(), Ct));
        var none = Assert.IsType<CardSent.Refused>(await Rig.Desk(("Telegram:BotToken", "")).SendAsync(TelegramRig.ACard(), Ct));

        Assert.Equal(["bot_removed", "telegram_token", "telegram_not_set_up"], [blocked.Code, wrong.Code, none.Code]);
        Assert.Contains("Telegram:BotToken", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_has_moved_gets_the_card_where_it_is_now()
    {
        var group = await Rig.ControlAsync(HttpMethod.Post, "/chats", new { type = "group", title = "Bakers" });
        var moved = (await Rig.ControlAsync(HttpMethod.Post, $"/chats/{group["id"]}/moves"))["id"]!.ToString();

        var sent = Assert.IsType<CardSent.Sent>(await Rig.Desk().SendAsync(TelegramRig.ACard(group["id"]!.ToString(), TelegramRig.APicture()), Ct));

        Assert.Equal(moved, sent.Place.ChatId);
        Assert.Equal((group["id"]!.ToString(), moved), Assert.Single(Rig.Answers.Moves));
        Assert.Equal(2, (await Rig.MessagesAsync(moved)).Length);
    }

    [Fact]
    public async Task Closing_says_the_verdict_below_the_card_takes_the_buttons_off_and_may_be_repeated()
    {
        var desk = Rig.Desk();
        var place = Assert.IsType<CardSent.Sent>(await desk.SendAsync(TelegramRig.ACard(), Ct)).Place;

        Assert.Null(await desk.CloseAsync(place, "Posted by Ana <3 at 18:03", Ct));
        Assert.Null(await desk.CloseAsync(place, "Posted by Ana <3 at 18:03", Ct));

        var card = Assert.Single(await Rig.MessagesAsync());
        Assert.Empty(card["buttons"]!.AsArray());
        Assert.EndsWith("Posted by Ana <3 at 18:03", (string)card["text"]!, StringComparison.Ordinal);
        Assert.Contains("Paste the caption.", (string)card["text"]!, StringComparison.Ordinal);
        Assert.Null(await desk.CloseAsync(place with { MessageId = 999 }, "Gone", Ct));
    }

    [Fact]
    public async Task Closing_comes_back_where_Telegram_is_busy_or_silent()
    {
        var desk = Rig.Desk();
        var place = Assert.IsType<CardSent.Sent>(await desk.SendAsync(TelegramRig.ACard(), Ct)).Place;
        await Rig.OrderFaultAsync(new { kind = "rate_limited", method = "editMessageText", retryAfter = 7 });
        await Rig.OrderFaultAsync(new { kind = "accept_then_reset", method = "editMessageText" });

        Assert.NotNull(await desk.CloseAsync(place, "Skipped", Ct));
        Assert.NotNull(await desk.CloseAsync(place, "Skipped", Ct));

        Assert.Null(await desk.CloseAsync(place, "Skipped", Ct));
    }

    [Fact]
    public async Task Half_a_character_in_a_title_or_an_alt_text_keeps_no_card_back()
    {
        var card = TelegramRig.ACard(media: TelegramRig.APicture(alt: "loaf \ud83d")) with { Title = "bread \ud83d", Caption = "\udf5e bread" };

        Assert.IsType<CardSent.Sent>(await Rig.Desk().SendAsync(card, Ct));
    }

    [Fact]
    public async Task A_reminder_answers_the_card_and_says_whether_it_arrived()
    {
        var desk = Rig.Desk();
        var place = Assert.IsType<CardSent.Sent>(await desk.SendAsync(TelegramRig.ACard(), Ct)).Place;

        Assert.True(await desk.RemindAsync(place, "Still <open>", Ct));
        await Rig.OrderFaultAsync(new { kind = "accept_then_reset", method = "sendMessage" });
        Assert.False(await desk.RemindAsync(place, "Still open", Ct));

        var reminder = (await Rig.MessagesAsync())[1];
        Assert.Equal(("Still <open>", place.MessageId), ((string)reminder["text"]!, (long)reminder["replyTo"]!));
    }
}
