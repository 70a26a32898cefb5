using System.Text.Json;

namespace Posthaste.Notifications.Telegram;

/// <summary>What came of one call of the Bot API.</summary>
internal abstract record TelegramAnswer
{
    private TelegramAnswer() { }

    /// <param name="Result">What the call gives back.</param>
    public sealed record Ok(JsonElement Result) : TelegramAnswer;

    /// <summary>Telegram refused: the call surely had no effect, and the same one will have none.</summary>
    /// <param name="Code">HTTP status.</param>
    /// <param name="Description">In Telegram's words; has no secret.</param>
    public sealed record Refused(int Code, string Description, TelegramRefusal Kind) : TelegramAnswer;

    /// <summary>The call surely had no effect, and may have one later.</summary>
    /// <param name="Wait">How long Telegram asks to wait; null where it could not be reached.</param>
    /// <param name="Error">A sentence.</param>
    public sealed record Later(TimeSpan? Wait, string Error) : TelegramAnswer;

    /// <summary>The chat has another id now: the call surely had no effect.</summary>
    public sealed record Moved(string NewChatId) : TelegramAnswer;

    /// <summary>The answer was lost, or says nothing of the call: it may have had its effect.</summary>
    /// <param name="Error">A sentence.</param>
    public sealed record Unknown(string Error) : TelegramAnswer;
}

/// <summary>Why Telegram refused, so far as something follows from it.</summary>
internal enum TelegramRefusal
{
    /// <summary>The bot's token is not good.</summary>
    TokenWrong,

    /// <summary>There is no such chat, or the bot was never in it.</summary>
    ChatGone,

    /// <summary>The bot was blocked or removed, or may not write there.</summary>
    ChatClosed,

    /// <summary>A picture that Telegram does not show as one; it may be sent as a document.</summary>
    PictureUnfit,

    FileTooLarge,

    /// <summary>Somebody else reads this bot's updates, or a webhook is set.</summary>
    Conflict,

    /// <summary>The message says so already.</summary>
    NotModified,

    /// <summary>The message to change is gone, or can be changed no more.</summary>
    MessageGone,

    /// <summary>The press was too long ago to be answered.</summary>
    QueryTooOld,

    Other,
}
