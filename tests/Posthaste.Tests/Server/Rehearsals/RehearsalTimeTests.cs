using Posthaste.Server.Rehearsals;

namespace Posthaste.Tests.Server.Rehearsals;

/// <summary>The clock that leaps.</summary>
public sealed class RehearsalTimeTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_leap_moves_both_clocks_and_ends_what_waits_for_less()
    {
        var time = new RehearsalTime(s_start);
        var before = time.GetTimestamp();
        var (soon, later) = (Task.Delay(TimeSpan.FromDays(2), time, Ct), Task.Delay(TimeSpan.FromDays(40), time, Ct));

        time.Leap(TimeSpan.FromDays(3));
        await soon.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Ct);

        Assert.False(later.IsCompleted);
        Assert.InRange(time.GetUtcNow(), s_start.AddDays(3), s_start.AddDays(3).AddMinutes(5));
        Assert.InRange(time.GetElapsedTime(before), TimeSpan.FromDays(3), TimeSpan.FromDays(3) + TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_timer_that_repeats_fires_once_for_a_leap_and_goes_on()
    {
        var time = new RehearsalTime(s_start);
        var fired = new SemaphoreSlim(0);
        await using var timer = time.CreateTimer(_ => fired.Release(), null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        for (var i = 0; i < 2; i++)
        {
            time.Leap(TimeSpan.FromHours(10));
            Assert.True(await fired.WaitAsync(TimeSpan.FromSeconds(30), Ct));
        }

        Assert.Equal(0, fired.CurrentCount);
    }
}
