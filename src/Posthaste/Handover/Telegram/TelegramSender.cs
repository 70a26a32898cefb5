using System.Text.Json.Nodes;
using Posthaste.Notifications.Telegram;

namespace Posthaste.Handover.Telegram;

/// <summary>Sends to a chat and waits where Telegram asks to. Only what surely had no effect is sent again.</summary>
internal sealed class TelegramSender(TelegramApi api, CardAnswersLater answers, TimeProvider time)
{
    /// <summary>The longest wait inside a call; for longer ones the caller comes back.</summary>
    public static readonly TimeSpan MostWait = TimeSpan.FromSeconds(65);

    private const int Tries = 4;

    /// <param name="chatId">The chat; another one afterwards where it has moved.</param>
    /// <param name="send">One call, made anew for each try.</param>
    /// <param name="ct">Ends the wait between tries.</param>
    /// <returns>The answer, and the chat it is about.</returns>
    public async Task<(TelegramAnswer Answer, string ChatId)> SendAsync(string chatId, Func<string, Task<TelegramAnswer>> send, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await send(chatId);
            switch (answer)
            {
                case TelegramAnswer.Moved moved when tries < Tries:
                    await answers.Value.MoveChatAsync(chatId, moved.NewChatId, ct);
                    chatId = moved.NewChatId;
                    break;
                case TelegramAnswer.Later { Wait: { } wait } when tries < Tries && wait <= MostWait && !ct.IsCancellationRequested:
                    await Task.Delay(wait, time, ct);
                    break;
                default:
                    return (answer, chatId);
            }
        }
    }

    /// <summary>A text with marks, and what belongs below it.</summary>
    /// <param name="html">Within Telegram's limits.</param>
    /// <param name="markup">A keyboard, or an answer that is asked for; null for none.</param>
    /// <param name="replyTo">The message it answers; null for none. One that is gone is no error.</param>
    public Task<(TelegramAnswer Answer, string ChatId)> SendTextAsync(string chatId, string html, JsonObject? markup, long? replyTo, CancellationToken ct) =>
        SendAsync(chatId, chat => api.SendAsync("sendMessage", Text(chat, html, markup, replyTo), ct), ct);

    private static JsonObject Text(string chatId, string html, JsonObject? markup, long? replyTo)
    {
        var body = new JsonObject
        {
            ["chat_id"] = chatId,
            ["text"] = html,
            ["parse_mode"] = "HTML",
            ["link_preview_options"] = new JsonObject { ["is_disabled"] = true },
        };
        if (markup is not null) body["reply_markup"] = markup.DeepClone();
        if (replyTo is { } id) body["reply_parameters"] = new JsonObject { ["message_id"] = id, ["allow_sending_without_reply"] = true };
        return body;
    }
}
