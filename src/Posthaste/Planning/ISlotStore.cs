namespace Posthaste.Planning;

/// <summary>Rows of slots, and what lies in their places. Every implementation passes <c>SlotStoreContract</c>.</summary>
public interface ISlotStore
{
    /// <summary>By channel and time.</summary>
    Task<IReadOnlyList<Slot>> ListAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>Reads the slot and keeps others from changing it until the current transaction ends. Take it before its category and its channel.</summary>
    Task<Slot?> LockAsync(Guid workspaceId, Guid slotId, CancellationToken ct);

    /// <summary>To be called with the channel locked.</summary>
    Task AddAsync(Slot slot, CancellationToken ct);

    /// <summary>Writes category, days and time of a slot that was locked. To be called with the channel locked.</summary>
    Task SaveAsync(Slot slot, CancellationToken ct);

    /// <returns>False where there is no such slot.</returns>
    Task<bool> RemoveAsync(Guid workspaceId, Guid slotId, CancellationToken ct);

    /// <summary>What is live, on its way or planned on these channels in this time, by time: jobs that are neither cancelled nor failed at their due
    /// time, and posts without such a job at the time they are planned for.</summary>
    /// <param name="workspaceId">Whose.</param>
    /// <param name="channelIds">At least one.</param>
    /// <param name="from">At or after.</param>
    /// <param name="to">Before.</param>
    /// <param name="ct">Ends the reading.</param>
    Task<IReadOnlyList<TakenTime>> ListTakenAsync(Guid workspaceId, IReadOnlyCollection<Guid> channelIds, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}

/// <summary>A post at its time on one channel.</summary>
/// <param name="CategoryId">The post's; null where it has none.</param>
public sealed record TakenTime(Guid ChannelId, DateTimeOffset At, Guid PostId, Guid? CategoryId);
