using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Notifications;

/// <summary>Deletes a target, with what waits for it and its log.</summary>
internal sealed class DeleteTarget(ITargetStore targets, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <returns>The target as it was.</returns>
    public Task<TargetResult> RunAsync(Guid workspaceId, Guid targetId, string actor, CancellationToken ct) =>
        transactions.RunAsync<TargetResult>(async () =>
        {
            if (await targets.FindAsync(workspaceId, targetId, ct) is not { } target) return new TargetResult.NotFound();
            if (target.OfServer) return new TargetResult.Refused("of_server", "targetId", "This target is the server's own. Switch it off, or have whoever runs the server remove Discord:WebhookUrl.");
            await targets.RemoveAsync(workspaceId, targetId, ct);
            await events.AppendAsync(NotificationEvents.Of(target, "notifications.target_deleted", actor, clock.Now), ct);
            return new TargetResult.Saved(target);
        }, ct);
}
