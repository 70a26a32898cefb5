using FsCheck;
using FsCheck.Fluent;
using Posthaste.Planning;

namespace Posthaste.Tests.Planning;

/// <summary>Times of the week over every change of the clocks, in zones that do it each in its own way.</summary>
public sealed class SlotTimesProperties
{
    /// <summary>Changes at night and at midnight, by half an hour, none, in the southern winter, by the moon, and a day left out of the calendar.</summary>
    private static readonly TimeZoneInfo[] Zones =
    [
        .. new[]
        {
            "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago", "Africa/Casablanca", "Africa/Cairo", "Pacific/Apia", "Europe/Dublin", "Asia/Beirut", "UTC",
        }.Select(TimeZoneInfo.FindSystemTimeZoneById),
    ];

    private static readonly Arbitrary<(TimeZoneInfo Zone, DateTimeOffset From, TimeOnly Time, DayOfWeek[] Days)> Slots = (
        from zone in Gen.Elements(Zones)
        from day in Gen.Choose(0, 20 * 365)
        from minute in Gen.Choose(0, 1439)
        from days in Gen.Elements(Enum.GetValues<DayOfWeek>()).NonEmptyListOf()
        select (zone, new DateTimeOffset(2010, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day), new TimeOnly(minute / 60, minute % 60), days.Distinct().ToArray())).ToArbitrary();

    [Fact]
    public void Times_strictly_increase_and_lie_within_what_was_asked_for() => Holds((slot, times) =>
        times.Zip(times.Skip(1)).All(pair => pair.First < pair.Second) && times.All(at => at >= slot.From && at < slot.From.AddDays(100)));

    [Fact]
    public void A_clock_on_the_wall_shows_the_time_or_the_end_of_the_gap_that_it_is_in() => Holds((slot, times) => times.All(at =>
    {
        var shown = WallClock.In(slot.Zone, at);
        if (TimeOnly.FromDateTime(shown) == slot.Time && slot.Days.Contains(shown.DayOfWeek)) return true;
        // The clocks went forward at this very instant, over the wanted time.
        var before = WallClock.In(slot.Zone, at.AddTicks(-1));
        var wanted = DateOnly.FromDateTime(before).ToDateTime(slot.Time);
        if (wanted <= before) wanted = wanted.AddDays(1);
        return wanted > before && wanted < shown && slot.Days.Contains(wanted.DayOfWeek);
    }));

    [Fact]
    public void Of_a_time_that_happens_twice_the_first_is_taken() => Holds((slot, times) => times.All(at =>
        // An hour, or half of one, before: nowhere do clocks go back further.
        new[] { 30, 60 }.All(minutes => WallClock.In(slot.Zone, at.AddMinutes(-minutes)) != WallClock.In(slot.Zone, at))));

    [Fact]
    public void No_day_of_the_calendar_is_left_out() => Holds((slot, times) =>
    {
        var days = times.Select(at => WallClock.DayIn(slot.Zone, at)).ToHashSet();
        var (first, last) = (WallClock.DayIn(slot.Zone, slot.From).AddDays(1), WallClock.DayIn(slot.Zone, slot.From.AddDays(100)).AddDays(-1));
        for (var day = first; day < last; day = day.AddDays(1))
        {
            // A day of which the clocks show nothing, or whose time moved to the next, is the only one that may be missing.
            var moved = WallClock.DayIn(slot.Zone, WallClock.At(slot.Zone, day, slot.Time)) != day;
            if (slot.Days.Contains(day.DayOfWeek) && !moved && !days.Contains(day)) return false;
        }
        return true;
    });

    [Theory]
    // Spring in Berlin: 02:00 to 03:00 is left out.
    [InlineData("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "01:59", "2026-03-29T00:59:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00:00Z")]
    // Autumn: 02:30 happens at 00:30 and at 01:30 UTC.
    [InlineData("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00:00Z")]
    // Half an hour on Lord Howe.
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00Z")]
    // Midnight does not exist in Santiago.
    [InlineData("America/Santiago", "2026-09-06", "00:15", "2026-09-06T04:00:00Z")]
    // The 30th of December 2011 did not happen in Samoa.
    [InlineData("Pacific/Apia", "2011-12-30", "18:00", "2011-12-30T10:00:00Z")]
    [InlineData("Asia/Kolkata", "2026-03-29", "18:00", "2026-03-29T12:30:00Z")]
    public void A_time_of_day_is_this_instant(string zone, string day, string time, string instant)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;

        var at = WallClock.At(TimeZoneInfo.FindSystemTimeZoneById(zone), DateOnly.Parse(day, culture), TimeOnly.Parse(time, culture));

        Assert.Equal(DateTimeOffset.Parse(instant, culture), at);
    }

    [Fact]
    public void Moving_by_days_keeps_the_time_of_day_over_a_change_of_the_clocks()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var saturday = new DateTimeOffset(2026, 3, 28, 17, 0, 0, 250, TimeSpan.Zero);

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 16, 0, 0, 250, TimeSpan.Zero), WallClock.AddDays(berlin, saturday, 1));
        Assert.Equal(saturday, WallClock.AddDays(berlin, WallClock.AddDays(berlin, saturday, 7), -7));
    }

    private static void Holds(Func<(TimeZoneInfo Zone, DateTimeOffset From, TimeOnly Time, DayOfWeek[] Days), IReadOnlyList<DateTimeOffset>, bool> property) =>
        Prop.ForAll(Slots, slot => property(slot, [.. SlotTimes.Between(slot.Days, slot.Time, slot.Zone, slot.From, slot.From.AddDays(100))]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
