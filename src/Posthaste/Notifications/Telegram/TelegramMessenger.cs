using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Posthaste.Notifications.Telegram;

/// <summary>Sends plain texts to chats: the way alerts take.</summary>
public sealed class TelegramMessenger
{
    private static readonly TimeSpan UnreachableWait = TimeSpan.FromSeconds(30);

    private readonly TelegramApi _api;
    private readonly TimeProvider _time;

    internal TelegramMessenger(TelegramApi api, TimeProvider time) => (_api, _time) = (api, time);

    /// <summary>Whether the server has a bot's token.</summary>
    public bool IsSetUp => _api.IsSetUp;

    /// <summary>Sends a text, once. Not repeatable where its outcome is unknown.</summary>
    /// <param name="chatId">Digits, with a minus for groups.</param>
    /// <param name="text">Plain: nothing in it is a mark. Cut to what a message takes.</param>
    /// <param name="ct">Gives up: the outcome may then be unknown.</param>
    public async Task<TelegramSent> SendTextAsync(string chatId, string text, CancellationToken ct)
    {
        if (!IsSetUp) return new TelegramSent.Refused("telegram_not_set_up", "Telegram:BotToken is not set on this server.");
        if (!TelegramText.ShowsSomething(text)) return new TelegramSent.Refused("text_empty", "The text is empty.");
        var answer = await SendAsync(chatId, text, ct);
        if (answer is TelegramAnswer.Moved moved) (chatId, answer) = (moved.NewChatId, await SendAsync(moved.NewChatId, text, ct));
        return answer switch
        {
            TelegramAnswer.Ok { Result: var message } => new TelegramSent.Sent(chatId, message.GetProperty("message_id").GetInt64()),
            TelegramAnswer.Later later => new TelegramSent.Later(_time.GetUtcNow() + (later.Wait ?? UnreachableWait), later.Error),
            TelegramAnswer.Unknown unknown => new TelegramSent.Unknown(unknown.Error),
            TelegramAnswer.Refused refused => Of(refused),
            TelegramAnswer.Moved => new TelegramSent.Refused("chat_gone", "The chat has moved twice. Give its id anew."),
            _ => throw new UnreachableException(),
        };
    }

    private static TelegramSent.Refused Of(TelegramAnswer.Refused refused) => refused.Kind switch
    {
        TelegramRefusal.TokenWrong => new("telegram_token", "Telegram does not accept the server's bot token (Telegram:BotToken)."),
        TelegramRefusal.ChatGone => new("chat_gone", "Telegram knows no such chat, or the bot was never in it. Add the bot to the chat, and give the chat's id anew."),
        TelegramRefusal.ChatClosed => new("bot_removed", "The bot may not write into the chat: it was blocked or removed. Add it again."),
        _ => new("telegram_refused", string.Create(CultureInfo.InvariantCulture, $"Telegram refused the message ({refused.Code}): {refused.Description}")),
    };

    private Task<TelegramAnswer> SendAsync(string chatId, string text, CancellationToken ct) => _api.SendAsync("sendMessage", new JsonObject
    {
        ["chat_id"] = chatId,
        ["text"] = TelegramText.Cut(text, TelegramText.MaxMessage),
        ["link_preview_options"] = new JsonObject { ["is_disabled"] = true },
    }, ct);
}

/// <summary>What became of sending a text.</summary>
public abstract record TelegramSent
{
    private TelegramSent() { }

    /// <param name="ChatId">Where it is: another chat than asked for where that one has moved.</param>
    public sealed record Sent(string ChatId, long MessageId) : TelegramSent;

    /// <summary>Surely not sent; it may work at that time.</summary>
    /// <param name="At">Not before.</param>
    /// <param name="Error">A sentence.</param>
    public sealed record Later(DateTimeOffset At, string Error) : TelegramSent;

    /// <summary>Surely not sent, and trying again changes nothing.</summary>
    /// <param name="Code">Stable snake_case word, such as <c>chat_gone</c>.</param>
    /// <param name="Error">A sentence that says what to do.</param>
    public sealed record Refused(string Code, string Error) : TelegramSent;

    /// <summary>The answer was lost: it may be there.</summary>
    public sealed record Unknown(string Error) : TelegramSent;
}
