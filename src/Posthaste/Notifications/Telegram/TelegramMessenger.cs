using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Posthaste.Notifications.Ways;

namespace Posthaste.Notifications.Telegram;

/// <summary>Sends plain texts to chats by the server's bot: the way alerts take.</summary>
internal sealed class TelegramMessenger(TelegramApi api, TimeProvider time) : ITextMessenger
{
    private static readonly TimeSpan UnreachableWait = TimeSpan.FromSeconds(30);

    public bool IsSetUp => api.IsSetUp;

    public async Task<TextSent> SendTextAsync(string chatId, string text, CancellationToken ct)
    {
        if (!IsSetUp) return new TextSent.Refused("telegram_not_set_up", "Telegram:BotToken is not set on this server.");
        if (!TelegramText.ShowsSomething(text)) return new TextSent.Refused("text_empty", "The text is empty.");
        var answer = await SendAsync(chatId, text, ct);
        if (answer is TelegramAnswer.Moved moved) (chatId, answer) = (moved.NewChatId, await SendAsync(moved.NewChatId, text, ct));
        return answer switch
        {
            TelegramAnswer.Ok { Result: var message } => new TextSent.Sent(chatId, message.GetProperty("message_id").GetInt64()),
            TelegramAnswer.Later later => new TextSent.Later(time.GetUtcNow() + (later.Wait ?? UnreachableWait), later.Error),
            TelegramAnswer.Unknown unknown => new TextSent.Unknown(unknown.Error),
            TelegramAnswer.Refused refused => Of(refused),
            TelegramAnswer.Moved => new TextSent.Refused("chat_gone", "The chat has moved twice. Give its id anew."),
            _ => throw new UnreachableException(),
        };
    }

    private static TextSent.Refused Of(TelegramAnswer.Refused refused) => refused.Kind switch
    {
        TelegramRefusal.TokenWrong => new("telegram_token", "Telegram does not accept the server's bot token (Telegram:BotToken)."),
        TelegramRefusal.ChatGone => new("chat_gone", "Telegram knows no such chat, or the bot was never in it. Add the bot to the chat, and give the chat's id anew."),
        TelegramRefusal.ChatClosed => new("bot_removed", "The bot may not write into the chat: it was blocked or removed. Add it again."),
        _ => new("telegram_refused", string.Create(CultureInfo.InvariantCulture, $"Telegram refused the message ({refused.Code}): {refused.Description}")),
    };

    private Task<TelegramAnswer> SendAsync(string chatId, string text, CancellationToken ct) => api.SendAsync("sendMessage", new JsonObject
    {
        ["chat_id"] = chatId,
        ["text"] = TelegramText.Cut(text, TelegramText.MaxMessage),
        ["link_preview_options"] = new JsonObject { ["is_disabled"] = true },
    }, ct);
}
