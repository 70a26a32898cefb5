using Posthaste.Posts.Figures;

namespace Posthaste.Tests.Posts.Figures;

public sealed class ZoneSpansTests
{
    [Fact]
    public void A_day_on_which_the_clocks_go_forward_has_23_hours()
    {
        var day = Of("Europe/Berlin", "2026-03-29", "2026-03-29");

        Assert.Equal(At("2026-03-28T23:00:00Z"), day.From);
        Assert.Equal(At("2026-03-29T22:00:00Z"), day.To);
    }

    [Fact]
    public void A_day_on_which_the_clocks_go_back_has_25_hours()
    {
        var day = Of("Europe/Berlin", "2026-10-25", "2026-10-25");

        Assert.Equal(TimeSpan.FromHours(25), day.To - day.From);
    }

    [Fact]
    public void A_day_that_begins_with_the_change_of_the_clocks_begins_there()
    {
        // In Beirut the clocks go from midnight to one.
        var day = Of("Asia/Beirut", "2026-03-29", "2026-03-29");

        Assert.Equal(At("2026-03-28T22:00:00Z"), day.From);
        Assert.Equal(new DateOnly(2026, 3, 28), day.DayOf(day.From.AddMilliseconds(-1)));
        Assert.Equal(new DateOnly(2026, 3, 29), day.DayOf(day.From));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    [InlineData("Africa/Casablanca")]
    public void Every_instant_of_a_year_is_on_the_day_that_the_zone_says(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var year = Of(name, "2026-01-01", "2026-12-31");

        for (var at = year.From; at < year.To; at = at.AddMinutes(29))
            Assert.Equal(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime), year.DayOf(at));
        Assert.Equal(new DateOnly(2026, 1, 1), year.DayOf(year.From));
        Assert.Equal(new DateOnly(2025, 12, 31), year.DayOf(year.From.AddMilliseconds(-1)));
        Assert.Equal(new DateOnly(2026, 12, 31), year.DayOf(year.To.AddMilliseconds(-1)));
        Assert.Equal(new DateOnly(2027, 1, 1), year.DayOf(year.To));
    }

    [Fact]
    public void A_zone_without_changes_is_one_span() => Assert.Single(Of("Asia/Kolkata", "2026-01-01", "2027-02-04").Spans);

    private static ZoneSpans Of(string zone, string from, string to) =>
        new(TimeZoneInfo.FindSystemTimeZoneById(zone), Day(from), Day(to));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
