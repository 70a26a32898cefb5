namespace Posthaste.Planning;

/// <summary>A slot on one of its days.</summary>
/// <param name="CategoryId">Of the slot; null where it takes any post.</param>
/// <param name="PostId">What lies in it; null where it is still to be filled.</param>
public sealed record Place(Guid SlotId, Guid ChannelId, Guid? CategoryId, DateTimeOffset At, Guid? PostId);
