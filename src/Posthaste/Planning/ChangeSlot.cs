using Posthaste.Channels;
using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Planning;

/// <summary>Gives a slot other days, another time or another category. Posts that lie in its places stay where they are.</summary>
internal sealed class ChangeSlot(ISlotStore slots, ICategoryStore categories, IChannelStore channels, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="slotId">Which.</param>
    /// <param name="change">Gives the slot as it should be; pure. Its channel stays.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<SlotResult> RunAsync(Guid workspaceId, Guid slotId, Func<Slot, Slot> change, string actor, CancellationToken ct) =>
        transactions.RunAsync<SlotResult>(async () =>
        {
            if (await slots.LockAsync(workspaceId, slotId, ct) is not { } found) return new SlotResult.NotFound();
            var wanted = change(found).Cleaned();
            if (wanted.CategoryId is { } id && !await categories.HoldAsync(workspaceId, id, ct)) return CreateSlot.UnknownCategory(id);
            await channels.LockAsync(found.ChannelId, ct);
            var others = (await slots.ListAsync(workspaceId, ct)).Where(other => other.ChannelId == found.ChannelId && other.Id != slotId).ToList();
            if (SlotRules.Refusal(wanted, others) is { } refusal) return refusal;

            await slots.SaveAsync(wanted, ct);
            await events.AppendAsync(PlanningEvents.Of(workspaceId, slotId, "slot.changed", actor, clock.Now, new { channelId = wanted.ChannelId }), ct);
            return new SlotResult.Saved(wanted);
        }, ct);
}
