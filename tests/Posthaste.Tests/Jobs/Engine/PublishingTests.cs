using Dapper;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>The way of a post when nothing, or little, goes wrong.</summary>
public sealed class PublishingTests : EngineStory
{
    [Fact]
    public async Task A_post_is_prepared_ahead_of_its_time_and_published_at_it_with_one_call()
    {
        var job = await Engine.ScheduleAsync("hello", Hours(1));

        Engine.RunTo(job.DueAt - Seconds(1));
        var prepared = await Engine.ReadAsync(job);
        Engine.RunFor(Minutes(1));
        var done = await Engine.ReadAsync(job);

        Assert.Equal(job.DueAt - job.Lead, Platform.Calls[0].At);
        Assert.Equal(JobState.Ready, prepared.State);
        Assert.Equal(job.DueAt, Assert.Single(Platform.Publishes).At);
        Assert.Equal((JobState.Published, "p1", job.DueAt), (done.State, done.RemoteId, done.PublishedAt));
        Assert.Equal("https://posts.example/p1", done.Permalink);
        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task A_post_whose_link_cannot_be_read_stays_published_and_is_not_asked_about_for_ever()
    {
        Platform.On("permalink", [.. Enumerable.Range(1, 3).Select(tries =>
            (Reply)((_, _) => Task.FromResult<StepResult>(new StepResult.Wait(Engine.Now + Seconds(5), $"tried {tries}"))))]);
        Platform.On("permalink", Replies.Instead(new StepResult.Advance("tried 4")));
        var job = await Engine.ScheduleAsync("hello", TimeSpan.Zero);

        Engine.RunFor(Hours(1));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, "p1", null), (done.State, done.RemoteId, done.Permalink));
        Assert.Null(done.WakeAt);
        Assert.Equal(["c1", "tried 1", "tried 2", "tried 3"], Platform.Calls.Where(call => call.Step == "permalink").Select(call => call.Container));
    }

    [Fact]
    public async Task How_late_a_post_went_out_is_told()
    {
        Platform.Processing = Minutes(2);
        var job = await Engine.ScheduleAsync("short notice", Minutes(1));

        Engine.RunFor(Minutes(10));

        var done = await Engine.ReadAsync(job);
        Assert.InRange(done.LatenessMs!.Value, 60_000, 60_010);
        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task Two_posts_of_one_channel_go_out_one_after_the_other_and_another_channel_does_not_wait()
    {
        var slow = new TaskCompletionSource();
        Platform.On("publish", Replies.AnsweredWhen(slow.Task));
        var other = await Engine.AddChannelAsync();
        await Engine.ScheduleAsync("one", Minutes(5));
        var two = await Engine.ScheduleAsync("two", Minutes(5) + Seconds(1));
        var elsewhere = await Engine.ScheduleAsync("elsewhere", Minutes(5) + Seconds(1), other);

        Engine.RunFor(Minutes(5) + Seconds(6));
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(elsewhere)).State);
        Assert.Equal(JobState.Ready, (await Engine.ReadAsync(two)).State);
        slow.SetResult();
        Engine.RunFor(Seconds(5));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(two)).State);
        Assert.Equal(3, Platform.Posts.Count);
    }

    [Fact]
    public async Task A_graceful_stop_hands_back_what_is_armed_and_lets_a_call_under_way_end()
    {
        var slow = new TaskCompletionSource();
        Platform.On("publish", Replies.AnsweredWhen(slow.Task));
        var calling = await Engine.ScheduleAsync("calling", Minutes(5));
        var armed = await Engine.ScheduleAsync("armed", Minutes(5) + TimeSpan.FromMilliseconds(150), await Engine.AddChannelAsync());
        Engine.RunTo(calling.DueAt);

        Engine.Node.Stop();
        Assert.Empty(await Engine.Jobs.FindRunningAsync([armed.Id], EngineHarness.Ct));
        slow.SetResult();
        Engine.RunFor(Seconds(1));
        Assert.False(Engine.Node.IsRunning);
        Engine.Node.Leave();
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(calling)).State);

        Engine.StartNode();
        Engine.RunFor(Minutes(1));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(armed)).State);
        Assert.Equal("prepared published+", await Engine.HistoryAsync(armed));
    }

    [Fact]
    public async Task Calls_and_posts_are_counted_per_channel()
    {
        Platform.On("create", Replies.Unavailable);
        await Engine.ScheduleAsync("hello", TimeSpan.Zero);
        Engine.RunFor(Minutes(1));

        Engine.Thread.Run(async () =>
        {
            await Engine.Node.Usage.FlushAsync(EngineHarness.Ct);
            return true;
        });

        var counted = await Engine.Database.ReadAsync(connection => connection.QuerySingleAsync<(long, long, long)>(
            "SELECT calls, publishes, errors FROM channel_usage WHERE channel_id = @Channel", new { Engine.Channel }), EngineHarness.Ct);
        Assert.Equal((5, 1, 1), counted);
    }

    [Fact]
    public async Task Nothing_is_published_after_a_jump_of_the_clock_until_two_readings_agree()
    {
        var job = await Engine.ScheduleAsync("hello", Minutes(5) + Seconds(1));
        Engine.RunTo(job.DueAt - Seconds(5));

        Engine.Node.Store.ClockOff = Seconds(3);
        Engine.RunUntil(() => !Engine.Node.Clock.Trusted);
        Engine.RunTo(job.DueAt - Seconds(1.5));
        Assert.True(Engine.Node.Clock.Now > job.DueAt);
        Assert.Empty(Platform.Publishes);
        Engine.Node.Store.ClockOff = TimeSpan.Zero;
        Engine.RunFor(Minutes(1));

        Assert.True(Assert.Single(Platform.Publishes).At >= job.DueAt);
        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task A_node_frozen_past_its_lease_does_not_count_its_own_jobs_as_dead()
    {
        var slow = new TaskCompletionSource();
        Platform.On("create", Replies.AnsweredWhen(slow.Task));
        var job = await Engine.ScheduleAsync("hello", Minutes(1));
        Engine.RunFor(Seconds(1));

        Engine.Node.Frozen = true;
        Engine.RunFor(Seconds(20));
        Engine.Node.Frozen = false;
        Engine.RunFor(Seconds(1));
        slow.SetResult();
        Engine.RunFor(Minutes(5));

        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task Ten_slow_pieces_of_a_step_are_one_attempt()
    {
        Platform.On("create", [.. Enumerable.Range(1, 9).Select(piece => Slow(Seconds(20), new StepResult.Again($"piece {piece}")))]);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Minutes(5));

        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
        Assert.Equal(10, Platform.Calls.Count(call => call.Step == "create"));
    }

    [Fact]
    public async Task A_piece_that_takes_longer_than_a_whole_attempt_ends_it()
    {
        Platform.On("create", Slow(Seconds(20), new StepResult.Again("piece 1")), Slow(Seconds(70), new StepResult.Again("piece 2")));
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Minutes(10));

        Assert.Equal("unavailable+ prepared published+", await Engine.HistoryAsync(job));
        Assert.Equal(Seconds(60), Platform.Calls[1].EndedAt - Platform.Calls[1].At);
    }

    [Fact]
    public async Task A_step_that_never_comes_to_its_end_is_given_up_after_ten_times_an_attempts_time()
    {
        Platform.On("create", [.. Enumerable.Range(1, 100).Select(piece => Slow(Seconds(50), new StepResult.Again($"piece {piece}")))]);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt - Minutes(3) + Minutes(11));

        var given = Assert.Single(await Engine.AttemptsAsync(job));
        Assert.Equal((AttemptOutcome.Unavailable, 10), (given.Outcome, (int)Math.Round((given.EndedAt - given.StartedAt).TotalMinutes)));
    }

    private Reply Slow(TimeSpan time, StepResult answer) => async (_, ct) =>
    {
        await Task.Delay(time, Engine.Time, ct);
        return answer;
    };
}
