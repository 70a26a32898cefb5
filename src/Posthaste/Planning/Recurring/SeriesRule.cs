namespace Posthaste.Planning.Recurring;

/// <summary>What a series counts in, as words of the API.</summary>
public enum SeriesEvery
{
    Day,

    /// <summary>Weeks begin on Monday.</summary>
    Week,

    Month,
}

/// <summary>When something comes again.</summary>
public sealed record SeriesRule
{
    public const int MaxInterval = 366;

    public required SeriesEvery Every { get; init; }

    /// <summary>Each, every second, … 1 to <see cref="MaxInterval"/>.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>With <see cref="SeriesEvery.Week"/>: its days; empty for the day that it is counted from.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>With <see cref="SeriesEvery.Month"/>: 1 to 31, the last day in months that are shorter; null for the day that it is counted from.</summary>
    public int? DayOfMonth { get; init; }

    /// <summary>To the minute, in the workspace's time zone.</summary>
    public required TimeOnly Time { get; init; }

    /// <returns>Without end, strictly increasing.</returns>
    /// <param name="anchor">Where days, weeks and months are counted from; the first day that is possible.</param>
    internal IEnumerable<DateOnly> DaysFrom(DateOnly anchor) => Every switch
    {
        SeriesEvery.Day => Steps().Select(step => anchor.AddDays(step)),
        SeriesEvery.Week => Steps().SelectMany(step => WeekOf(anchor.AddDays(7 * step), anchor)).Where(day => day >= anchor),
        _ => Steps().Select(step => InMonth(anchor.AddDays(1 - anchor.Day).AddMonths(step), anchor)).Where(day => day >= anchor),
    };

    private IEnumerable<int> Steps()
    {
        for (var step = 0; ; step += Interval) yield return step;
    }

    private IEnumerable<DateOnly> WeekOf(DateOnly day, DateOnly anchor)
    {
        var monday = day.AddDays(-FromMonday(day.DayOfWeek));
        return (Weekdays.Count == 0 ? [anchor.DayOfWeek] : Weekdays).Distinct().Select(FromMonday).Order().Select(monday.AddDays);
    }

    private DateOnly InMonth(DateOnly first, DateOnly anchor) => first.AddDays(Math.Min(DayOfMonth ?? anchor.Day, DateTime.DaysInMonth(first.Year, first.Month)) - 1);

    private static int FromMonday(DayOfWeek day) => ((int)day + 6) % 7;
}
