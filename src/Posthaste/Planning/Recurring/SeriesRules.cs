namespace Posthaste.Planning.Recurring;

/// <summary>What a series may be, as pure rules.</summary>
internal static class SeriesRules
{
    public const int MaxPerWorkspace = 200;

    private const int MaxTotal = 1_000;

    /// <returns>Null where nothing is wrong.</returns>
    public static SeriesResult.Refused? Refusal(PostSeries wanted) => wanted switch
    {
        { Rule.Interval: < 1 or > SeriesRule.MaxInterval } => new("out_of_range", "rule.interval", $"Give a whole number from 1 to {SeriesRule.MaxInterval}."),
        { Rule: { Every: not SeriesEvery.Week, Weekdays.Count: > 0 } } => new("out_of_range", "rule.weekdays", "Days of the week are for series that come every week."),
        { Rule: { Every: not SeriesEvery.Month, DayOfMonth: not null } } => new("out_of_range", "rule.dayOfMonth", "A day of the month is for series that come every month."),
        { Rule.DayOfMonth: < 1 or > 31 } => new("out_of_range", "rule.dayOfMonth", "Give a day from 1 to 31; in shorter months it is the last one."),
        { Total: < 1 or > MaxTotal } => new("out_of_range", "count", $"A series makes 1 to {MaxTotal:N0} posts."),
        { UntilDay: not null, Total: not null } => new("out_of_range", "count", "Give either until or count, not both."),
        _ => null,
    };
}

/// <summary>What became of a series that somebody wanted made or changed.</summary>
public abstract record SeriesResult
{
    private SeriesResult() { }

    public sealed record Saved(PostSeries Series) : SeriesResult;

    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Field">The API field at fault.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Field, string Message) : SeriesResult;

    public sealed record NotFound : SeriesResult;
}
