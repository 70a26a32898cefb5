namespace Posthaste.Handover;

/// <summary>What people do with cards, told by the way that reached them. Every call commits before it returns, and a second one with the same
/// content changes nothing: a reader that restarts may tell the same press again.</summary>
public interface ICardAnswers
{
    /// <returns>What to tell the person, and the card.</returns>
    Task<CardReply> AnswerAsync(CardPress press, CancellationToken ct);

    /// <summary>Somebody wrote a link code of the dashboard into a chat.</summary>
    /// <param name="code">As written.</param>
    /// <param name="chatId">Of the chat; cards go there from now on.</param>
    /// <param name="chatTitle">As people know it.</param>
    /// <param name="by">Who wrote it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>A sentence for the chat.</returns>
    Task<string> LinkChatAsync(string code, string chatId, string chatTitle, CardPerson by, CancellationToken ct);

    /// <summary>A chat got another id: a group became a supergroup.</summary>
    Task MoveChatAsync(string chatId, string newChatId, CancellationToken ct);
}

/// <summary>A person, as the way knows them.</summary>
/// <param name="Id">Never changes, such as a Telegram user id.</param>
/// <param name="Name">As shown.</param>
public sealed record CardPerson(string Id, string Name);

/// <summary>A button was pressed, or a question of the card answered.</summary>
/// <param name="Code">Of the card.</param>
/// <param name="ChatId">Where: a card answers only in its own chat.</param>
/// <param name="Action">Which button.</param>
/// <param name="By">Who.</param>
/// <param name="Text">The link with <see cref="CardAction.Link"/>, the reason with <see cref="CardAction.Reason"/>; else null.</param>
public sealed record CardPress(string Code, string ChatId, CardAction Action, CardPerson By, string? Text = null);

public enum CardAction
{
    /// <summary>It is published.</summary>
    Posted,

    /// <summary>Where it is to be seen: may follow <see cref="Posted"/>, or stand alone.</summary>
    Link,

    /// <summary>It is not to be published on this account.</summary>
    Skip,

    /// <summary>Half an hour later.</summary>
    Snooze30,

    /// <summary>Two hours later.</summary>
    Snooze120,

    /// <summary>The next day at the same time.</summary>
    SnoozeDay,

    /// <summary>The post is not to be published at all: the card then asks for the reason.</summary>
    Reject,

    /// <summary>Why it is rejected: this ends it.</summary>
    Reason,
}

/// <summary>What to tell after a press.</summary>
/// <param name="Toast">For who pressed, at most 200 characters.</param>
/// <param name="Verdict">What the card says from now on, without buttons; null where the card stays open.</param>
/// <param name="Ask">What to ask the person for next, as an answer to the card; null for nothing.</param>
public sealed record CardReply(string Toast, string? Verdict = null, CardQuestion? Ask = null);

/// <summary>A question that is answered with a text.</summary>
/// <param name="Awaits">As what the answer counts.</param>
/// <param name="Text">The question.</param>
public sealed record CardQuestion(CardAction Awaits, string Text);
