namespace Posthaste.Notifications.Ways;

/// <summary>Sends a plain text to a chat: the port to whatever speaks for the server's bot.</summary>
public interface ITextMessenger
{
    /// <summary>Whether the server has a bot.</summary>
    bool IsSetUp { get; }

    /// <param name="chatId">As the target says it.</param>
    /// <param name="text">Plain; cut by the messenger to what it takes.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<TextSent> SendTextAsync(string chatId, string text, CancellationToken ct);
}

/// <summary>What became of a text.</summary>
public abstract record TextSent
{
    private TextSent() { }

    public sealed record Sent : TextSent;

    /// <summary>It surely did not arrive; it may at that time.</summary>
    public sealed record Later(DateTimeOffset At, string Error) : TextSent;

    /// <summary>It surely did not arrive, and trying again changes nothing.</summary>
    /// <param name="Code">Stable snake_case word: <c>chat_gone</c> and <c>bot_removed</c> end the target, <c>telegram_token</c> and <c>telegram_not_set_up</c> are the server's own trouble.</param>
    /// <param name="Error">A sentence that names no secret.</param>
    public sealed record Refused(string Code, string Error) : TextSent;

    /// <summary>The answer was lost.</summary>
    public sealed record Unknown(string Error) : TextSent;
}
