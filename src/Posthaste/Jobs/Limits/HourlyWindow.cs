namespace Posthaste.Jobs.Limits;

/// <summary>Things that are counted by the hour and leave a rolling window as evenly as they are taken to have come. Pure.</summary>
/// <param name="Hours">Start of the hour and count.</param>
/// <param name="Length">For how long a thing counts.</param>
/// <param name="Now">Nothing was counted after it.</param>
internal sealed record HourlyWindow(IReadOnlyList<(DateTimeOffset Hour, long Count)> Hours, TimeSpan Length, DateTimeOffset Now)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How many still count then, rounded up.</summary>
    public int CountAt(DateTimeOffset at) => (int)Math.Ceiling(Hours.Sum(hour => hour.Count * Share(hour.Hour, at)));

    /// <summary>The first time from then on, to the second, at which one more stays within the limit.</summary>
    /// <returns>Null where nothing at all is allowed.</returns>
    public DateTimeOffset? FitsAt(DateTimeOffset from, int limit)
    {
        if (limit <= 0) return null;
        // Without new ones the count only falls.
        var (full, free) = (0L, (long)(Length + Hour).TotalSeconds);
        if (CountAt(from) < limit) return from;
        while (free - full > 1)
        {
            var middle = (full + free) / 2;
            if (CountAt(from + TimeSpan.FromSeconds(middle)) < limit) free = middle;
            else full = middle;
        }
        return from + TimeSpan.FromSeconds(free);
    }

    /// <summary>Which share of an hour's things is still inside the window.</summary>
    private double Share(DateTimeOffset start, DateTimeOffset at)
    {
        var end = start + Hour < Now ? start + Hour : Now;
        var open = at - Length;
        if (open < start) return 1;
        return end <= open ? 0 : (end - open) / (end - start);
    }
}
