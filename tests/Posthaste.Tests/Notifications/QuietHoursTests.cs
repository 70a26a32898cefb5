using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Posthaste.Notifications;

namespace Posthaste.Tests.Notifications;

/// <summary>Quiet hours by the workspace's clock, over its changes, and digests.</summary>
public sealed class QuietHoursTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-07-29T19:59:59Z", null)]
    [InlineData("2026-07-29T20:00:00Z", "2026-07-30T05:00:00Z")]
    [InlineData("2026-07-30T04:59:59Z", "2026-07-30T05:00:00Z")]
    [InlineData("2026-07-30T05:00:00Z", null)]
    // Clocks go forward at 01:00Z: this night is an hour shorter.
    [InlineData("2026-03-28T21:00:00Z", "2026-03-29T05:00:00Z")]
    // And back at 01:00Z: this one is an hour longer.
    [InlineData("2026-10-24T20:00:00Z", "2026-10-25T06:00:00Z")]
    public void A_night_of_quiet_ends_in_the_morning_of_the_workspaces_clock(string now, string? end) =>
        Assert.Equal(end is null ? null : At(end), new QuietHours(new TimeOnly(22, 0), new TimeOnly(7, 0)).EndAfter(At(now), Berlin));

    [Theory]
    [InlineData("2026-10-25T00:29:00Z", "2026-10-25T00:30:00Z")]
    // The clock shows half past two for the second time, and quiet ended at the first.
    [InlineData("2026-10-25T01:15:00Z", null)]
    public void What_the_clock_shows_twice_ends_quiet_once(string now, string? end) =>
        Assert.Equal(end is null ? null : At(end), new QuietHours(new TimeOnly(23, 0), new TimeOnly(2, 30)).EndAfter(At(now), Berlin));

    [Fact]
    public void Quiet_that_ends_in_the_gap_of_a_change_ends_with_the_gap() =>
        Assert.Equal(At("2026-03-29T01:00:00Z"), new QuietHours(new TimeOnly(23, 0), new TimeOnly(2, 30)).EndAfter(At("2026-03-29T00:30:00Z"), Berlin));

    [Fact]
    public void Quiet_over_noon_does_not_reach_over_midnight()
    {
        var quiet = new QuietHours(new TimeOnly(12, 0), new TimeOnly(13, 0));

        Assert.Equal(At("2026-07-29T11:00:00Z"), quiet.EndAfter(At("2026-07-29T10:30:00Z"), Berlin));
        Assert.Null(quiet.EndAfter(At("2026-07-29T22:30:00Z"), Berlin));
    }

    [Fact]
    public void Wherever_and_whenever_quiet_ends_later_within_a_day_and_a_bit_and_is_then_over()
    {
        var nights =
            from zone in Gen.Elements(new[] { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "UTC" }.Select(TimeZoneInfo.FindSystemTimeZoneById).ToArray())
            from minutes in Gen.Choose(0, 10 * 365 * 24 * 60)
            from fromMinute in Gen.Choose(0, 1439)
            from length in Gen.Choose(1, 1439)
            select (Zone: zone, Now: At("2012-01-02T00:00:00Z").AddMinutes(minutes), From: fromMinute, To: (fromMinute + length) % 1440);

        Prop.ForAll(nights.ToArbitrary(), night =>
        {
            var quiet = new QuietHours(new TimeOnly(night.From / 60, night.From % 60), new TimeOnly(night.To / 60, night.To % 60));
            return quiet.EndAfter(night.Now, night.Zone) is not { } end || (end > night.Now && end - night.Now < TimeSpan.FromHours(50) && quiet.EndAfter(end, night.Zone) != end);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void What_is_urgent_waits_for_nothing_and_a_digest_for_its_time_and_the_morning()
    {
        var target = Notices.Target(TargetKind.Email, new QuietHours(new TimeOnly(22, 0), new TimeOnly(7, 0)), digestMinutes: 30);

        Assert.Equal(At("2026-07-29T10:30:00Z"), DueRule.DueAt(target, urgent: false, Berlin, At("2026-07-29T10:00:01Z")));
        Assert.Equal(At("2026-07-30T05:00:00Z"), DueRule.DueAt(target, urgent: false, Berlin, At("2026-07-29T19:45:00Z")));
        Assert.Equal(At("2026-07-29T23:00:01Z"), DueRule.DueAt(target, urgent: true, Berlin, At("2026-07-29T23:00:01Z")));
        Assert.Equal(At("2026-07-29T10:00:01Z"), DueRule.DueAt(Notices.Target(TargetKind.Email), urgent: false, Berlin, At("2026-07-29T10:00:01Z")));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
