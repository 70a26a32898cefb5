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
        var job = TestJob.Scheduled(Guid.NewGuid(), Due) with { UpdatedAt = Due, WakeAt = Due.AddSeconds(lastSeconds) };

        Assert.Equal(nextSeconds, PreflightTimes.Again(job).TotalSeconds);
    }
}
