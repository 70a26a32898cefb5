using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Alerts;

/// <summary>Somebody says that alerts were seen: they last, and are not told again.</summary>
internal sealed class AcknowledgeAlerts(IAlertStore store, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public const int MaxAtOnce = 200;

    /// <param name="workspaceId">Whose.</param>
    /// <param name="alertIds">Which; at most <see cref="MaxAtOnce"/>. What is over, seen or unknown is left as it is.</param>
    /// <param name="actor">Who, by name.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>How many were not seen before.</returns>
    public Task<int> RunAsync(Guid workspaceId, IReadOnlyList<Guid> alertIds, string actor, CancellationToken ct) => transactions.RunAsync(async () =>
    {
        var (now, seen) = (clock.Now, 0);
        foreach (var id in alertIds.Distinct())
        {
            if (await store.FindAsync(workspaceId, id, ct) is not { } alert || !await store.AcknowledgeAsync(id, actor, now, ct)) continue;
            await events.AppendAsync(AlertEvents.Of(alert, AlertEvents.Acknowledged, actor, now), ct);
            seen++;
        }
        return seen;
    }, ct);
}
