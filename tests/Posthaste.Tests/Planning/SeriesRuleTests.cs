using System.Globalization;
using Posthaste.Planning.Recurring;

namespace Posthaste.Tests.Planning;

/// <summary>When a series comes, as pure rules.</summary>
public sealed class SeriesRuleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData(SeriesEvery.Day, 1, "2026-01-30 2026-01-31 2026-02-01")]
    [InlineData(SeriesEvery.Day, 3, "2026-01-30 2026-02-02 2026-02-05")]
    // A Friday, with weeks that begin on Monday.
    [InlineData(SeriesEvery.Week, 1, "2026-01-30 2026-02-06 2026-02-13")]
    [InlineData(SeriesEvery.Month, 1, "2026-01-30 2026-02-28 2026-03-30")]
    [InlineData(SeriesEvery.Month, 12, "2026-01-30 2027-01-30 2028-01-30")]
    public void Without_more_it_comes_on_the_day_that_it_is_counted_from(SeriesEvery every, int interval, string days) =>
        Assert.Equal(days, Days(new SeriesRule { Every = every, Interval = interval, Time = new TimeOnly(18, 0) }));

    [Fact]
    public void Every_second_week_has_each_of_its_days()
    {
        var rule = new SeriesRule { Every = SeriesEvery.Week, Interval = 2, Weekdays = [DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Sunday], Time = new TimeOnly(18, 0) };

        Assert.Equal("2026-02-01 2026-02-09 2026-02-15 2026-02-23", Days(rule, 4));
    }

    [Fact]
    public void The_31st_is_the_last_day_of_shorter_months()
    {
        var rule = new SeriesRule { Every = SeriesEvery.Month, DayOfMonth = 31, Time = new TimeOnly(18, 0) };

        Assert.Equal("2026-01-31 2026-02-28 2026-03-31 2026-04-30", Days(rule, 4));
        Assert.Equal("2026-02-05 2026-03-05", Days(rule with { DayOfMonth = 5 }, 2));
    }

    [Fact]
    public void Its_times_keep_to_the_clocks_on_the_wall()
    {
        // 02:30 does not exist on the 29th of March.
        var series = ASeries(new SeriesRule { Every = SeriesEvery.Day, Time = new TimeOnly(2, 30) }, "2026-03-28");

        var due = series.FindDue(Berlin, new HashSet<DateOnly>(), At("2026-03-27T23:00:00Z"), At("2026-03-31T00:00:00Z"));

        Assert.Equal([At("2026-03-28T01:30:00Z"), At("2026-03-29T01:00:00Z"), At("2026-03-30T00:30:00Z")], due.Select(occurrence => occurrence.At));
    }

    [Fact]
    public void What_is_made_is_over_or_too_far_ahead_is_not_due()
    {
        var series = ASeries(new SeriesRule { Every = SeriesEvery.Day, Time = new TimeOnly(12, 0) }, "2026-05-01");
        var made = new HashSet<DateOnly> { new(2026, 5, 3) };

        Assert.Equal([2, 4, 5], Due(series));
        Assert.Equal([2, 4], Due(series with { UntilDay = new DateOnly(2026, 5, 4) }));
        Assert.Equal([2], Due(series with { Total = 2 }));
        Assert.Empty(Due(series with { Total = 1 }));
        Assert.Equal([4, 5], Due(series with { StartsAt = At("2026-05-02T10:00:00Z") }));
        Assert.True((series with { Total = 1 }).IsOver(new DateOnly(2026, 5, 1), 1));
        Assert.True((series with { UntilDay = new DateOnly(2026, 5, 1) }).IsOver(new DateOnly(2026, 5, 2), 0));
        Assert.False((series with { UntilDay = new DateOnly(2026, 5, 2), Total = 2 }).IsOver(new DateOnly(2026, 5, 2), 1));

        IEnumerable<int> Due(PostSeries wanted) => wanted.FindDue(Berlin, made, At("2026-05-01T10:01:00Z"), At("2026-05-06T00:00:00Z")).Select(occurrence => occurrence.Day.Day);
    }

    [Theory]
    [InlineData(SeriesEvery.Day, 0, null, null, "rule.interval")]
    [InlineData(SeriesEvery.Day, 1, DayOfWeek.Monday, null, "rule.weekdays")]
    [InlineData(SeriesEvery.Week, 1, null, 3, "rule.dayOfMonth")]
    [InlineData(SeriesEvery.Month, 1, null, 32, "rule.dayOfMonth")]
    [InlineData(SeriesEvery.Month, 1, null, 31, null)]
    public void A_rule_that_says_nothing_sensible_is_refused_by_field(SeriesEvery every, int interval, DayOfWeek? weekday, int? dayOfMonth, string? field)
    {
        var rule = new SeriesRule { Every = every, Interval = interval, Weekdays = weekday is { } day ? [day] : [], DayOfMonth = dayOfMonth, Time = TimeOnly.MinValue };

        Assert.Equal(field, SeriesRules.Refusal(ASeries(rule, "2026-05-01"))?.Field);
    }

    private static string Days(SeriesRule rule, int count = 3) =>
        string.Join(' ', rule.DaysFrom(new DateOnly(2026, 1, 30)).Take(count).Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static PostSeries ASeries(SeriesRule rule, string anchor) => new()
    {
        Id = Guid.Empty,
        WorkspaceId = Guid.Empty,
        PostId = Guid.Empty,
        Rule = rule,
        AnchorDay = DateOnly.Parse(anchor, CultureInfo.InvariantCulture),
        StartsAt = At("2020-01-01T00:00:00Z"),
        CreatedBy = "Ann",
        CreatedAt = At("2020-01-01T00:00:00Z"),
        UpdatedAt = At("2020-01-01T00:00:00Z"),
    };
}
