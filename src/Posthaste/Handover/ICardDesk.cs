namespace Posthaste.Handover;

/// <summary>The way by which cards reach people.</summary>
public interface ICardDesk
{
    /// <summary>Whether the server has what it needs for this way, such as a bot's token.</summary>
    bool IsSetUp { get; }

    /// <summary>Sends a card. Not repeatable: a card whose answer was lost may be there.</summary>
    Task<CardSent> SendAsync(Card card, CancellationToken ct);

    /// <summary>Takes the buttons off a card and says what became of it. Repeatable; a card that is gone is no error.</summary>
    /// <param name="place">Which.</param>
    /// <param name="verdict">A sentence, such as "Posted by Ana at 18:03".</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>When to try again; null where it is done, or can never be.</returns>
    Task<DateTimeOffset?> CloseAsync(CardPlace place, string verdict, CancellationToken ct);

    /// <summary>Sends a plain line to the chat a card lies in, as an answer to it: a reminder.</summary>
    /// <returns>False where it did not arrive, or nobody knows.</returns>
    Task<bool> RemindAsync(CardPlace place, string text, CancellationToken ct);
}

/// <summary>What became of sending a card.</summary>
public abstract record CardSent
{
    private CardSent() { }

    public sealed record Sent(CardPlace Place) : CardSent;

    /// <summary>Surely nothing was sent that a person could act on; it may work at that time.</summary>
    /// <param name="At">Not before.</param>
    /// <param name="Error">A sentence that names no secret.</param>
    public sealed record Later(DateTimeOffset At, string Error) : CardSent;

    /// <summary>Surely nothing was sent that a person could act on, and trying again changes nothing: the bot was removed, the chat is gone.</summary>
    /// <param name="Code">Stable snake_case word, such as <c>chat_gone</c>.</param>
    /// <param name="Error">A sentence that says what to do and names no secret.</param>
    public sealed record Refused(string Code, string Error) : CardSent;

    /// <summary>The answer was lost: the card may be there.</summary>
    public sealed record Unknown(string Error) : CardSent;
}
