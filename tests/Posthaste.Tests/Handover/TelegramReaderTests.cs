using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Posthaste.Handover;

namespace Posthaste.Tests.Handover;

public sealed class TelegramReaderTests : TelegramRigTests
{
    private const string Code = "abcdefghijklmnopqrstuv";

    [Fact]
    public async Task A_press_is_answered_and_the_card_says_what_became_of_it()
    {
        await SendAsync();
        Rig.Answers.Reply = _ => Task.FromResult(new CardReply("Thank you, noted", Verdict: "Posted by Robin Baker at 18:03"));
        await Rig.ReadAsync();

        await Rig.PressAsync("✅ Posted");

        Assert.Equal(new CardPress(Code, TelegramRig.Group, CardAction.Posted, new CardPerson(TelegramRig.Person, "Robin Baker")), await Rig.Answers.NextAsync());
        await Rig.UntilAsync(async () => (await Rig.MessagesAsync())[0]["buttons"]!.AsArray().Count == 0, "the buttons are gone");
        Assert.EndsWith("Posted by Robin Baker at 18:03", (string)(await Rig.MessagesAsync())[0]["text"]!, StringComparison.Ordinal);
        Assert.Equal("Thank you, noted", (string)(await Rig.LastPressAsync())!["text"]!);
    }

    [Fact]
    public async Task Snooze_opens_its_three_choices_and_the_way_back()
    {
        await SendAsync();
        await Rig.ReadAsync();

        await Rig.PressAsync("⏰ Snooze…");
        await UntilButtonsAsync("30 minutes", "2 hours", "Tomorrow", "‹ Back");
        await Rig.PressAsync("‹ Back");
        await UntilButtonsAsync("✅ Posted", "Skip", "⏰ Snooze…", "Reject…");
        await Rig.PressAsync("⏰ Snooze…");
        await UntilButtonsAsync("30 minutes", "2 hours", "Tomorrow", "‹ Back");
        await Rig.PressAsync("2 hours");

        Assert.Equal(CardAction.Snooze120, (await Rig.Answers.NextAsync()).Action);
    }

    [Fact]
    public async Task A_question_is_asked_once_and_its_answer_is_the_reason_wherever_in_the_card_it_is_given()
    {
        await SendAsync();
        Rig.Answers.Reply = press => Task.FromResult(press.Action == CardAction.Reject
            ? new CardReply("Why?", Ask: new CardQuestion(CardAction.Reason, "Why is it rejected?"))
            : new CardReply("Rejected", Verdict: "Rejected by Robin Baker"));
        await Rig.ReadAsync();

        await Rig.PressAsync("Reject…");
        await Rig.PressAsync("Reject…");
        await Rig.Answers.NextAsync();
        await Rig.Answers.NextAsync();
        await Rig.UntilAsync(async () => await Rig.PendingAsync() == 0, "both presses are dealt with");
        var messages = await Rig.MessagesAsync();
        Assert.Equal(2, messages.Length);
        Assert.True((bool)messages[1]["forcesReply"]!);
        await Rig.WriteAsync("The price is wrong", (long)messages[1]["messageId"]!);

        Assert.Equal(
            new CardPress(Code, TelegramRig.Group, CardAction.Reason, new CardPerson(TelegramRig.Person, "Robin Baker"), "The price is wrong"), await Rig.Answers.NextAsync());
        await Rig.UntilAsync(async () => (await Rig.MessagesAsync())[0]["buttons"]!.AsArray().Count == 0, "the card is closed");
        await Rig.WriteAsync("And so is the date", (long)messages[0]["messageId"]!);
        Assert.Equal((CardAction.Reason, "And so is the date"), await ActionAndTextAsync());
    }

    [Fact]
    public async Task An_answer_with_a_link_to_a_card_is_its_link_and_other_talk_is_nothing()
    {
        var place = await SendAsync(TelegramRig.APicture());
        await Rig.ReadAsync();

        await Rig.WriteAsync("nice one", place.MessageId);
        await Rig.WriteAsync("hello everybody");
        await Rig.WriteAsync("here: https://www.instagram.com/p/abc/ !", place.AllMessageIds[0]);

        Assert.Equal((CardAction.Link, "https://www.instagram.com/p/abc/"), await ActionAndTextAsync());
        Assert.Single(Rig.Answers.All);
    }

    [Fact]
    public async Task Link_start_and_help_are_understood_also_with_the_bots_name_and_other_bots_commands_are_not()
    {
        await Rig.ReadAsync();

        foreach (var text in (string[])["/link ABCD-1234", "/link@harbour_bakery_bot EFGH", "/link@other_bot IJKL", "/start", "/help@harbour_bakery_bot", "/link", "/dance"]) await Rig.WriteAsync(text);

        await Rig.UntilAsync(async () => await Rig.PendingAsync() == 0, "all are dealt with");
        Assert.Equal(["ABCD-1234", "EFGH"], Rig.Answers.Links.Select(link => link.Code));
        Assert.All(Rig.Answers.Links, link => Assert.Equal((TelegramRig.Group, "Harbour Bakery", TelegramRig.Person), (link.ChatId, link.Title, link.By.Id)));
        var answers = (await Rig.MessagesAsync()).Where(message => $"{message["fromId"]}" == "1000000001").Select(message => (string)message["text"]!).ToList();
        Assert.Equal(5, answers.Count);
        Assert.Equal("Cards of Harbour <Bakery> come here now.", answers[0]);
    }

    [Fact]
    public async Task A_restart_loses_no_answer_and_repeats_none_that_is_committed()
    {
        await SendAsync();
        await Rig.PressAsync("Skip");
        using var stuck = new CancellationTokenSource();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Rig.Answers.Reply = async _ =>
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stuck.Token);
            throw new OperationCanceledException();
        };
        var first = await Rig.ReadAsync();
        await reached.Task.WaitAsync(Ct);
        Assert.Equal(1, await Rig.PendingAsync());
        var stopped = StopAsync(first);
        await stuck.CancelAsync();
        await stopped;

        Rig.Answers.Reply = _ => Task.FromResult(new CardReply("Skipped", Verdict: "Skipped"));
        var second = await Rig.ReadAsync();
        Assert.Equal(CardAction.Skip, (await Rig.Answers.NextAsync()).Action);
        await Rig.UntilAsync(async () => await Rig.PendingAsync() == 0, "it is confirmed");
        await StopAsync(second);
        await Rig.ReadAsync();
        await Rig.WriteAsync("/link X");
        await Rig.UntilAsync(() => Task.FromResult(!Rig.Answers.Links.IsEmpty), "the third one reads");

        Assert.Single(Rig.Answers.All);
    }

    [Fact]
    public async Task What_fails_because_the_database_is_away_is_tried_until_it_is_back()
    {
        await SendAsync();
        var tries = 0;
        Rig.Answers.Reply = _ => ++tries < 3 ? throw new DatabaseAway() : Task.FromResult(new CardReply("Noted"));
        await Rig.ReadAsync();

        await Rig.PressAsync("Skip");

        Assert.Equal(CardAction.Skip, (await Rig.Answers.NextAsync()).Action);
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task Of_two_readers_one_reads_and_the_other_goes_on_when_it_stops()
    {
        await SendAsync();
        var first = await Rig.ReadAsync();
        await Rig.PressAsync("Skip");
        await Rig.Answers.NextAsync();
        await Rig.ReadAsync();
        await Rig.PressAsync("Skip");
        await Rig.Answers.NextAsync();
        await StopAsync(first);
        await Rig.PressAsync("Skip");
        await Rig.Answers.NextAsync();

        Assert.Equal(3, Rig.Answers.All.Count);
        Assert.DoesNotContain("409", await Rig.CallsAsync("getUpdates"));
    }

    [Fact]
    public async Task Another_program_that_reads_the_same_bot_is_told_of_once()
    {
        await Rig.OrderFaultAsync(new { kind = "error", method = "getUpdates", status = 409, times = 2 });
        await Rig.ReadAsync();
        await SendAsync();

        await Rig.PressAsync("Skip");
        await Rig.Answers.NextAsync();

        Assert.Single(Rig.Log.Lines, line => line.Contains("another program reads", StringComparison.Ordinal));
        await Rig.UntilAsync(() => Task.FromResult(Rig.Log.Lines.Any(line => line.Contains("heard again", StringComparison.Ordinal))), "the end of it is told");
    }

    [Fact]
    public async Task A_webhook_that_was_set_gives_way_to_polling()
    {
        using var set = await Rig.Http.GetAsync($"/bot{TelegramRig.Token}/setWebhook?url=http://127.0.0.1:1/x", Ct);
        await Rig.ReadAsync();

        await Rig.WriteAsync("/link X");

        await Rig.UntilAsync(() => Task.FromResult(!Rig.Answers.Links.IsEmpty), "it is read");
    }

    [Fact]
    public async Task A_group_that_moves_is_told()
    {
        var group = await Rig.ControlAsync(HttpMethod.Post, "/chats", new { type = "group", title = "Bakers" });
        await Rig.ReadAsync();

        var moved = await Rig.ControlAsync(HttpMethod.Post, $"/chats/{group["id"]}/moves");

        await Rig.UntilAsync(() => Task.FromResult(!Rig.Answers.Moves.IsEmpty), "the move is told");
        Assert.Equal(($"{group["id"]}", $"{moved["id"]}"), Rig.Answers.Moves.First());
    }

    [Fact]
    public async Task Without_a_token_nothing_runs()
    {
        await Rig.ReadAsync(null, ("Telegram:BotToken", ""));

        Assert.Empty((await Rig.ControlAsync(HttpMethod.Get, "/calls"))["items"]!.AsArray());
    }

    private async Task<CardPlace> SendAsync(params CardMedia[] media) =>
        Assert.IsType<CardSent.Sent>(await Rig.Desk().SendAsync(TelegramRig.ACard(media: media), Ct)).Place;

    private async Task<(CardAction, string?)> ActionAndTextAsync()
    {
        var press = await Rig.Answers.NextAsync();
        return (press.Action, press.Text);
    }

    private Task UntilButtonsAsync(params string[] buttons) => Rig.UntilAsync(
        async () => (await Rig.MessagesAsync())[0]["buttons"]!.AsArray().Select(button => (string)button!["text"]!).SequenceEqual(buttons), $"the buttons are {string.Join(", ", buttons)}");

    private static Task StopAsync(IHostedService reader) => reader.StopAsync(Ct);

    private sealed class DatabaseAway : DbException;
}
