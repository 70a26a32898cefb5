namespace Posthaste.Jobs.Limits;

/// <summary>What the limits are decided on. Every implementation passes <c>LaneStoreContract</c>.</summary>
public interface ILimitStore
{
    Task<ChannelCounts> ReadCountsAsync(Guid channelId, DateTimeOffset now, CancellationToken ct);

    /// <summary>Keeps what the platform said; an older reading gives way.</summary>
    Task SaveQuotaAsync(Guid channelId, QuotaNote quota, CancellationToken ct);

    /// <summary>What is still to go out on the channel in this time.</summary>
    /// <param name="channelId">The channel.</param>
    /// <param name="exceptPostId">Left out: the post that is being planned.</param>
    /// <param name="from">Due after.</param>
    /// <param name="to">Due at or before.</param>
    /// <param name="ct">Ends the reading.</param>
    Task<IReadOnlyList<PlannedPost>> ListPlannedAsync(Guid channelId, Guid exceptPostId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}
