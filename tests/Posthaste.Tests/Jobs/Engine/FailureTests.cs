using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>What the engine makes of the ways in which a call can fail.</summary>
public sealed class FailureTests : EngineStory
{
    [Fact]
    public async Task A_repeatable_call_is_sent_four_times_within_an_attempt()
    {
        Platform.On("create", Replies.Unavailable, Replies.Unavailable, Replies.Unavailable);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Minutes(6));

        Assert.Equal([0, 1, 3, 7], Seconds("create"));
        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task What_the_platform_asks_us_to_wait_wins()
    {
        Platform.On("create", Replies.RetryAfter(Seconds(10)), Replies.Unavailable);
        await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Minutes(6));

        Assert.Equal([0, 10, 12], Seconds("create"));
    }

    [Fact]
    public async Task A_wait_longer_than_the_attempt_is_slept_in_the_store_and_uses_no_attempt()
    {
        Platform.On("create", Replies.RetryAfter(Seconds(90)));
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt - Minutes(3) + Seconds(1));
        Assert.Equal(JobReason.WaitingQuota, (await Engine.ReadAsync(job)).Reason);
        Engine.RunFor(Minutes(6));

        Assert.Equal([0, 90], Seconds("create"));
        Assert.Equal("rate_limited prepared published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task Back_off_is_5_15_and_30_minutes_and_then_a_person_must_look()
    {
        Platform.On("create", [.. Enumerable.Repeat(Replies.Unavailable, 16)]);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Seconds(30));
        Assert.Equal((JobReason.Retrying, "503"), ((await Engine.ReadAsync(job)).Reason, (await Engine.ReadAsync(job)).LastError!.Code));
        Engine.RunFor(Hours(1));

        Assert.Equal([0, 307, 1214, 3021], Seconds("create").Where((_, i) => i % 4 == 0));
        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Exhausted, 4), (done.State, done.Reason, done.Attempt));
        Assert.Equal("unavailable+ unavailable+ unavailable+ unavailable+", await Engine.HistoryAsync(job));
        Assert.Equal([1, 2, 3, 4], (await Engine.AttemptsAsync(job)).Select(row => row.Number));
    }

    [Fact]
    public async Task A_refusal_that_names_a_longer_wait_than_the_back_off_gets_it()
    {
        Platform.On("create", Replies.Instead(new StepResult.Unavailable(Replies.Error(ErrorKind.RetryLater, "busy"), Minutes(20), Restart: true)));
        await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunFor(Hours(1));

        Assert.Equal([0, 1200], Seconds("create"));
    }

    [Fact]
    public async Task A_rate_limit_pauses_its_channel_only_and_uses_no_attempt()
    {
        var until = Engine.Now + Minutes(20);
        Platform.On("publish", Replies.RateLimited(until));
        var other = await Engine.AddChannelAsync();
        var limited = await Engine.ScheduleAsync("limited", Minutes(5));
        var next = await Engine.ScheduleAsync("next", Minutes(10));
        var elsewhere = await Engine.ScheduleAsync("elsewhere", Minutes(10), other);

        Engine.RunTo(until - Seconds(1));
        Assert.Equal((JobReason.WaitingQuota, until), ((await Engine.ReadAsync(limited)).Reason, (await Engine.ReadAsync(limited)).WakeAt));
        Assert.Equal(elsewhere.DueAt, (await Engine.ReadAsync(elsewhere)).PublishedAt);
        Engine.RunFor(Minutes(1));

        Assert.Equal("prepared rate_limited published+", await Engine.HistoryAsync(limited));
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(next)).State);
        Assert.All(Platform.Publishes.Where(call => call.ChannelId == Engine.Channel).Skip(1), call => Assert.True(call.At >= until));
    }

    [Theory]
    [InlineData("rate limit", LateAction.Attention)]
    [InlineData("rate limit", LateAction.Skip)]
    [InlineData("person's pause", LateAction.Attention)]
    [InlineData("dead token", LateAction.Skip)]
    [InlineData("back-off", LateAction.Attention)]
    [InlineData("not ready", LateAction.Attention)]
    [InlineData("processing", LateAction.Skip)]
    public async Task A_post_whose_late_window_ends_meanwhile_is_missed_or_skipped_and_never_silent(string meanwhile, LateAction late)
    {
        var job = await Engine.ScheduleAsync("hello", Minutes(5), late: late);
        switch (meanwhile)
        {
            case "rate limit": Platform.On("publish", Replies.RateLimited(Engine.Now + Hours(24))); break;
            case "person's pause": await Engine.SetGateAsync(Gate.Paused); break;
            case "dead token": Platform.On("publish", Replies.Unauthorized); break;
            case "back-off": Platform.On("create", Replies.Instead(new StepResult.Unavailable(Replies.Error(ErrorKind.RetryLater, "busy"), Hours(10), Restart: true))); break;
            case "not ready": Platform.On("publish", Replies.Instead(new StepResult.Wait(Engine.Now + Hours(10), "c1"))); break;
            default: Platform.Processing = Hours(10); break;
        }

        Engine.RunTo(job.LateAt + Minutes(1));

        var done = await Engine.ReadAsync(job);
        Assert.Equal(late == LateAction.Skip ? (JobState.Failed, JobReason.Skipped) : (JobState.NeedsAttention, JobReason.Missed), (done.State, done.Reason!.Value));
        Assert.Equal("missed", done.LastError!.Code);
        Assert.EndsWith("missed", await Engine.HistoryAsync(job));
        Assert.Empty(Platform.Posts);
    }

    [Fact]
    public async Task A_dead_token_parks_the_channels_posts_until_it_is_connected_again()
    {
        Platform.On("publish", Replies.Unauthorized);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        var next = await Engine.ScheduleAsync("next", Minutes(30));
        Engine.RunFor(Minutes(40));
        Assert.Equal((JobReason.WaitingAccount, 0), ((await Engine.ReadAsync(job)).Reason, (await Engine.ReadAsync(job)).Attempt));

        Engine.Accounts.Connect(Engine.Channel, "second token");
        await Engine.SetGateAsync(Gate.Open);
        Engine.RunFor(Minutes(1));

        Assert.Equal("prepared unauthorized published+", await Engine.HistoryAsync(job));
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(next)).State);
        Assert.Equal(3, Platform.Publishes.Count());
    }

    [Fact]
    public async Task A_dead_token_that_was_replaced_meanwhile_means_another_try_at_once()
    {
        Platform.On("publish", (_, _) =>
        {
            Engine.Accounts.Connect(Engine.Channel, "second token");
            return Replies.Unauthorized(() => throw new InvalidOperationException(), default);
        });
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Seconds(1));

        Assert.Equal("prepared unauthorized published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task A_gate_that_opens_while_a_job_is_being_parked_does_not_leave_it_asleep()
    {
        await Engine.SetGateAsync(Gate.Paused);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.Node.Store.Before("FinishAsync", () => Engine.SetGateAsync(Gate.Open));

        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
    }

    [Fact]
    public async Task Refused_content_needs_a_person_at_once_and_goes_out_when_it_is_mended()
    {
        Platform.On("create", Replies.Rejected);
        var job = await Engine.ScheduleAsync("bad", Minutes(5));
        Engine.RunTo(job.DueAt - Minutes(1));
        var refused = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Content, "36003"), (refused.State, refused.Reason, refused.LastError!.Code));

        await Engine.EditAsync(job, "good");
        Engine.RunFor(Minutes(2));

        Assert.Equal("rejected+ prepared published+", await Engine.HistoryAsync(job));
        Assert.Equal("good", Assert.Single(Platform.Posts).Caption);
    }

    [Fact]
    public async Task A_platform_that_is_not_ready_at_the_publish_call_gets_the_same_container_again_with_a_new_intent()
    {
        Platform.On("publish", (_, _) => Task.FromResult<StepResult>(new StepResult.Wait(Engine.Now + Seconds(4), "c1")));
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
        Assert.Equal(["c1", "c1"], Platform.Publishes.Select(call => call.Container));
        Assert.Equal(1, (await Engine.ReadAsync(job)).Attempt);
        Assert.Equal(2, Engine.Thread.Run(() => Engine.Node.Store.CountIntentsAsync(job.Id, "post", EngineHarness.Ct)));
    }

    [Fact]
    public async Task An_adapter_that_throws_counts_as_unavailable_before_the_call_and_as_unknown_at_it()
    {
        Platform.On("create", Replies.Throws);
        Platform.On("publish", Replies.Throws);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Minutes(10));

        Assert.Equal([0, 1], Seconds("create"));
        Assert.Equal("prepared unknown settled_not_published+ published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task A_call_that_is_never_answered_is_given_up_at_its_deadline_and_settled()
    {
        Platform.On("publish", Replies.AnsweredWhen(new TaskCompletionSource().Task));
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Minutes(2));

        Assert.Equal(Seconds(30), Platform.Publishes.Single().EndedAt - job.DueAt);
        Assert.Equal("prepared unknown settled_published+", await Engine.HistoryAsync(job));
    }

    /// <summary>When the calls of a step were made, in whole seconds after the first.</summary>
    private IEnumerable<int> Seconds(string step)
    {
        var calls = Platform.Calls.Where(call => call.Step == step).Select(call => call.At).ToList();
        return calls.Select(at => (int)(at - calls[0]).TotalSeconds);
    }
}
