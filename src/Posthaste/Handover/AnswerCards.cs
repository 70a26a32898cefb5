using System.Diagnostics;
using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Handover;

/// <summary>Understands what people do with cards in a chat: looks who may, and has it carried out.</summary>
internal sealed class AnswerCards(
    IHandoverStore handovers, IHandoverSettings settings, AnswerHandover answer, IEventLog events, ITransactions transactions, EngineClock clock) : ICardAnswers
{
    /// <summary>What a toast takes.</summary>
    private const int MaxToast = 200;

    public async Task<CardReply> AnswerAsync(CardPress press, CancellationToken ct)
    {
        if (await handovers.FindByCodeAsync(press.Code, ct) is not { } item) return new CardReply("This card is not known here any more.");
        if (item.ChatId != press.ChatId) return new CardReply("This card belongs to another chat.");
        var rules = await settings.FindAsync(item.WorkspaceId, ct);
        if (rules.Chat?.Id != press.ChatId) return new CardReply("This chat is no longer linked, so cards cannot be answered here.");
        if (rules.AllowedPeople.Count > 0 && !rules.AllowedPeople.Contains(press.By.Id)) return new CardReply("You may not answer cards here. An administrator of the workspace can let you.");

        var by = $"{OneLine(press.By.Name)} (card)";
        return press.Action switch
        {
            CardAction.Posted => await SayAsync(item, new HandAnswer.Posted(null), by, new CardQuestion(CardAction.Link, "Where is it? Answer with its link, or leave this unanswered."), ct),
            CardAction.Link => await SayAsync(item, new HandAnswer.Posted(press.Text ?? ""), by, ask: null, ct),
            CardAction.Skip => await SayAsync(item, new HandAnswer.Skip(), by, ask: null, ct),
            CardAction.Snooze30 => await SayAsync(item, new HandAnswer.Snooze(TimeSpan.FromMinutes(30)), by, ask: null, ct),
            CardAction.Snooze120 => await SayAsync(item, new HandAnswer.Snooze(TimeSpan.FromHours(2)), by, ask: null, ct),
            CardAction.SnoozeDay => await SayAsync(item, new HandAnswer.Snooze(By: null), by, ask: null, ct),
            CardAction.Reject => new CardReply("Say why, as an answer to the question.", Ask: new CardQuestion(CardAction.Reason, "Why is this post rejected? Answer with the reason, for its author.")),
            CardAction.Reason => await SayAsync(item, new HandAnswer.Reject(press.Text ?? ""), by, ask: null, ct),
            _ => throw new UnreachableException(),
        };
    }

    public Task<string> LinkChatAsync(string code, string chatId, string chatTitle, CardPerson by, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            var title = OneLine(chatTitle);
            var now = clock.Now;
            if (await settings.LinkAsync(LinkCode.HashOf(code), new LinkedChat(chatId, title), now, ct) is not { } workspaceId)
                return "This code is not known, or its 15 minutes are over. Make a new one in the dashboard.";
            await events.AppendAsync(HandoverEvents.Of(workspaceId, "handover.chat_linked", $"{OneLine(by.Name)} (card)", now, new { title }), ct);
            return "This chat is linked: posts that are to be published by hand come here from now on.";
        }, ct);

    public Task MoveChatAsync(string chatId, string newChatId, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            await settings.MoveChatAsync(chatId, newChatId, ct);
            await handovers.MoveChatAsync(chatId, newChatId, ct);
            return true;
        }, ct);

    private async Task<CardReply> SayAsync(HandoverItem item, HandAnswer said, string by, CardQuestion? ask, CancellationToken ct) =>
        await answer.RunAsync(item.Id, said, by, ct) switch
        {
            AnswerResult.Done done => new CardReply(Cut(done.Told), done.Verdict, done.Job is { State: JobState.Published, Permalink: null } ? ask : null),
            AnswerResult.Refused refused => new CardReply(Cut(refused.Message), refused.Verdict),
            AnswerResult.NotFound => new CardReply("The post of this card is gone."),
            _ => throw new UnreachableException(),
        };

    private static string Cut(string text) => text.Length <= MaxToast ? text : text[..(MaxToast - 1)] + "…";

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim() is { Length: > 0 } line ? line.Length > 100 ? line[..100] : line : "somebody";
}
