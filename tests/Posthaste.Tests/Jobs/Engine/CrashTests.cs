using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>What dead, frozen, cut-off and mistaken workers leave behind, and what becomes of it.</summary>
public sealed class CrashTests : EngineStory
{
    [Fact]
    public async Task A_job_that_kills_its_worker_again_and_again_backs_off_and_then_waits_for_a_person()
    {
        var job = await Engine.ScheduleAsync("poison", Minutes(5));
        for (var death = 1; death <= 4; death++)
        {
            Engine.Node.Store.CrashAt("SaveProgressAsync before");
            Engine.RunUntil(() => Engine.Node.Store.Dead);
            Engine.StartNode();
        }
        Engine.RunFor(Minutes(1));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Exhausted), (done.State, done.Reason));
        Assert.Equal("died+ died+ died+ died+", await Engine.HistoryAsync(job));
        var creates = Platform.Calls.Where(call => call.Step == "create").Select(call => call.At).ToList();
        Assert.True(creates[1] - creates[0] < Minutes(1));
        Assert.True(creates[2] - creates[1] >= Minutes(5));
        Assert.True(creates[3] - creates[2] >= Minutes(15));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_lost_its_lease_records_its_answer_and_changes_nothing_else(bool pausedMeanwhile)
    {
        var answer = new TaskCompletionSource();
        Platform.On("publish", Replies.AnsweredWhen(answer.Task));
        Platform.Witness = Posthaste.Platforms.Witness.Unreadable;
        Platform.ListLag = Hours(48);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(1));
        var slow = Engine.Node;
        slow.Frozen = true;

        Engine.StartNode();
        Engine.RunFor(Seconds(5));
        Assert.Equal(JobReason.Settling, (await Engine.ReadAsync(job)).Reason);
        if (pausedMeanwhile) await Engine.SetGateAsync(Gate.Paused);
        answer.SetResult();
        Engine.RunFor(Seconds(1));
        Assert.Equal(JobReason.Settling, (await Engine.ReadAsync(job)).Reason);
        Engine.RunFor(Minutes(10));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, "p1", "https://posts.example/p1"), (done.State, done.RemoteId, done.Permalink));
        Assert.Equal("prepared died settled_published+", await Engine.HistoryAsync(job));
        Assert.Single(Platform.Publishes);
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_witness_has_spoken_still_names_the_post()
    {
        var answer = new TaskCompletionSource();
        Platform.On("publish", Replies.AnsweredWhen(answer.Task));
        Platform.ListLag = Hours(48);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(1));
        Engine.Node.Frozen = true;
        Engine.StartNode();
        Engine.RunFor(Seconds(22));
        Assert.Equal((JobState.Published, null), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).RemoteId));

        answer.SetResult();
        Engine.RunFor(Minutes(10));

        var done = await Engine.ReadAsync(job);
        Assert.Equal(("p1", "https://posts.example/p1"), (done.RemoteId, done.Permalink));
    }

    [Fact]
    public async Task An_answer_that_came_through_a_fenced_node_counts_even_after_the_late_window_and_another_death()
    {
        var answer = new TaskCompletionSource();
        Platform.On("publish", Replies.AnsweredWhen(answer.Task));
        Platform.Witness = Posthaste.Platforms.Witness.Unreadable;
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Seconds(1));
        Engine.Node.Frozen = true;
        Engine.StartNode();
        Engine.RunFor(Seconds(5));
        Engine.Node.Frozen = true;
        answer.SetResult();
        Engine.RunFor(Hours(3));

        for (var death = 0; death < 5; death++)
        {
            Engine.StartNode().Store.CrashAt("ClaimAsync after");
            Engine.RunUntil(() => Engine.Node.Store.Dead);
        }
        Engine.StartNode();
        Engine.RunFor(Hours(1));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, "p1"), (done.State, done.RemoteId));
        Assert.Single(Platform.Publishes);
    }

    [Fact]
    public async Task A_post_of_a_network_the_server_no_longer_knows_stays_published()
    {
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.Node.Store.CrashAt("FinishAsync after", end => end is RunEnd { Job.State: JobState.Published });
        Engine.RunUntil(() => Engine.Node.Store.Dead);

        Engine.PlatformGone = true;
        Engine.StartNode();
        Engine.RunFor(Hours(1));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
    }

    [Theory]
    [InlineData("preparing")]
    [InlineData("reading")]
    [InlineData("settling")]
    public async Task A_bug_in_a_run_counts_as_its_death_and_frees_the_lane(string where)
    {
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        switch (where)
        {
            // An answer that no step before the publish call may give.
            case "preparing": Platform.On("create", Replies.Instead(new Posthaste.Platforms.StepResult.Published("p0"))); break;
            case "reading": Engine.Contents.Broken = new InvalidOperationException("a bug"); break;
            default: Platform.On("publish", Replies.LostAfter); break;
        }
        Engine.RunTo(where == "settling" ? job.DueAt + Seconds(1) : job.DueAt - Minutes(2));
        if (where == "settling")
        {
            Engine.Contents.Broken = new TimeoutException("a bug");
            Engine.RunFor(Seconds(20));
        }
        Engine.Contents.Broken = null;

        Assert.Empty(await Engine.Jobs.FindRunningAsync([job.Id], EngineHarness.Ct));
        Engine.RunFor(Hours(1));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
        Assert.Contains("died", await Engine.HistoryAsync(job));
        Assert.Single(Platform.Posts);
    }

    [Fact]
    public async Task An_outcome_waits_for_a_database_that_was_away_longer_than_the_lease()
    {
        Platform.On("publish", Replies.Then(() => Engine.Node.Store.Down = true));
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        var next = await Engine.ScheduleAsync("next", Minutes(10));

        Engine.RunTo(job.DueAt + Minutes(1));
        Engine.Node.Store.Down = false;
        Engine.RunFor(Minutes(1));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
        Engine.RunTo(next.DueAt + Seconds(1));
        Assert.Equal(next.DueAt, (await Engine.ReadAsync(next)).PublishedAt);
        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task A_database_that_goes_away_during_the_preparation_costs_no_attempt()
    {
        Platform.On("create", Replies.Then(() => Engine.Node.Store.Down = true));
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt - Minutes(1));
        Engine.Node.Store.Down = false;
        Engine.RunFor(Minutes(5));

        Assert.Equal(job.DueAt, (await Engine.ReadAsync(job)).PublishedAt);
        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
    }
}
