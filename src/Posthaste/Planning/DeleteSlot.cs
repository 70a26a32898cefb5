using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Planning;

/// <summary>Deletes a slot. Posts that lie in its places stay where they are.</summary>
internal sealed class DeleteSlot(ISlotStore slots, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <returns>False where there is no such slot.</returns>
    public Task<bool> RunAsync(Guid workspaceId, Guid slotId, string actor, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            if (!await slots.RemoveAsync(workspaceId, slotId, ct)) return false;
            await events.AppendAsync(PlanningEvents.Of(workspaceId, slotId, "slot.deleted", actor, clock.Now, new { }), ct);
            return true;
        }, ct);
}
