using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Posthaste.Notifications.Telegram;

namespace Posthaste.Handover.Telegram;

/// <summary>Cards in Telegram: the files, then what did not fit into one message, and last the message with the buttons. Until that one is there, nobody can act on a card.</summary>
internal sealed partial class TelegramDesk(TelegramApi api, TelegramSender sender, ITelegramStore store, TimeProvider time, ILogger<TelegramDesk> log) : ICardDesk
{
    private static readonly TimeSpan UnreachableWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LostWait = TimeSpan.FromMinutes(2);

    public bool IsSetUp => api.IsSetUp;

    public async Task<CardSent> SendAsync(Card card, CancellationToken ct)
    {
        if (!IsSetUp) return new CardSent.Refused("telegram_not_set_up", "Telegram:BotToken is not set on this server: ask BotFather for a bot and put its token there.");
        var sending = new Sending(card.ChatId);
        try
        {
            var (calls, notes) = CardFiles.Plan(card.Media);
            foreach (var call in calls)
                if (await SendFilesAsync(sending, call, ct) is { } ended) return ended;
            var text = CardText.Of(card, [.. notes, .. sending.Notes]);
            foreach (var html in text.Before)
                if (await SendTextAsync(sending, html, null, ct) is { } ended) return ended is CardSent.Unknown lost ? NotYet(lost.Error) : ended;
            if (await SendTextAsync(sending, text.Last, CardButtons.Main(card.Code), ct) is { } last) return last;
            await RememberAsync(card, sending, text.Last, ct);
            return new CardSent.Sent(new CardPlace(sending.ChatId, sending.Ids[^1], sending.Ids));
        }
        // Both happen before the message with the buttons is given to the network: that call throws for nothing on its way.
        catch (OperationCanceledException)
        {
            return new CardSent.Later(time.GetUtcNow(), "The server is stopping.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(log, e);
            return new CardSent.Later(time.GetUtcNow() + LostWait, "A file of the post could not be read on this server.");
        }
    }

    public async Task<DateTimeOffset?> CloseAsync(CardPlace place, string verdict, CancellationToken ct)
    {
        if (!IsSetUp) return null;
        var known = await store.FindMessageAsync(place.ChatId, place.MessageId, ct);
        var answer = await api.AskAsync("editMessageText", CardText.Close(place.ChatId, place.MessageId, known?.Html, verdict), ct);
        return answer switch
        {
            TelegramAnswer.Later later => time.GetUtcNow() + (later.Wait ?? UnreachableWait),
            TelegramAnswer.Unknown => time.GetUtcNow() + UnreachableWait,
            // Done, done before, or never possible: gone, moved, blocked.
            _ => null,
        };
    }

    public async Task<bool> RemindAsync(CardPlace place, string text, CancellationToken ct)
    {
        if (!IsSetUp || !TelegramText.ShowsSomething(text)) return false;
        var html = TelegramText.Escape(TelegramText.Cut(text, TelegramText.MaxMessage));
        var (answer, _) = await sender.SendTextAsync(place.ChatId, html, null, place.MessageId, ct);
        return answer is TelegramAnswer.Ok;
    }

    /// <returns>How the card ended; null where it goes on.</returns>
    private async Task<CardSent?> SendFilesAsync(Sending sending, FileCall call, CancellationToken ct)
    {
        var answer = await UploadAsync(sending, call, ct);
        if (answer is TelegramAnswer.Refused { Kind: TelegramRefusal.PictureUnfit }) answer = await UploadAsync(sending, call.AsDocuments(), ct);
        switch (answer)
        {
            case TelegramAnswer.Ok { Result: var sent }:
                sending.Note(sent);
                return null;
            case TelegramAnswer.Refused { Kind: TelegramRefusal.PictureUnfit or TelegramRefusal.FileTooLarge or TelegramRefusal.Other } refused:
                // The card goes out without them: the caption and the steps are still worth having.
                sending.Notes.Add($"Telegram did not take {(call.Items.Count == 1 ? "a file" : "some files")} ({refused.Description}): take them from the post's page.");
                return null;
            // Pictures alone are no card, whether they arrived or not.
            case TelegramAnswer.Unknown unknown:
                return NotYet(unknown.Error);
            default:
                return Ended(answer);
        }
    }

    private async Task<TelegramAnswer> UploadAsync(Sending sending, FileCall call, CancellationToken ct)
    {
        (var answer, sending.ChatId) = await sender.SendAsync(sending.ChatId, async chat =>
        {
            await using var upload = await CardUpload.OpenAsync(call, ct);
            return await api.SendAsync(upload.Method, upload.For(chat), ct);
        }, ct);
        return answer;
    }

    /// <returns>How the card ended; null where it goes on.</returns>
    private async Task<CardSent?> SendTextAsync(Sending sending, string html, JsonObject? markup, CancellationToken ct)
    {
        (var answer, sending.ChatId) = await sender.SendTextAsync(sending.ChatId, html, markup, null, ct);
        if (answer is not TelegramAnswer.Ok { Result: var sent }) return Ended(answer);
        sending.Note(sent);
        return null;
    }

    private CardSent Ended(TelegramAnswer answer) => answer switch
    {
        TelegramAnswer.Later later => new CardSent.Later(time.GetUtcNow() + (later.Wait ?? UnreachableWait), later.Error),
        TelegramAnswer.Unknown unknown => new CardSent.Unknown(unknown.Error),
        TelegramAnswer.Moved => new CardSent.Refused("chat_gone", "The chat has moved several times. Link a chat again."),
        TelegramAnswer.Refused refused => refused.Kind switch
        {
            TelegramRefusal.TokenWrong => new CardSent.Refused("telegram_token", "Telegram does not accept the bot's token: put a good one into Telegram:BotToken."),
            TelegramRefusal.ChatGone => new CardSent.Refused("chat_gone", "Telegram knows the chat no more. Link a chat again: write /link and a new code there."),
            TelegramRefusal.ChatClosed => new CardSent.Refused("bot_removed", "The bot may not write into the chat: it was blocked or removed. Add it again, or link another chat."),
            _ => new CardSent.Refused("telegram_refused", $"Telegram refused the card: {refused.Description}"),
        },
        _ => throw new UnreachableException(),
    };

    private CardSent.Later NotYet(string error) => new(time.GetUtcNow() + LostWait, error);

    /// <summary>So that answers to its messages are understood, and it can be changed. A card without it works all the same: its buttons name it.</summary>
    private async Task RememberAsync(Card card, Sending sending, string last, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        try
        {
            await store.SaveMessagesAsync([.. sending.Ids.Select((id, i) => new CardMessage(sending.ChatId, id, card.Code, null, i == sending.Ids.Count - 1 ? last : null, now))], ct);
        }
        catch (Exception e) when (e is DbException or TimeoutException or OperationCanceledException)
        {
            LogForgotten(log, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A file of a card could not be read")]
    private static partial void LogUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "A card was sent, and its messages could not be noted: answers to them are understood by its buttons only")]
    private static partial void LogForgotten(ILogger logger, Exception exception);

    /// <summary>A card on its way.</summary>
    private sealed class Sending(string chatId)
    {
        public string ChatId { get; set; } = chatId;

        public List<long> Ids { get; } = [];

        public List<string> Notes { get; } = [];

        /// <summary>A message, or those of an album.</summary>
        public void Note(JsonElement sent) =>
            Ids.AddRange(sent.ValueKind == JsonValueKind.Array ? sent.EnumerateArray().Select(IdOf) : [IdOf(sent)]);

        private static long IdOf(JsonElement message) => message.GetProperty("message_id").GetInt64();
    }
}
