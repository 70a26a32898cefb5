using Dapper;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Storage;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>Spent limits are waits; what is blocked is not called.</summary>
public sealed class LimitTests : EngineStory
{
    [Fact]
    public async Task A_post_over_the_days_quota_waits_without_a_call_and_goes_out_when_it_fits()
    {
        Platform.Limits = new PlatformLimits { PostsPerDay = 2 };
        var first = await Engine.ScheduleAsync("one", Minutes(5));
        await Engine.ScheduleAsync("two", Hours(1));
        var third = await Engine.ScheduleAsync("three", Hours(23.5));
        Engine.RunTo(third.DueAt - Minutes(1));

        var waiting = await Engine.ReadAsync(third);
        Assert.Equal((JobState.Scheduled, JobReason.WaitingQuota, 0), (waiting.State, waiting.Reason, waiting.Attempt));
        Assert.Equal("limit_spent", waiting.LastError!.Code);
        Assert.InRange(waiting.WakeAt!.Value, first.DueAt + Hours(24) - third.Lead - Seconds(1), first.DueAt + Hours(24) - third.Lead);
        Assert.DoesNotContain(Platform.Calls, call => call.Caption == "three");
        Engine.RunTo(first.DueAt + Hours(24) + Minutes(1));

        var done = await Engine.ReadAsync(third);
        Assert.Equal(JobState.Published, done.State);
        Assert.InRange(done.PublishedAt!.Value, first.DueAt + Hours(24) - Seconds(1), first.DueAt + Hours(24) + Seconds(1));
        Assert.Equal("rate_limited prepared rate_limited published+", await Engine.HistoryAsync(third));
    }

    [Fact]
    public async Task The_twenty_sixth_post_of_an_hour_goes_out_an_hour_after_the_first()
    {
        var jobs = new List<Job>();
        for (var i = 0; i < 26; i++) jobs.Add(await Engine.ScheduleAsync($"post {i}", Minutes(10) + Seconds(i)));
        Engine.RunTo(jobs[25].DueAt + Minutes(5));

        Assert.Equal(25, Platform.Posts.Count);
        var waiting = await Engine.ReadAsync(jobs[25]);
        Assert.Equal((JobState.Ready, JobReason.WaitingQuota), (waiting.State, waiting.Reason));
        Engine.RunTo(jobs[0].DueAt + Hours(1) + Seconds(5));

        Assert.InRange((await Engine.ReadAsync(jobs[25])).PublishedAt!.Value, jobs[0].DueAt + Hours(1) - Seconds(1), jobs[0].DueAt + Hours(1) + Seconds(1));
        Assert.Equal("prepared rate_limited published+", await Engine.HistoryAsync(jobs[25]));
    }

    [Fact]
    public async Task A_wait_beyond_the_late_window_ends_with_it()
    {
        Platform.Limits = new PlatformLimits { PostsPerDay = 1 };
        await Engine.ScheduleAsync("one", Minutes(5));
        var second = await Engine.ScheduleAsync("two", Minutes(10));

        Engine.RunTo(second.LateAt + Minutes(1));

        var missed = await Engine.ReadAsync(second);
        Assert.Equal((JobState.NeedsAttention, JobReason.Missed), (missed.State, missed.Reason!.Value));
        Assert.Contains("limit of 1 posts in 24 hours", missed.LastError!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_channel_does_not_wait_for_a_spent_one()
    {
        Platform.Limits = new PlatformLimits { PostsPerDay = 1 };
        await Engine.ScheduleAsync("one", Minutes(5));
        await Engine.ScheduleAsync("two", Minutes(10));
        var elsewhere = await Engine.ScheduleAsync("elsewhere", Minutes(10), await Engine.AddChannelAsync());

        Engine.RunTo(elsewhere.DueAt + Minutes(1));

        Assert.Equal(elsewhere.DueAt, (await Engine.ReadAsync(elsewhere)).PublishedAt);
    }

    [Fact]
    public async Task The_database_refuses_what_another_program_made_too_much_since_the_look()
    {
        Platform.Limits = new PlatformLimits { PostsPerDay = 1 };
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        var other = await Engine.ScheduleAsync("other", Hours(10));
        Engine.Node.Store.Before("OpenIntentAsync", () => CountPublishAsync(other));

        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Empty(Platform.Publishes);
        var waiting = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Ready, JobReason.WaitingQuota), (waiting.State, waiting.Reason));
        Assert.Equal("prepared rate_limited", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task The_platforms_own_count_is_read_before_preparing_and_believed_for_a_quarter_of_an_hour()
    {
        Platform.Limits = new PlatformLimits { PostsPerDay = 50 };
        Platform.Quota = new QuotaReading(1, 100, Hours(24));
        var one = await Engine.ScheduleAsync("one", Minutes(5));
        var two = await Engine.ScheduleAsync("two", Minutes(15));
        var three = await Engine.ScheduleAsync("three", Minutes(25));

        Engine.RunFor(Hours(1));

        Assert.Equal([one.DueAt - one.Lead, three.DueAt - three.Lead], Platform.QuotaReads);
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(two)).State);
    }

    [Fact]
    public async Task A_quota_that_somebody_else_spent_is_asked_for_until_it_has_room()
    {
        Platform.Limits = new PlatformLimits { PostsPerDay = 50 };
        Platform.Quota = new QuotaReading(50, 50, Hours(24));
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunFor(Minutes(30));
        Assert.Equal(JobReason.WaitingQuota, (await Engine.ReadAsync(job)).Reason);
        Assert.Empty(Platform.Calls);

        Platform.Quota = new QuotaReading(49, 50, Hours(24));
        Engine.RunFor(Hours(1));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
    }

    [Fact]
    public async Task A_quota_that_cannot_be_read_changes_nothing()
    {
        Platform.Limits = new PlatformLimits { PostsPerDay = 50 };
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Minutes(6));

        Assert.Single(Platform.QuotaReads);
        Assert.Equal(job.DueAt, (await Engine.ReadAsync(job)).PublishedAt);
    }

    [Fact]
    public async Task Polling_ends_where_the_calls_of_ready_posts_begin()
    {
        Platform.Limits = new PlatformLimits { CallsPerHour = 12 };
        var ready = await Engine.ScheduleAsync("ready", Minutes(50));
        var slow = await Engine.ScheduleAsync("slow", Minutes(55));
        Engine.RunTo(ready.DueAt - ready.Lead + Seconds(1));
        Assert.Equal(JobState.Ready, (await Engine.ReadAsync(ready)).State);
        Platform.On("await", [.. Enumerable.Repeat((Reply)((_, _) => Task.FromResult<StepResult>(new StepResult.Wait(Engine.Now + Seconds(10), "c2"))), 100)]);

        Engine.RunTo(ready.DueAt - Seconds(1));
        Assert.Equal(2, Platform.Calls.Count);
        Engine.RunTo(ready.DueAt + Minutes(30));

        Assert.Equal(ready.DueAt, (await Engine.ReadAsync(ready)).PublishedAt);
        Assert.NotNull((await Engine.ReadAsync(ready)).Permalink);
        Assert.Equal(JobReason.WaitingQuota, (await Engine.ReadAsync(slow)).Reason);
        Assert.InRange(Platform.Calls.Count, 10, 13);
    }

    [Fact]
    public async Task What_one_slot_hears_stops_the_channels_other_slots_before_their_next_call()
    {
        var until = Engine.Now + Minutes(20);
        var (one, two) = await InTwoSlotsAsync();
        var asked = new TaskCompletionSource();
        // The first is under way when the second is told to stop; its next step must not call.
        Platform.On("create", Replies.AnsweredWhen(asked.Task), Replies.RateLimited(until));
        Engine.RunTo(one.DueAt - one.Lead + Seconds(1));
        asked.SetResult();
        Engine.RunTo(until - Seconds(1));

        Assert.Equal(2, Platform.Calls.Count);
        Assert.Equal(JobReason.WaitingQuota, (await Engine.ReadAsync(one)).Reason);
        Engine.RunTo(until + Minutes(1));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(one)).State);
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(two)).State);
        Assert.All(Platform.Calls.Skip(2), call => Assert.True(call.At >= until));
    }

    [Fact]
    public async Task A_post_that_is_armed_is_not_sent_once_the_platform_says_stop()
    {
        var until = Engine.Now + Minutes(20);
        var armed = await Engine.ScheduleAsync("armed", Minutes(5));
        Engine.RunTo(armed.DueAt - Seconds(0.1));
        // Prepared at the very moment at which the other waits for its instant.
        var late = await Engine.ScheduleAsync("late", TimeSpan.Zero);
        Platform.On("create", (_, _) => Task.FromResult<StepResult>(new StepResult.RateLimited(until, RateScope.App, Replies.Error(ErrorKind.WaitUntil, "4"))));

        Engine.RunTo(until - Seconds(1));
        Assert.Empty(Platform.Publishes);
        Engine.RunTo(until + Hours(1));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(armed)).State);
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(late)).State);
    }

    private async Task<(Job One, Job Two)> InTwoSlotsAsync()
    {
        var one = await Engine.ScheduleAsync("one", Minutes(5));
        for (var i = 0; ; i++)
        {
            var two = await Engine.ScheduleAsync($"two {i}", Minutes(5) + TimeSpan.FromMilliseconds(1));
            if (two.Lane != one.Lane) return (one, two);
            await Engine.ChangeAsync(two, new JobChange.Cancel());
        }
    }

    private Task<int> CountPublishAsync(Job job) => Engine.Database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
        """
        INSERT INTO publish_intents (id, job_id, channel_id, part, number, step, content_hash, node, epoch, intent_at, deadline_at)
        VALUES (@Id, @JobId, @ChannelId, 'post', 1, 'publish', 'hash', @Id, 1, @At, @At)
        """, new { Id = Guid.CreateVersion7(Engine.Now), JobId = job.Id, job.ChannelId, At = Engine.Now }), EngineHarness.Ct);
}
