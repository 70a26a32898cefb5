namespace Posthaste.Alerts.Conditions;

/// <summary>Posts that were put into a person's hands, and of which nobody has said what became, although somebody was reminded.</summary>
internal sealed class CardsUnanswered(IAlertFacts facts) : IAlertCondition
{
    public IReadOnlyCollection<AlertKind> Kinds { get; } = [AlertKind.CardUnanswered];

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public bool IsToldBy(string eventKind) => eventKind == "job.unanswered";

    public async Task<IReadOnlyList<AlertFinding>?> FindAsync(DateTimeOffset now, CancellationToken ct) => [.. (await facts.ListUnansweredAsync(ct)).Select(Of)];

    private static AlertFinding Of(UnansweredCard card) => new()
    {
        WorkspaceId = card.WorkspaceId,
        Kind = AlertKind.CardUnanswered,
        SubjectId = card.JobId,
        Occurrence = card.HandoverId.ToString(),
        ErrorKind = "card_unanswered",
        Title = $"Nobody has said whether “{card.Title}” was posted on @{card.Username}",
        Message = "The post is with a person, and nothing goes out by itself. Answer the card, or say on the post's page what became of it.",
        Path = $"/posts/{card.PostId}",
    };
}
