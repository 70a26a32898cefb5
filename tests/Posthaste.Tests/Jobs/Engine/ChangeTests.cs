using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>What people do to a job while the engine works on it.</summary>
public sealed class ChangeTests : EngineStory
{
    [Fact]
    public async Task An_edit_of_a_prepared_post_drops_what_was_prepared()
    {
        var job = await Engine.ScheduleAsync("old", Minutes(5));
        Engine.RunTo(job.DueAt - Minutes(1));
        Assert.Equal(JobState.Ready, (await Engine.ReadAsync(job)).State);

        await Engine.EditAsync(job, "new");
        Engine.RunFor(Minutes(2));

        Assert.Equal("new", Assert.Single(Platform.Posts).Caption);
        Assert.Equal(job.DueAt, Platform.Posts[0].At);
        Assert.Equal("prepared prepared published+", await Engine.HistoryAsync(job));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("armed")]
    public async Task An_edit_wins_over_a_worker_that_holds_the_job(string when)
    {
        var job = await Engine.ScheduleAsync("old", Minutes(5));
        var slow = new TaskCompletionSource();
        if (when == "create") Platform.On("create", Replies.AnsweredWhen(slow.Task));
        Engine.RunTo(when == "create" ? job.DueAt - Minutes(2.5) : job.DueAt - TimeSpan.FromMilliseconds(100));
        Assert.Single(await Engine.Jobs.FindRunningAsync([job.Id], EngineHarness.Ct));

        Assert.Null(CodeOf(await Engine.EditAsync(job, "new")));
        slow.SetResult();
        Engine.RunFor(Minutes(5));

        Assert.Equal("new", Assert.Single(Platform.Posts).Caption);
        Assert.Single(await Engine.AttemptsAsync(job), row => row.Counted);
    }

    [Fact]
    public async Task Content_that_is_not_what_was_approved_is_never_sent()
    {
        var job = await Engine.ScheduleAsync("approved", Minutes(5));
        Engine.RunTo(job.DueAt - Minutes(1));

        Engine.Contents.Write(job.PostId, "slipped in");
        Engine.RunFor(Minutes(5));

        Assert.Equal((JobState.NeedsAttention, "not_as_approved"), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).LastError!.Code));
        Assert.Empty(Platform.Posts);
        Engine.Contents.Write(job.PostId, "approved");
    }

    [Theory]
    [InlineData("scheduled")]
    [InlineData("prepared")]
    [InlineData("armed")]
    public async Task A_cancel_before_the_intent_wins(string when)
    {
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt - when switch { "scheduled" => Minutes(4), "prepared" => Minutes(1), _ => TimeSpan.FromMilliseconds(100) });

        Assert.Null(CodeOf(await Engine.ChangeAsync(job, new JobChange.Cancel())));
        Engine.RunFor(Hours(3));

        Assert.Equal(JobState.Cancelled, (await Engine.ReadAsync(job)).State);
        Assert.Empty(Platform.Posts);
        Assert.Equal("already_cancelled", CodeOf(await Engine.ChangeAsync(job, new JobChange.Cancel())));
        Assert.Equal("cancelled", CodeOf(await Engine.ChangeAsync(job, new JobChange.Retry())));
    }

    [Fact]
    public async Task After_the_intent_every_change_is_refused()
    {
        var slow = new TaskCompletionSource();
        Platform.On("publish", Replies.AnsweredWhen(slow.Task));
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(1));

        JobChange[] changes = [new JobChange.Cancel(), new JobChange.Retry(), new JobChange.PublishNow(), new JobChange.Reschedule(job.DueAt + Hours(1)), new JobChange.Revise("other", Minutes(3))];
        foreach (var change in changes) Assert.Equal("publishing_now", CodeOf(await Engine.ChangeAsync(job, change)));
        slow.SetResult();
        Engine.RunFor(Seconds(1));

        foreach (var change in changes) Assert.Equal("already_published", CodeOf(await Engine.ChangeAsync(job, change)));
    }

    [Fact]
    public async Task A_moved_post_goes_out_at_its_new_time_with_what_was_prepared()
    {
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt - TimeSpan.FromMilliseconds(100));

        await Engine.ChangeAsync(job, new JobChange.Reschedule(job.DueAt + Hours(1)));
        Engine.RunTo(job.DueAt + Hours(2));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((job.DueAt + Hours(1), job.FirstDueAt), (done.PublishedAt, done.FirstDueAt));
        Assert.Single(Platform.Containers);
    }

    [Fact]
    public async Task A_retry_opens_a_new_round_and_window_and_keeps_the_first_due_time_and_the_history()
    {
        Platform.On("create", Replies.Rejected);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunFor(Hours(4));

        await Engine.ChangeAsync(job, new JobChange.Retry());
        var retried = await Engine.ReadAsync(job);
        Engine.RunFor(Minutes(1));

        Assert.Equal((2, 0, job.FirstDueAt), (retried.Round, retried.Attempt, retried.FirstDueAt));
        Assert.Equal(Engine.Options.LateWindow, retried.LateAt - retried.DueAt);
        Assert.Null(retried.LastError);
        Assert.Equal("rejected+ prepared published+", await Engine.HistoryAsync(job));
        Assert.Equal([1, 2, 2], (await Engine.AttemptsAsync(job)).Select(row => row.Round));
    }

    [Theory]
    [InlineData("create", JobState.Scheduled)]
    [InlineData("await", JobState.Preparing)]
    [InlineData("publish", JobState.Ready)]
    public async Task A_job_that_backs_off_can_be_retried_now(string step, JobState state)
    {
        Platform.On(step, [.. Enumerable.Repeat(Replies.Unavailable, step == "publish" ? 1 : 4)]);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(30));
        Assert.Equal((state, JobReason.Retrying), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Reason));

        Assert.Null(CodeOf(await Engine.ChangeAsync(job, new JobChange.Retry())));
        Engine.RunFor(Seconds(5));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
    }

    [Fact]
    public async Task The_sixth_retry_in_ten_minutes_is_refused()
    {
        var job = await Engine.ScheduleAsync("hello", Hours(5));
        for (var i = 1; i <= 5; i++) Assert.Null(CodeOf(await Engine.ChangeAsync(job, new JobChange.Reschedule(Engine.Now + Hours(i)))));

        Assert.Equal("too_many_retries", CodeOf(await Engine.ChangeAsync(job, new JobChange.PublishNow())));
        Engine.RunFor(Minutes(11));

        Assert.Null(CodeOf(await Engine.ChangeAsync(job, new JobChange.PublishNow())));
    }

    [Fact]
    public async Task Publish_now_publishes_now()
    {
        var job = await Engine.ScheduleAsync("hello", Hours(5));

        await Engine.ChangeAsync(job, new JobChange.PublishNow());
        Engine.RunFor(Seconds(1));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, job.FirstDueAt), (done.State, done.FirstDueAt));
    }

    [Fact]
    public async Task A_cancelled_post_that_is_scheduled_again_gets_its_old_job_back()
    {
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        await Engine.ChangeAsync(job, new JobChange.Cancel());

        Assert.Null(CodeOf(await Engine.ScheduleAsync(job.PostId, Minutes(10))));
        Engine.RunFor(Minutes(15));

        Assert.Equal((JobState.Published, 2), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Round));
        Assert.Equal("already_published", CodeOf(await Engine.ScheduleAsync(job.PostId, Minutes(10))));
    }
}
