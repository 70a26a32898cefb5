namespace Posthaste.Alerts.Conditions;

/// <summary>Accounts whose access has ended or was revoked: their posts wait.</summary>
internal sealed class AccountsLost(IAlertFacts facts) : IAlertCondition
{
    public IReadOnlyCollection<AlertKind> Kinds { get; } = [AlertKind.AccountLost];

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public bool IsToldBy(string eventKind) => eventKind.StartsWith("channel.", StringComparison.Ordinal);

    public async Task<IReadOnlyList<AlertFinding>?> FindAsync(DateTimeOffset now, CancellationToken ct) => [.. (await facts.ListLostAsync(ct)).Select(Of)];

    private static AlertFinding Of(LostAccount account) => new()
    {
        WorkspaceId = account.WorkspaceId,
        Kind = AlertKind.AccountLost,
        SubjectId = account.ChannelId,
        ErrorKind = "account_lost",
        Title = $"@{account.Username} must be connected again",
        Message = "The network does not accept the access to this account any more. Its posts wait, and go out once it is connected again, those that are still in their late window.",
        Path = $"/accounts/{account.ChannelId}",
    };
}
