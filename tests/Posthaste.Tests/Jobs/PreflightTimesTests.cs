using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs;

public sealed class PreflightTimesTests
{
    private static readonly DateTimeOffset Due = new(2026, 10, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(30 * 60, 24 * 60)]
    [InlineData(24 * 60 + 1, 24 * 60)]
    [InlineData(24 * 60, 60)]
    [InlineData(61, 60)]
    [InlineData(60, 15)]
    [InlineData(16, 15)]
    [InlineData(15, 15)]
    [InlineData(5, 5)]
    [InlineData(-5, -5)]
    public void The_next_look_is_the_first_still_to_come_and_now_once_preparing_may_begin(int minutesAhead, int next)
    {
        Assert.Equal(Due.AddMinutes(-next), PreflightTimes.Next(Due, TimeSpan.FromMinutes(15), Due.AddMinutes(-minutesAhead), new JobsOptions()));
    }

    [Theory]
    [InlineData("", 15)]
    [InlineData("00:10:00", 15)]
    [InlineData("00:20:00,02:00:00,00:30:00", 120)]
    public void Looks_are_taken_in_the_order_of_time_and_none_after_preparing_has_begun(string setting, int next)
    {
        Assert.Equal(Due.AddMinutes(-next), PreflightTimes.Next(Due, TimeSpan.FromMinutes(15), Due.AddDays(-2), new JobsOptions { Preflight = setting }));
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(59.9, 300)]
    [InlineData(60, 300)]
    [InlineData(299, 900)]
    [InlineData(900, 900)]
    [InlineData(901, 60)]
    [InlineData(82_800, 60)]
    public void The_waits_grow_from_the_last_one_and_begin_anew_after_any_other(double lastSeconds, int nextSeconds)
    {
        Assert.Equal(Due.AddHours(-5).AddSeconds(nextSeconds), Again(lastSeconds, Due.AddHours(-5)));
    }

    [Fact]
    public void What_is_found_for_the_first_time_is_looked_at_after_a_minute()
    {
        Assert.Equal(Due.AddHours(-5).AddMinutes(1), Again(900, Due.AddHours(-5), anew: true));
    }

    [Theory]
    [InlineData(-20, 120, -15)]
    [InlineData(-15, 120, -14)]
    [InlineData(-1, 120, 0)]
    [InlineData(0, 120, 15)]
    [InlineData(80, 120, 90)]
    [InlineData(112, 120, 114)]
    [InlineData(118, 120, 119)]
    [InlineData(-40, 1, -29.75)]
    [InlineData(0, 1, 1)]
    public void The_start_of_preparing_due_and_the_end_of_the_window_are_not_slept_through(double nowMinutes, int windowMinutes, double nextMinutes)
    {
        Assert.Equal(Due.AddMinutes(nextMinutes), Again(900, Due.AddMinutes(nowMinutes), windowMinutes));
    }

    /// <summary>For a job that is prepared a quarter of an hour ahead.</summary>
    private static DateTimeOffset Again(double lastSeconds, DateTimeOffset now, int windowMinutes = 120, bool anew = false) => PreflightTimes.Again(
        TestJob.Scheduled(Guid.NewGuid(), Due) with
        {
            DueAt = Due,
            LateAt = Due.AddMinutes(windowMinutes),
            Lead = TimeSpan.FromMinutes(15),
            UpdatedAt = now.AddSeconds(-lastSeconds),
            WakeAt = now,
        }, anew, now);
}
