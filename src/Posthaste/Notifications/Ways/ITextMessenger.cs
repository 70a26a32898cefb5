namespace Posthaste.Notifications.Ways;

/// <summary>Sends a plain text to a chat: the port to whatever speaks for the server's bot.</summary>
public interface ITextMessenger
{
    /// <summary>Whether the server has a bot.</summary>
    bool IsSetUp { get; }

    /// <summary>Sends a text, once. Not repeatable where its outcome is unknown.</summary>
    /// <param name="chatId">As the target says it: for Telegram digits, with a minus for groups.</param>
    /// <param name="text">Plain: nothing in it is a mark. Cut to what a message takes.</param>
    /// <param name="ct">Gives up: the outcome may then be unknown.</param>
    Task<TextSent> SendTextAsync(string chatId, string text, CancellationToken ct);
}

/// <summary>What became of a text.</summary>
public abstract record TextSent
{
    private TextSent() { }

    /// <param name="ChatId">Where it is: another chat than asked for where that one has moved.</param>
    /// <param name="MessageId">Of the message there.</param>
    public sealed record Sent(string ChatId, long MessageId) : TextSent;

    /// <summary>It surely did not arrive; it may at that time.</summary>
    public sealed record Later(DateTimeOffset At, string Error) : TextSent;

    /// <summary>It surely did not arrive, and trying again changes nothing.</summary>
    /// <param name="Code">Stable snake_case word: <c>chat_gone</c> and <c>bot_removed</c> end the target, <c>telegram_token</c> and <c>telegram_not_set_up</c> are the server's own trouble.</param>
    /// <param name="Error">A sentence that says what to do, and names no secret.</param>
    public sealed record Refused(string Code, string Error) : TextSent;

    /// <summary>The answer was lost: it may be there.</summary>
    public sealed record Unknown(string Error) : TextSent;
}
