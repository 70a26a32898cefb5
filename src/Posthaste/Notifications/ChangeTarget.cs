using Posthaste.Channels;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Notifications;

/// <summary>Changes a target, or switches it off and on. What waits for it already is told as it was planned, but that of one that is switched off is given up.</summary>
internal sealed class ChangeTarget(
    ITargetStore targets, IDeliveryStore deliveries, TargetAddress addresses, TokenVault vault, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="targetId">Which.</param>
    /// <param name="change">Gives the target as it should be; pure.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<TargetResult> RunAsync(Guid workspaceId, Guid targetId, Func<Target, TargetWish> change, string actor, CancellationToken ct) =>
        transactions.RunAsync<TargetResult>(async () =>
        {
            var all = await targets.LockAllAsync(workspaceId, ct);
            if (all.FirstOrDefault(target => target.Id == targetId) is not { } found) return new TargetResult.NotFound();
            var (wish, now) = (change(found), clock.Now);
            var wanted = found with { Name = wish.Name.Trim(), Hears = [.. wish.Hears.Distinct()], Quiet = wish.Quiet, DigestMinutes = wish.DigestMinutes };
            if (wish.Address is { } address)
            {
                if (found.OfServer) return new TargetResult.Refused("of_server", "address", "This address is the server's own. Whoever runs it changes Discord:WebhookUrl.");
                if (addresses.Read(found.Kind, address, out var read) is { } malformed) return malformed;
                wanted = wanted with { Address = vault.Seal(new Secret(read!.Value.Address), found.Id), AddressHint = read.Value.Hint };
            }
            if (TargetRules.Refusal(wanted, all.Where(other => other.Id != targetId)) is { } refusal) return refusal;
            if (wish.IsOn != found.IsOn) wanted = wish.IsOn ? On(wanted, now) : wanted with { OffAt = now, OffReason = Target.OffByPerson };

            await targets.SaveAsync(wanted, ct);
            // Another address, or one that works again: what it came to before says nothing.
            if (wish.Address is not null || wanted.IsOn != found.IsOn) await targets.HurryAsync(targetId, ct);
            if (found.IsOn && !wanted.IsOn) await deliveries.GiveUpAsync(targetId, DateTimeOffset.MaxValue, Delivery.TargetOff, ct);
            await events.AppendAsync(NotificationEvents.Of(wanted, "notifications.target_changed", actor, now), ct);
            return new TargetResult.Saved(wanted);
        }, ct);

    /// <summary>What happened meanwhile is not told.</summary>
    private static Target On(Target target, DateTimeOffset now) => target with { OffAt = null, OffReason = null, HearsSince = now };
}
