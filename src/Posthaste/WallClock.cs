namespace Posthaste;

/// <summary>Times as a clock on the wall shows them, and the instants they are. Pure.</summary>
internal static class WallClock
{
    /// <summary>Further than any two places on earth differ: on its two sides a change of the clocks has, and has not, happened.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromHours(26);

    /// <summary>The instant of a time of day. One that happens twice, when clocks go back, is the first of the two; one that does not happen,
    /// when they go forward, is the end of the gap.</summary>
    public static DateTimeOffset At(TimeZoneInfo zone, DateOnly day, TimeOnly time)
    {
        var wall = day.ToDateTime(time, DateTimeKind.Utc);
        var (before, after) = (zone.GetUtcOffset(wall - Around), zone.GetUtcOffset(wall + Around));
        // The larger offset is the earlier instant. Asked of instants only: they are never ambiguous.
        var (larger, smaller) = before > after ? (before, after) : (after, before);
        if (zone.GetUtcOffset(wall - larger) == larger) return new DateTimeOffset(wall - larger);
        if (zone.GetUtcOffset(wall - smaller) == smaller) return new DateTimeOffset(wall - smaller);
        return new DateTimeOffset(FindChange(zone, wall - larger, wall - smaller, before));
    }

    /// <summary>What a clock there shows.</summary>
    public static DateTime In(TimeZoneInfo zone, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    public static DateOnly DayIn(TimeZoneInfo zone, DateTimeOffset at) => DateOnly.FromDateTime(In(zone, at));

    /// <summary>The same time of day so many days later, or earlier where below zero.</summary>
    public static DateTimeOffset AddDays(TimeZoneInfo zone, DateTimeOffset at, int days)
    {
        var wall = In(zone, at);
        return At(zone, DateOnly.FromDateTime(wall).AddDays(days), TimeOnly.FromDateTime(wall));
    }

    /// <summary>The first second at which the offset is no longer what it was before.</summary>
    private static DateTime FindChange(TimeZoneInfo zone, DateTime low, DateTime high, TimeSpan before)
    {
        var (old, changed) = (0L, (long)Math.Ceiling((high - low).TotalSeconds));
        while (changed - old > 1)
        {
            var middle = (old + changed) / 2;
            if (zone.GetUtcOffset(low.AddSeconds(middle)) == before) old = middle;
            else changed = middle;
        }
        // The change is on a whole second, the wall time perhaps not.
        var found = low.AddSeconds(changed);
        return found.AddTicks(-(found.Ticks % TimeSpan.TicksPerSecond));
    }
}
