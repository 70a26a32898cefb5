namespace Posthaste.Handover.Telegram;

/// <summary>Who reads a bot's updates, how far, and which messages belong to which card. Every implementation passes <c>TelegramStoreContract</c>.</summary>
public interface ITelegramStore
{
    /// <summary>Takes or renews the right to read a bot's updates.</summary>
    /// <returns>The first update that nobody has dealt with, 0 for whatever there is; null where somebody else has the right.</returns>
    Task<long?> TakeReadingAsync(long botId, Guid reader, DateTimeOffset until, DateTimeOffset now, CancellationToken ct);

    /// <summary>Keeps how far a reader has come.</summary>
    /// <param name="next">The update after the last that was dealt with; never goes back.</param>
    /// <returns>False where the reader has the right no more.</returns>
    Task<bool> SaveReadAsync(long botId, Guid reader, long next, CancellationToken ct);

    /// <summary>Gives the right back, so that another node need not wait for its end.</summary>
    Task LeaveReadingAsync(long botId, Guid reader, CancellationToken ct);

    /// <summary>Remembers messages; one that is known already is changed.</summary>
    Task SaveMessagesAsync(IReadOnlyList<CardMessage> messages, CancellationToken ct);

    /// <returns>Null where the message belongs to no card.</returns>
    Task<CardMessage?> FindMessageAsync(string chatId, long messageId, CancellationToken ct);

    /// <returns>The message with the card's buttons in the chat, the newest where it was sent twice; null where nobody knows it.</returns>
    Task<CardMessage?> FindCardAsync(string chatId, string code, CancellationToken ct);

    /// <returns>The card's newest question in the chat; null where it has asked none.</returns>
    Task<CardMessage?> FindQuestionAsync(string chatId, string code, CancellationToken ct);

    /// <summary>Forgets messages sent before.</summary>
    /// <returns>How many.</returns>
    Task<int> PruneMessagesAsync(DateTimeOffset before, CancellationToken ct);
}

/// <summary>A message of a card.</summary>
/// <param name="Code">Of the card.</param>
/// <param name="Awaits">As what an answer to it counts; null where it is no question.</param>
/// <param name="Html">Of the message with the buttons, so that it can be changed; null for the others.</param>
public sealed record CardMessage(string ChatId, long MessageId, string Code, CardAction? Awaits, string? Html, DateTimeOffset SentAt);
