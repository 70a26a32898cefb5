using Posthaste.Channels;
using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Notifications;

/// <summary>Gives a webhook another secret, shown once, here. For a day both sign, so that no message is lost while the far end changes over.</summary>
internal sealed class RotateTargetSecret(ITargetStore targets, TokenVault vault, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public Task<TargetResult> RunAsync(Guid workspaceId, Guid targetId, string actor, CancellationToken ct) =>
        transactions.RunAsync<TargetResult>(async () =>
        {
            var all = await targets.LockAllAsync(workspaceId, ct);
            if (all.FirstOrDefault(target => target.Id == targetId) is not { } found) return new TargetResult.NotFound();
            if (found.Kind != TargetKind.Webhook) return new TargetResult.Refused("no_secret", "targetId", "Only webhooks are signed, and this target is none.");
            var (now, secret) = (clock.Now, SigningSecrets.New());
            var rotated = found with { SigningSecret = vault.Seal(secret, found.Id), OldSecret = found.SigningSecret, OldSecretUntil = now + SigningSecrets.OldOneCounts };
            await targets.SaveAsync(rotated, ct);
            await events.AppendAsync(NotificationEvents.Of(rotated, "notifications.secret_rotated", actor, now), ct);
            return new TargetResult.Saved(rotated, secret);
        }, ct);
}
