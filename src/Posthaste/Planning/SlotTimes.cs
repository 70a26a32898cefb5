namespace Posthaste.Planning;

/// <summary>The instants at which a time of the week comes round. Pure.</summary>
internal static class SlotTimes
{
    /// <param name="weekdays">On which days, by the calendar of the zone.</param>
    /// <param name="time">At which time of day there.</param>
    /// <param name="zone">Where.</param>
    /// <param name="from">At or after.</param>
    /// <param name="to">Before.</param>
    /// <returns>Strictly increasing: where a whole day is left out of the calendar, its time and the next one's may be the same instant, which counts once.</returns>
    public static IEnumerable<DateTimeOffset> Between(IReadOnlyCollection<DayOfWeek> weekdays, TimeOnly time, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to)
    {
        // A day more on each side: a time that does not exist moves on, at the most into the next day.
        var (day, end) = (WallClock.DayIn(zone, from).AddDays(-2), WallClock.DayIn(zone, to).AddDays(1));
        var last = DateTimeOffset.MinValue;
        for (; day <= end; day = day.AddDays(1))
        {
            if (!weekdays.Contains(day.DayOfWeek)) continue;
            var at = WallClock.At(zone, day, time);
            if (at <= last) continue;
            last = at;
            if (at >= from && at < to) yield return at;
        }
    }
}
