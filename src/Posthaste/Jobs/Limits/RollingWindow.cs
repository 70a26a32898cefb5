namespace Posthaste.Jobs.Limits;

/// <summary>Things that count for a while after they happened. Pure.</summary>
/// <param name="Times">When each happened, or will, in any order.</param>
/// <param name="Length">For how long each counts; at its end it counts no more.</param>
internal sealed record RollingWindow(IReadOnlyList<DateTimeOffset> Times, TimeSpan Length)
{
    public int CountAt(DateTimeOffset at) => Times.Count(time => time <= at && time > at - Length);

    /// <summary>The first time from then on at which so many more stay within the limit.</summary>
    /// <param name="from">Not before.</param>
    /// <param name="limit">How many may count at once.</param>
    /// <param name="more">At least 1; more than the limit are taken for as many as the limit.</param>
    /// <returns>Null where nothing at all is allowed.</returns>
    public DateTimeOffset? FitsAt(DateTimeOffset from, int limit, int more = 1)
    {
        if (limit <= 0) return null;
        var room = limit - Math.Min(more, limit);
        return Times.Select(time => time + Length).Where(end => end > from).Append(from).Distinct().Order().First(at => CountAt(at) <= room);
    }
}
