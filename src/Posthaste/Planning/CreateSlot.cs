using Posthaste.Channels;
using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Planning;

/// <summary>Makes a slot.</summary>
internal sealed class CreateSlot(ISlotStore slots, ICategoryStore categories, IChannelStore channels, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <param name="wanted">As it should be; its id and creation time are given here.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<SlotResult> RunAsync(Slot wanted, string actor, CancellationToken ct) =>
        transactions.RunAsync<SlotResult>(async () =>
        {
            var now = clock.Now;
            var slot = wanted.Cleaned() with { Id = Guid.CreateVersion7(now), CreatedAt = now };
            if (await channels.FindAsync(slot.WorkspaceId, slot.ChannelId, ct) is null)
                return new SlotResult.Refused("unknown_channel", "channelId", $"There is no channel {slot.ChannelId}.");
            if (slot.CategoryId is { } id && !await categories.HoldAsync(slot.WorkspaceId, id, ct)) return UnknownCategory(id);
            await channels.LockAsync(slot.ChannelId, ct);
            var others = (await slots.ListAsync(slot.WorkspaceId, ct)).Where(other => other.ChannelId == slot.ChannelId).ToList();
            if (SlotRules.Refusal(slot, others) is { } refusal) return refusal;

            await slots.AddAsync(slot, ct);
            await events.AppendAsync(PlanningEvents.Of(slot.WorkspaceId, slot.Id, "slot.created", actor, now, new { channelId = slot.ChannelId }), ct);
            return new SlotResult.Saved(slot);
        }, ct);

    public static SlotResult.Refused UnknownCategory(Guid categoryId) => new("unknown_category", "categoryId", $"There is no category {categoryId}.");
}
