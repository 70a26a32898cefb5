namespace Posthaste.Posts.Figures;

/// <summary>A time zone over some days, as spans in which its offset stays the same: what SQL can reckon days with, clocks that are put forward and back included.</summary>
internal sealed class ZoneSpans
{
    private const long DayMs = 86_400_000;

    /// <summary>Two changes of a zone's clocks lie further apart than this.</summary>
    private const long StepMs = DayMs;

    /// <param name="zone">By its IANA name.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    public ZoneSpans(TimeZoneInfo zone, DateOnly from, DateOnly to)
    {
        // No zone is more than 14 hours off.
        var (begin, end) = (StartMs(from) - DayMs, StartMs(to) + (2 * DayMs));
        var spans = new List<ZoneSpan>();
        for (var at = begin; at < end; at += StepMs)
        {
            var (before, after) = (OffsetMs(zone, at), OffsetMs(zone, at + StepMs));
            if (before != after) spans.Add(new ZoneSpan(FindChange(zone, at, at + StepMs), before));
        }
        spans.Add(new ZoneSpan(long.MaxValue, OffsetMs(zone, end)));
        Spans = spans;
        From = FirstInstantOf(from);
        To = FirstInstantOf(to.AddDays(1));
    }

    /// <summary>By time; the last one has no end.</summary>
    public IReadOnlyList<ZoneSpan> Spans { get; }

    /// <summary>The first instant of the first day.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The first instant after the last day.</summary>
    public DateTimeOffset To { get; }

    /// <summary>The day of an instant within them.</summary>
    public DateOnly DayOf(DateTimeOffset instant)
    {
        var ms = instant.ToUnixTimeMilliseconds();
        return DayAt((ms + Spans.First(span => ms < span.UntilMs).OffsetMs) / DayMs);
    }

    /// <param name="number">Days since 1970-01-01.</param>
    public static DateOnly DayAt(long number) => DateOnly.FromDayNumber((int)number + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);

    // Where the clocks go forward over midnight, the day begins with their change.
    private DateTimeOffset FirstInstantOf(DateOnly day)
    {
        var begins = long.MinValue;
        foreach (var span in Spans)
        {
            var at = Math.Max(begins, StartMs(day) - span.OffsetMs);
            if (at < span.UntilMs) return DateTimeOffset.FromUnixTimeMilliseconds(at);
            begins = span.UntilMs;
        }
        throw new System.Diagnostics.UnreachableException();
    }

    private static long FindChange(TimeZoneInfo zone, long before, long after)
    {
        var old = OffsetMs(zone, before);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (OffsetMs(zone, middle) == old) before = middle;
            else after = middle;
        }
        return after;
    }

    private static long OffsetMs(TimeZoneInfo zone, long ms) => (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(ms)).TotalMilliseconds;

    private static long StartMs(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
}

/// <summary>Some time with one offset.</summary>
/// <param name="UntilMs">Before this, in Unix milliseconds.</param>
/// <param name="OffsetMs">What is added to UTC, in milliseconds.</param>
internal readonly record struct ZoneSpan(long UntilMs, long OffsetMs);
