using Microsoft.Extensions.Options;
using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Alerts;

/// <summary>Looks for what is worth an alert, raises what is new, ends what is over, and tells again what nobody has seen. Each change is one commit with its event.</summary>
internal sealed class WatchAlerts(IAlertStore store, IEventLog events, ITransactions transactions, EngineClock clock, IOptions<AlertsOptions> options)
{
    /// <summary>Changes in one commit: a thousand posts may fail at once, and other writers want their turn.</summary>
    private const int AtOnce = 50;

    private readonly AlertsOptions _options = options.Value;

    /// <summary>Looks once.</summary>
    /// <returns>How many alerts were raised or ended.</returns>
    public async Task<int> LookAsync(IAlertCondition condition, CancellationToken ct)
    {
        // What was open before the look: an alert that another node raises meanwhile is not ended by it.
        var open = await store.ListOpenAsync(condition.Kinds, ct);
        if (await condition.FindAsync(clock.Now, ct) is not { } found) return 0;
        var changes = AlertChanges.Between(open, found);
        await EachAsync(changes.Raise, RaiseAsync, ct);
        await EachAsync(changes.Reword, alert => store.RewordAsync(alert, ct), ct);
        await EachAsync(changes.Resolve, alert => ResolveAsync(alert, ct), ct);
        return changes.Raise.Count + changes.Resolve.Count;

        Task RaiseAsync(AlertFinding finding) => AddAsync(finding, ct);
    }

    /// <summary>Tells again what has lasted too long without anybody having seen it.</summary>
    public async Task<int> EscalateAsync(CancellationToken ct)
    {
        var now = clock.Now;
        var unseen = (await store.ListOpenAsync(Enum.GetValues<AlertKind>(), ct)).Where(alert => IsDue(alert, now)).ToList();
        await EachAsync(unseen, async alert =>
        {
            if (await store.EscalateAsync(alert.Id, now, ct)) await events.AppendAsync(AlertEvents.Of(alert, AlertEvents.Escalated, "engine", now), ct);
        }, ct);
        return unseen.Count;
    }

    private bool IsDue(Alert alert, DateTimeOffset now) => alert.AcknowledgedAt is null
        && now >= (alert.EscalatedAt is { } last ? last + _options.EscalateEvery : alert.RaisedAt + _options.EscalateAfter);

    private async Task AddAsync(AlertFinding finding, CancellationToken ct)
    {
        var now = clock.Now;
        var alert = new Alert { Id = NewId.At(now), Finding = finding, RaisedAt = now };
        if (await store.AddAsync(alert, ct)) await events.AppendAsync(AlertEvents.Of(alert, AlertEvents.Raised, "engine", now), ct);
    }

    private async Task ResolveAsync(Alert alert, CancellationToken ct)
    {
        var now = clock.Now;
        if (await store.ResolveAsync(alert.Id, now, ct)) await events.AppendAsync(AlertEvents.Of(alert, AlertEvents.Resolved, "engine", now), ct);
    }

    private async Task EachAsync<T>(IReadOnlyList<T> items, Func<T, Task> change, CancellationToken ct)
    {
        foreach (var some in items.Chunk(AtOnce))
        {
            await transactions.RunAsync(async () =>
            {
                foreach (var item in some) await change(item);
                return some.Length;
            }, ct);
        }
    }
}
