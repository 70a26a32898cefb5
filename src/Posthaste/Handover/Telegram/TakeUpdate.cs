using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Posthaste.Notifications.Telegram;

namespace Posthaste.Handover.Telegram;

/// <summary>Deals with one thing that happened in a chat. When it returns, what follows for the card is committed; the same update once more changes nothing.</summary>
internal sealed partial class TakeUpdate(TelegramApi api, TelegramSender sender, TelegramSelf self, ITelegramStore store, CardAnswersLater answers, TimeProvider time)
{
    private const string Help =
        """
        This bot brings posts that a person has to publish, with a button for what became of each. To have them here, make a code in the dashboard (Settings, Hand-over) and write /link and the code.
        """;

    private const string LinkHelp = "Write the code behind it, as in /link ABCD-1234. The dashboard makes one: Settings, Hand-over.";

    /// <summary>Whoever presses twice is asked once.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(30);

    public Task RunAsync(TelegramUpdate update, CancellationToken ct) => update switch
    {
        TelegramUpdate.Press press => PressedAsync(press, ct),
        TelegramUpdate.Message { Text: ['/', ..] } command => CommandAsync(command, ct),
        TelegramUpdate.Message { ReplyTo: not null } reply => RepliedAsync(reply, ct),
        TelegramUpdate.Moved moved => answers.Value.MoveChatAsync(moved.ChatId, moved.NewChatId, ct),
        _ => Task.CompletedTask,
    };

    private async Task PressedAsync(TelegramUpdate.Press press, CancellationToken ct)
    {
        switch (CardButtons.Read(press.Data))
        {
            case CardButton.Menu menu:
                await EditButtonsAsync(press, menu.Keyboard, ct);
                await EndSpinAsync(press, null, ct);
                break;
            case CardButton.Act act:
                var reply = await answers.Value.AnswerAsync(new CardPress(act.Code, press.ChatId, act.Action, press.By), ct);
                await EndSpinAsync(press, reply.Toast, ct);
                await ShowAsync(press, act, reply, ct);
                break;
            case null:
                await EndSpinAsync(press, "This button does nothing any more.", ct);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private async Task ShowAsync(TelegramUpdate.Press press, CardButton.Act act, CardReply reply, CancellationToken ct)
    {
        if (reply.Verdict is { } verdict) await CloseAsync(press, verdict, ct);
        else if (act.Action is CardAction.Snooze30 or CardAction.Snooze120 or CardAction.SnoozeDay) await EditButtonsAsync(press, CardButtons.Main(act.Code), ct);
        if (reply.Ask is { } ask) await AskAsync(press.ChatId, press.MessageId, act.Code, ask, ct);
    }

    /// <summary>An answer to a card, or to what it asked: the reason or the link it waits for, or a link that comes unasked.</summary>
    private async Task RepliedAsync(TelegramUpdate.Message reply, CancellationToken ct)
    {
        var known = await store.FindMessageAsync(reply.ChatId, reply.ReplyTo!.Value, ct);
        if ((known?.Code ?? CardButtons.Read(reply.ReplyToData)?.Code) is not { } code) return;
        var awaited = known?.Awaits ?? (await store.FindQuestionAsync(reply.ChatId, code, ct))?.Awaits;
        var link = Link().Match(reply.Text) is { Success: true } found ? found.Value : null;
        var press = (awaited, link) switch
        {
            (CardAction.Reason, _) => new CardPress(code, reply.ChatId, CardAction.Reason, reply.By, reply.Text.Trim()),
            (_, not null) => new CardPress(code, reply.ChatId, CardAction.Link, reply.By, link),
            (CardAction.Link, null) when known?.Awaits is not null => new CardPress(code, reply.ChatId, CardAction.Link, reply.By, reply.Text.Trim()),
            _ => null,
        };
        if (press is null) return;
        var answer = await answers.Value.AnswerAsync(press, ct);
        await SayAsync(reply, answer.Toast, ct);
        if (answer.Verdict is { } verdict && await store.FindCardAsync(reply.ChatId, code, ct) is { } card) await CloseAsync(card, verdict, ct);
        if (answer.Ask is { } ask) await AskAsync(reply.ChatId, reply.MessageId, code, ask, ct);
    }

    private async Task CommandAsync(TelegramUpdate.Message message, CancellationToken ct)
    {
        var command = Command().Match(message.Text);
        if (command.Groups["bot"] is { Length: > 0 } named && !await self.IsAsync(named.Value, ct)) return;
        var rest = command.Groups["rest"].Value.Trim();
        var sentence = (command.Groups["word"].Value.ToLowerInvariant(), rest) switch
        {
            ("link", "") => LinkHelp,
            // A link such as t.me/the_bot?start=CODE writes this.
            ("link", _) or ("start", not "") => await answers.Value.LinkChatAsync(rest, message.ChatId, message.ChatTitle, message.By, ct),
            ("start" or "help", _) => Help,
            _ => null,
        };
        if (sentence is not null) await SayAsync(message, sentence, ct);
    }

    private async Task SayAsync(TelegramUpdate.Message to, string sentence, CancellationToken ct)
    {
        if (!TelegramText.ShowsSomething(sentence)) return;
        await sender.SendTextAsync(to.ChatId, TelegramText.Escape(TelegramText.Cut(sentence, TelegramText.MaxMessage)), null, to.MessageId, ct);
    }

    private async Task AskAsync(string chatId, long cardMessage, string code, CardQuestion ask, CancellationToken ct)
    {
        var before = await store.FindQuestionAsync(chatId, code, ct);
        if (before is { } last && last.Awaits == ask.Awaits && time.GetUtcNow() - last.SentAt < AskAgainAfter) return;
        var markup = new JsonObject { ["force_reply"] = true, ["selective"] = true };
        var (answer, place) = await sender.SendTextAsync(chatId, TelegramText.Escape(TelegramText.Cut(ask.Text, TelegramText.MaxMessage)), markup, cardMessage, ct);
        if (answer is TelegramAnswer.Ok { Result: var sent })
            await store.SaveMessagesAsync([new CardMessage(place, sent.GetProperty("message_id").GetInt64(), code, ask.Awaits, null, time.GetUtcNow())], ct);
    }

    private async Task CloseAsync(TelegramUpdate.Press press, string verdict, CancellationToken ct) => await CloseAsync(
        await store.FindMessageAsync(press.ChatId, press.MessageId, ct) ?? new CardMessage(press.ChatId, press.MessageId, "", null, null, default), verdict, ct);

    // What the three below come to changes nothing: the answer is committed, and whoever takes it closes the card once more.
    private Task<TelegramAnswer> CloseAsync(CardMessage card, string verdict, CancellationToken ct) =>
        api.AskAsync("editMessageText", CardText.Close(card.ChatId, card.MessageId, card.Html, verdict), ct);

    private Task<TelegramAnswer> EditButtonsAsync(TelegramUpdate.Press press, JsonObject keyboard, CancellationToken ct) => api.AskAsync(
        "editMessageReplyMarkup", new JsonObject { ["chat_id"] = press.ChatId, ["message_id"] = press.MessageId, ["reply_markup"] = keyboard.DeepClone() }, ct);

    /// <param name="toast">Null for nothing to show.</param>
    private Task<TelegramAnswer> EndSpinAsync(TelegramUpdate.Press press, string? toast, CancellationToken ct)
    {
        var body = new JsonObject { ["callback_query_id"] = press.QueryId };
        if (toast is not null) body["text"] = TelegramText.Cut(toast, TelegramText.MaxToast);
        return api.AskAsync("answerCallbackQuery", body, ct);
    }

    [GeneratedRegex(@"https?://\S+", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"^/(?<word>[A-Za-z0-9_]{1,32})(?:@(?<bot>[A-Za-z0-9_]{1,64}))?(?:\s+(?<rest>[\s\S]*))?$")]
    private static partial Regex Command();
}
