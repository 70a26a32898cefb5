namespace Posthaste.Planning;

/// <summary>Finds the instants at which several channels have a free place each. Pure.</summary>
internal sealed record FreePlaces
{
    /// <summary>Of the workspace.</summary>
    public required IReadOnlyList<Slot> Slots { get; init; }

    /// <summary>The workspace's.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>What lies on the channels in the time that is looked at, and as much before and after it as <see cref="Distance"/>.</summary>
    public required IReadOnlyList<TakenTime> Taken { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyCollection<Guid> ChannelIds { get; init; }

    /// <summary>Of the post; null for one without.</summary>
    public required Guid? CategoryId { get; init; }

    /// <summary>Closer than this to another post on the channel is not free.</summary>
    public required TimeSpan Distance { get; init; }

    /// <returns>From <paramref name="from"/> until before <paramref name="to"/>, strictly increasing.</returns>
    public IReadOnlyList<DateTimeOffset> Between(DateTimeOffset from, DateTimeOffset to)
    {
        HashSet<DateTimeOffset>? common = null;
        foreach (var channelId in ChannelIds)
        {
            var times = Slots.Where(slot => slot.ChannelId == channelId && slot.Takes(CategoryId))
                .SelectMany(slot => SlotTimes.Between(slot.Weekdays, slot.Time, Zone, from, to))
                .Where(at => !IsTaken(channelId, at));
            if (common is null) common = [.. times];
            else common.IntersectWith(times);
        }
        return [.. (common ?? []).Order()];
    }

    private bool IsTaken(Guid channelId, DateTimeOffset at) =>
        Taken.Any(other => other.ChannelId == channelId && (other.At == at || (other.At - at).Duration() < Distance));
}
