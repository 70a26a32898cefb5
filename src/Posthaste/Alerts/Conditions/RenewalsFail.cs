using System.Globalization;
using Posthaste.Alerts.Rates;

namespace Posthaste.Alerts.Conditions;

/// <summary>Tokens that were to be renewed and were not (R-OPS-4): all of them should be. Where the access has ended by that, the lost account is
/// told of instead.</summary>
internal sealed class RenewalsFail(IRateStore store) : IAlertCondition
{
    public IReadOnlyCollection<AlertKind> Kinds { get; } = [AlertKind.TokenRefresh];

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public bool IsToldBy(string eventKind) => eventKind.StartsWith("channel.", StringComparison.Ordinal);

    public async Task<IReadOnlyList<AlertFinding>?> FindAsync(DateTimeOffset now, CancellationToken ct) =>
        [.. (await store.ListFailingAsync(now - RateRules.RefreshWindow, ct)).Select(Of)];

    private static AlertFinding Of(FailingRenewal failing) => new()
    {
        WorkspaceId = failing.WorkspaceId,
        Kind = AlertKind.TokenRefresh,
        SubjectId = failing.ChannelId,
        Occurrence = failing.TokenAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        ErrorKind = "token_refresh",
        Title = $"The access to @{failing.Username} could not be renewed",
        Message = (failing.EndsAt is { } end ? string.Create(CultureInfo.InvariantCulture, $"It ends on {end.UtcDateTime:yyyy-MM-dd 'at' HH:mm} UTC. ") : "")
            + (failing.RetryAt is null
                ? "Only a person can do something about it: connect the account again. Its page says what the network answered."
                : "It is tried again by itself, and there is nothing to do yet. The account's page says what the network answered."),
        Path = $"/accounts/{failing.ChannelId}",
    };
}
