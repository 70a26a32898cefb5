using System.Data.Common;
using Microsoft.Extensions.Logging;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Jobs.Telemetry;
using Posthaste.Notifications.Ways;

namespace Posthaste.Notifications;

/// <summary>Sends what is due to one target, in order, until nothing is or the target takes nothing.</summary>
internal sealed partial class SendToTarget(
    IDeliveryStore deliveries, Courier courier, IEventLog events, ITransactions transactions, EngineClock clock, EngineMeter meter, ILogger<SendToTarget> log)
{
    /// <summary>Longer than any way waits for an answer; renewed with each try.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>What people are told in one message at the most.</summary>
    private const int MaxAtOnce = 200;

    public async Task RunAsync(TargetClaim claim, CancellationToken ct)
    {
        try
        {
            while (await StepAsync(claim, ct) is { } next) claim = next;
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            // The lease ends by itself, and somebody tries again.
            LogStore(claim.Target.Id, e);
            return;
        }
        catch (OperationCanceledException)
        {
            await ReleaseAsync(claim);
            throw;
        }
        await ReleaseAsync(claim);
    }

    /// <returns>The target as it is now; null where it is done with for now.</returns>
    private async Task<TargetClaim?> StepAsync(TargetClaim claim, CancellationToken ct)
    {
        var (target, now) = (claim.Target, clock.Now);
        var due = await deliveries.ListDueAsync(target.Id, now, target.IsForPeople ? MaxAtOnce : 1, ct);
        if (due.Count == 0) return null;
        var turn = Bundling.Choose(target, due, target.IsForPeople ? await deliveries.ReadPacesAsync(target.Id, ct) : new Dictionary<string, DateTimeOffset>(), now);
        if (turn.Told.Count == 0)
        {
            await deliveries.SaveTryAsync(claim, new TryRecord { Deliveries = turn.Held, At = now, Failures = target.Failures, Error = target.LastError }, now + Lease, ct);
            return null;
        }

        Failpoint.Reach("notice.before_send");
        var outcome = await TryAsync(target, turn, now, ct);
        Failpoint.Reach("notice.after_send");
        var record = TryRule.Judge(target, turn, outcome, clock.Now);
        if (!await SaveAsync(claim, record, ct)) return null;
        Failpoint.Reach("notice.after_commit");
        Tell(target, turn, outcome);
        return record is { NextAt: null, OffReason: null } ? claim with { Target = target with { Failures = record.Failures, LastError = record.Error } } : null;
    }

    private async Task<SendOutcome> TryAsync(Target target, Turn turn, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return await courier.SendAsync(target, turn.Told[0].Id, turn.Bulletin, now, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A fault of ours with one message: it is given up in the end as any other, and does not stand before those behind it for ever.
            LogFault(turn.Told[0].Id, target.Id, e);
            return new SendOutcome.Again("Something went wrong in the server; its log has the cause.");
        }
    }

    private Task<bool> SaveAsync(TargetClaim claim, TryRecord record, CancellationToken ct) => transactions.RunAsync(async () =>
    {
        var (target, now) = (claim.Target, record.At);
        if (!await deliveries.SaveTryAsync(claim, record, now + Lease, ct)) return false;
        if (record.OffReason is { } reason)
        {
            await deliveries.GiveUpAsync(target.Id, DateTimeOffset.MaxValue, Delivery.TargetOff, ct);
            await events.AppendAsync(NotificationEvents.Of(target, "notifications.target_off", "engine", now, reason), ct);
        }
        else if (record.Error is { } error && record.Failures > target.Failures)
        {
            // Behind one that was tried for a day stand others that are as old.
            await deliveries.GiveUpAsync(target.Id, now - RetryRule.LongestLife, error, ct);
            // Once for each time that the target is away, so that two targets do not tell of each other for ever.
            if (record.Failures == RetryRule.MaxTries) await events.AppendAsync(NotificationEvents.Of(target, "notifications.delivery_failed", "engine", now, error), ct);
        }
        return true;
    }, ct);

    private void Tell(Target target, Turn turn, SendOutcome outcome)
    {
        var (word, error) = outcome switch
        {
            SendOutcome.Delivered => ("delivered", null),
            SendOutcome.Again again => ("again", again.Error),
            SendOutcome.Wait wait => ("wait", wait.Error),
            SendOutcome.Refused refused => ("refused", refused.Error),
            SendOutcome.Gone gone => ("gone", gone.Error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        meter.Notified.Add(1, new("kind", Words.Of(target.Kind)), new("outcome", word));
        if (error is not null) LogNotArrived(turn.Told[0].Id, target.Id, Words.Of(target.Kind), outcome.Status, error);
    }

    private async Task ReleaseAsync(TargetClaim claim)
    {
        try
        {
            // Also where the server stops: the next one need not wait for the lease.
            await deliveries.ReleaseAsync(claim, CancellationToken.None);
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            LogStore(claim.Target.Id, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Delivery {DeliveryId} to target {TargetId} ({Kind}) did not arrive, status {Status}: {Error}")]
    private partial void LogNotArrived(Guid deliveryId, Guid targetId, string kind, int? status, string error);

    [LoggerMessage(LogLevel.Error, "Delivery {DeliveryId} to target {TargetId} failed in the server")]
    private partial void LogFault(Guid deliveryId, Guid targetId, Exception exception);

    [LoggerMessage(LogLevel.Warning, "What came of sending to target {TargetId} could not be written down; it is tried again")]
    private partial void LogStore(Guid targetId, Exception exception);
}
