using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs.Engine;

// What happens around a check: accounts, people, deaths and bugs.
public abstract partial class PreflightStories
{
    [Fact]
    public async Task An_account_known_to_be_dead_before_due_needs_attention_and_connecting_it_again_is_enough()
    {
        var job = await Engine.ScheduleAsync("hello", Hours(2));
        await Engine.SetGateAsync(Gate.Reconnect);
        Engine.RunTo(job.DueAt - Minutes(50));
        var held = await Engine.ReadAsync(job);
        Assert.Equal((JobState.NeedsAttention, JobReason.Reconnect, 0), (held.State, held.Reason, held.Attempt));
        Assert.Equal(ErrorKind.ReconnectAccount, held.LastError!.Kind);

        await Engine.SetGateAsync(Gate.Open);
        Engine.RunFor(Seconds(1));
        Assert.Equal((JobState.Scheduled, job.DueAt - Minutes(3)), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).WakeAt));
        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal("preflight prepared published+", await Engine.HistoryAsync(job));
        Assert.Equal(job.DueAt, (await Engine.ReadAsync(job)).PublishedAt);
    }

    [Fact]
    public async Task A_channel_without_a_token_is_found_ahead_too()
    {
        var job = await Engine.ScheduleAsync("hello", Hours(2));
        Engine.Accounts.Disconnect(Engine.Channel);

        Engine.RunTo(job.DueAt - Minutes(50));

        Assert.Equal(JobReason.Reconnect, (await Engine.ReadAsync(job)).Reason);
    }

    [Fact]
    public async Task Connecting_the_account_again_wakes_a_post_whose_token_would_have_ended_too_early()
    {
        Findings.Add(TokenEnds);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt + Minutes(10));

        Findings.Clear();
        await Engine.SetGateAsync(Gate.Open);
        Engine.RunFor(Seconds(5));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
    }

    [Fact]
    public async Task A_persons_pause_is_nothing_to_mend()
    {
        var job = await Engine.ScheduleAsync("hello", Hours(2));
        await Engine.SetGateAsync(Gate.Paused);

        Engine.RunTo(job.DueAt - Minutes(50));
        Assert.Equal((JobState.Scheduled, JobReason.WaitingAccount), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Reason!.Value));
        await Engine.SetGateAsync(Gate.Open);
        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal(job.DueAt, (await Engine.ReadAsync(job)).PublishedAt);
    }

    [Fact]
    public async Task What_is_mended_while_the_channel_is_paused_waits_for_the_end_of_the_pause()
    {
        Findings.Add(Unreachable);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt - Minutes(2.5));
        await Engine.SetGateAsync(Gate.Paused);
        Findings.Clear();

        Engine.RunFor(Minutes(20));
        Assert.Equal((JobState.Scheduled, JobReason.WaitingAccount), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Reason!.Value));
        await Engine.SetGateAsync(Gate.Open);
        Engine.RunFor(Seconds(5));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(job)).State);
    }

    [Fact]
    public async Task An_edit_makes_it_look_again_at_once()
    {
        Findings.Add(TokenEnds);
        var job = await Engine.ScheduleAsync("with a comment", Minutes(5));
        Engine.RunTo(job.DueAt + Minutes(10));

        Findings.Clear();
        await Engine.EditAsync(job, "without");
        Engine.RunFor(Seconds(5));

        Assert.Equal("without", Assert.Single(Platform.Posts).Caption);
    }

    [Fact]
    public async Task A_person_may_retry_move_or_cancel_what_a_check_holds_back()
    {
        Findings.Add(Unreachable);
        var (retried, moved, cancelled) = (await Engine.ScheduleAsync("retried", Minutes(5)), await Engine.ScheduleAsync("moved", Minutes(5)), await Engine.ScheduleAsync("cancelled", Minutes(5)));
        Engine.RunTo(retried.DueAt);

        Assert.IsType<MoveResult.Moved>(await Engine.ChangeAsync(retried, new JobChange.Retry()));
        Assert.IsType<MoveResult.Moved>(await Engine.ChangeAsync(moved, new JobChange.Reschedule(Engine.Now + Hours(3))));
        Assert.IsType<MoveResult.Moved>(await Engine.ChangeAsync(cancelled, new JobChange.Cancel()));
        Engine.RunFor(Seconds(5));
        Assert.Equal((JobState.NeedsAttention, 2), ((await Engine.ReadAsync(retried)).State, (await Engine.ReadAsync(retried)).Round));
        Findings.Clear();
        Engine.RunFor(Hours(3) + Minutes(1));

        Assert.Equal(JobState.Published, (await Engine.ReadAsync(retried)).State);
        Assert.Equal("preflight preflight prepared published+", await Engine.HistoryAsync(retried));
        Assert.Equal(JobState.Published, (await Engine.ReadAsync(moved)).State);
        Assert.Equal((JobState.Cancelled, null), ((await Engine.ReadAsync(cancelled)).State, (await Engine.ReadAsync(cancelled)).WakeAt));
    }

    [Fact]
    public async Task A_retry_ahead_of_time_looks_again_at_once_and_keeps_the_time()
    {
        Findings.Add(Unreachable);
        var job = await Engine.ScheduleAsync("hello", Hours(2));
        Engine.RunTo(job.DueAt - Minutes(50));
        Findings.Clear();

        await Engine.ChangeAsync(job, new JobChange.Retry());
        Engine.RunFor(Seconds(1));
        var mended = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Scheduled, job.DueAt, job.DueAt - Minutes(3)), (mended.State, mended.DueAt, mended.WakeAt));
        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal(job.DueAt, (await Engine.ReadAsync(job)).PublishedAt);
    }

    [Fact]
    public async Task A_person_who_changes_the_job_during_a_look_wins()
    {
        var job = await Engine.ScheduleAsync("hello", Hours(2));
        Findings.Add(Unreachable);
        Engine.Preflight.During = () => Engine.Thread.OutsideAsync(async () => await Engine.ChangeAsync(job, new JobChange.Cancel()));

        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal(JobState.Cancelled, (await Engine.ReadAsync(job)).State);
        Assert.Empty(await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task A_worker_that_dies_during_a_look_costs_no_attempt()
    {
        var job = await Engine.ScheduleAsync("hello", Hours(2));
        Engine.Node.Store.CrashAt("FinishAsync before");
        Engine.RunUntil(() => Engine.Node.Store.Dead);
        Engine.StartNode();

        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal("died prepared published+", await Engine.HistoryAsync(job));
        Assert.Equal((job.DueAt, 1), ((await Engine.ReadAsync(job)).PublishedAt, (await Engine.ReadAsync(job)).Attempt));
    }

    [Fact]
    public async Task A_worker_that_dies_while_it_looks_again_leaves_the_job_as_it_was()
    {
        Findings.Add(Unreachable);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.RunTo(job.DueAt - Minutes(2.5));
        Engine.Node.Store.CrashAt("FinishAsync before");
        Engine.RunUntil(() => Engine.Node.Store.Dead);
        Engine.StartNode();
        Engine.RunFor(Seconds(30));
        Assert.Equal((JobState.NeedsAttention, JobReason.Preflight, 0), ((await Engine.ReadAsync(job)).State, (await Engine.ReadAsync(job)).Reason!.Value, (await Engine.ReadAsync(job)).Attempt));

        Findings.Clear();
        Engine.RunFor(Minutes(20));

        Assert.Equal("preflight died prepared published+", await Engine.HistoryAsync(job));
    }

    [Fact]
    public async Task A_check_that_itself_goes_wrong_is_made_again_and_keeps_no_post_from_going_out()
    {
        Engine.Preflight.Broken = new InvalidOperationException("a bug");
        var job = await Engine.ScheduleAsync("hello", Hours(2));

        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal("prepared published+", await Engine.HistoryAsync(job));
        Assert.Equal(job.DueAt, (await Engine.ReadAsync(job)).PublishedAt);
        Assert.Equal([60, 59, 54, 39, 24, 9, 3], Engine.Preflight.Checks.Select(ahead => (int)Rounded(ahead).TotalMinutes));
    }

    [Fact]
    public async Task A_check_that_never_answers_counts_as_one_that_went_wrong()
    {
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        Engine.Preflight.During = () => new TaskCompletionSource().Task;

        Engine.RunTo(job.DueAt + Minutes(1));

        Assert.Equal(job.DueAt, (await Engine.ReadAsync(job)).PublishedAt);
    }

    [Fact]
    public async Task A_retry_after_a_failed_call_does_not_look_again()
    {
        Platform.On("create", [.. Enumerable.Repeat(Replies.Unavailable, 4)]);
        var job = await Engine.ScheduleAsync("hello", Minutes(5));

        Engine.RunTo(job.DueAt + Minutes(10));

        Assert.Equal("unavailable+ prepared published+", await Engine.HistoryAsync(job));
        Assert.Single(Engine.Preflight.Checks);
    }
}
