using Posthaste.Jobs.Limits;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs.Limits;

/// <summary>What a channel's limits leave room for, from what was counted.</summary>
public sealed class LedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 30, 0, TimeSpan.Zero);
    private static readonly PlatformLimits Instagram = new() { PostsPerDay = 50, ContainersPerDay = 400, CallsPerHour = 200 };

    private static readonly ChannelCounts Nothing = new() { Publishes = [], Hours = [], Quota = null, ReadyJobs = 0, PausedUntil = null };

    [Fact]
    public void Until_the_platforms_own_figure_is_read_its_smallest_one_counts()
    {
        var ledger = Ledger(Nothing with { Publishes = Spread(49) });

        Assert.Null(ledger.ForPublishing(Now, 1));
        Assert.NotNull(ledger.ForPublishing(Now, 2));
        Assert.True(ledger.NeedsReading);
        Assert.Equal(new LimitState(LimitName.PostsPerDay, 50, 49, Now.AddMinutes(-490).AddHours(24), LimitSource.Default), ledger.States[0]);
    }

    [Fact]
    public void A_figure_that_was_read_replaces_it_and_is_read_again_after_a_quarter_of_an_hour()
    {
        var ledger = Ledger(Nothing with { Publishes = Spread(60), Quota = new QuotaNote(59, 100, TimeSpan.FromDays(1), Now.AddMinutes(-15)) });
        var old = Ledger(Nothing with { Quota = new QuotaNote(60, 100, TimeSpan.FromDays(1), Now.AddMinutes(-16)) });

        Assert.Null(ledger.ForPublishing(Now, 1));
        Assert.Equal((100, 60, LimitSource.Platform), (ledger.States[0].Limit, ledger.States[0].Used, ledger.States[0].Source));
        Assert.False(ledger.NeedsReading);
        Assert.True(old.NeedsReading);
    }

    [Theory]
    // What others posted counts beside ours: (ours before the reading, ours since, the platform's figure) → used.
    [InlineData(3, 0, 3, 3)]
    [InlineData(3, 2, 3, 5)]
    [InlineData(3, 2, 10, 12)]
    // Its figure lags behind: ours is the larger.
    [InlineData(5, 0, 2, 5)]
    public void The_larger_of_both_counts_is_used(int before, int since, int remote, int used)
    {
        var readAt = Now.AddMinutes(-10);
        var ledger = Ledger(Nothing with
        {
            Publishes = [.. Enumerable.Repeat(readAt.AddMinutes(-1), before), .. Enumerable.Repeat(readAt.AddMinutes(1), since)],
            Quota = new QuotaNote(remote, 50, TimeSpan.FromDays(1), readAt),
        });

        Assert.Equal(used, ledger.States[0].Used);
        Assert.Equal(50 - (used - before - since), ledger.Allowance.PerDay);
    }

    [Fact]
    public void A_quota_that_others_spent_is_asked_for_again_within_the_hour()
    {
        var ledger = Ledger(Nothing with { Quota = new QuotaNote(50, 50, TimeSpan.FromDays(1), Now) });

        Assert.Equal(Now.AddHours(1), ledger.ForPublishing(Now, 1)!.Until);
    }

    [Fact]
    public void A_spent_quota_has_room_again_when_the_oldest_post_leaves_the_window()
    {
        var oldest = Now.AddHours(-23);
        var counts = Nothing with { Publishes = [oldest, .. Enumerable.Repeat(Now.AddHours(-2), 49)] };
        var ledger = Ledger(counts);

        var wait = ledger.ForPublishing(Now, 1)!;

        Assert.Equal(oldest.AddHours(24), wait.Until);
        Assert.Equal(wait.Until, ledger.States[0].ResetAt);
        Assert.Equal((50, 0), (ledger.States[0].Used, ledger.States[0].Remaining));
        Assert.Contains("50 posts in 24 hours", wait.Error.Message, StringComparison.Ordinal);
        Assert.Null(ledger.ForPublishing(wait.Until, 1));
        // Nobody has asked yet whether the account may post more.
        Assert.Equal(Now.AddHours(1), ledger.ForPublishing(Now, 2)!.Until);
        Assert.Equal(Now.AddHours(22), Ledger(counts with { Quota = new QuotaNote(50, 50, null, Now) }).ForPublishing(Now, 2)!.Until);
    }

    [Fact]
    public void Posts_of_an_hour_are_limited_beside_those_of_the_day()
    {
        var ledger = new QuotaLedger(Nothing with { Publishes = [Now.AddMinutes(-59), Now.AddMinutes(-1)] }, PlatformLimits.None, postsPerHour: 2, Now);

        Assert.Equal(Now.AddMinutes(1), ledger.ForPublishing(Now, 1)!.Until);
        Assert.Equal(Now.AddMinutes(59), ledger.ForPublishing(Now, 2)!.Until);
        Assert.Equal(LimitName.PostsPerHour, Assert.Single(ledger.States).Name);
    }

    [Fact]
    public void Without_limits_nothing_waits()
    {
        var ledger = new QuotaLedger(Nothing with { Publishes = Spread(1000) }, PlatformLimits.None, postsPerHour: 0, Now);

        Assert.Null(ledger.ForPublishing(Now, 100));
        Assert.Null(ledger.ForPreparing(creates: true));
        Assert.Null(ledger.ForMetrics());
        Assert.Empty(ledger.States);
        Assert.Equal(PublishAllowance.Unlimited, ledger.Allowance);
    }

    [Fact]
    public void Preparing_leaves_the_calls_that_ready_posts_need()
    {
        var counts = Nothing with { Hours = [new HourCount(Now.AddMinutes(-30), 190, 0)] };

        Assert.Null(Ledger(counts with { ReadyJobs = 3 }).ForPreparing(creates: false));
        var wait = Ledger(counts with { ReadyJobs = 4 }).ForPreparing(creates: false)!;
        Assert.Equal(Now.AddMinutes(5), wait.Until);
        Assert.NotNull(Ledger(counts).ForMetrics());
    }

    [Fact]
    public void Spent_calls_come_back_as_the_hour_rolls_on()
    {
        var ledger = Ledger(Nothing with { Hours = [new HourCount(Now.AddMinutes(-90), 100, 0), new HourCount(Now.AddMinutes(-30), 150, 0)] });

        // Half of the hour before is still inside the window.
        Assert.Equal(200, ledger.States.Single(state => state.Name == LimitName.CallsPerHour).Used);
        var wait = ledger.ForPreparing(creates: false)!;
        Assert.InRange(wait.Until, Now.AddSeconds(1), Now.AddMinutes(2));
    }

    [Fact]
    public void Spent_containers_stop_what_makes_new_ones_and_nothing_else()
    {
        var ledger = Ledger(Nothing with { Hours = [new HourCount(Now.AddHours(-3.5), 1, 400)] });

        Assert.InRange(ledger.ForPreparing(creates: true)!.Until, Now.AddHours(20), Now.AddHours(21.5));
        Assert.Null(ledger.ForPreparing(creates: false));
    }

    /// <summary>Any times, any limit: what is let through at the time that was named stays within it, and a moment before would not.</summary>
    [Fact]
    public void The_time_that_is_named_is_the_first_that_fits()
    {
        var random = new Random(4711);
        for (var run = 0; run < 500; run++)
        {
            var times = Enumerable.Range(0, random.Next(0, 40)).Select(_ => Now.AddMinutes(-random.Next(0, 1600))).ToList();
            var window = new RollingWindow(times, TimeSpan.FromHours(24));
            var (limit, more) = (random.Next(1, 20), random.Next(1, 4));

            var fits = window.FitsAt(Now, limit, more)!.Value;

            var room = limit - Math.Min(more, limit);
            Assert.True(window.CountAt(fits) <= room);
            Assert.True(fits == Now || window.CountAt(fits.AddMilliseconds(-1)) > room);
        }
    }

    [Fact]
    public void Hours_leave_the_window_little_by_little_and_never_grow()
    {
        var random = new Random(4712);
        for (var run = 0; run < 200; run++)
        {
            var hours = Enumerable.Range(0, 26).Select(i => (Hour: Now.AddMinutes(-30).AddHours(-i), Count: (long)random.Next(0, 60))).ToList();
            var window = new HourlyWindow(hours, TimeSpan.FromHours(24), Now);
            var counts = Enumerable.Range(0, 26).Select(i => window.CountAt(Now.AddHours(i))).ToList();
            var limit = random.Next(1, 1500);

            Assert.Equal(counts.OrderDescending(), counts);
            Assert.Equal(0, counts[^1]);
            Assert.True(window.CountAt(window.FitsAt(Now, limit)!.Value) < limit);
        }
    }

    private static QuotaLedger Ledger(ChannelCounts counts) => new(counts, Instagram, postsPerHour: 0, Now);

    /// <summary>One every ten minutes, the newest just now.</summary>
    private static IReadOnlyList<DateTimeOffset> Spread(int count) => [.. Enumerable.Range(1, count).Select(i => Now.AddMinutes(-10 * i)).Order()];
}
