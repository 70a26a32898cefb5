using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs;

// The jobs that people have in hand.
public abstract partial class LaneStoreContract
{
    [Fact]
    public async Task A_run_that_hands_its_job_over_leaves_a_hand_over_that_a_move_ends()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var order = Order();

        Assert.True(await HandOverAsync(Assert.Single(await ClaimAsync()), order));
        var seen = await LookAsync(job.Id);
        Assert.Equal((JobState.HandedOver, order.Id), (seen.Job.State, seen.Handover));
        await MoveAsync(job.Id, found => new Move.To(found.Job with { State = JobState.NeedsAttention, WakeAt = null }, new JobEvent("job.handover_withdrawn", "Ann")));

        Assert.Null((await LookAsync(job.Id)).Handover);
        // What ends it is told of a job that is no longer in hand; nothing of it is open when it is handed over anew.
        var next = Order();
        await MoveAsync(job.Id, found => new Move.To(InHands(found.Job, next), new JobEvent("job.handed_over", "Ann")) { Order = next });
        Assert.Equal(next.Id, (await LookAsync(job.Id)).Handover);
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_hands_nothing_over()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        await MoveAsync(job.Id, found => new Move.To(found.Job, new JobEvent("job.revised", "Ann")));

        Assert.False(await HandOverAsync(running, Order()));
        await MoveAsync(job.Id, found => new Move.To(found.Job with { State = JobState.HandedOver }, new JobEvent("job.handed_over", "Ann")));

        Assert.Null((await LookAsync(job.Id)).Handover);
    }

    [Fact]
    public async Task A_card_that_is_put_off_gives_its_place_to_another()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        await HandOverAsync(Assert.Single(await ClaimAsync()), Order());
        var later = Order();

        await MoveAsync(job.Id, found => new Move.To(InHands(found.Job, later), new JobEvent("job.snoozed", "Ann")) { Order = later, Outcome = HandoverOutcome.Snoozed });

        Assert.Equal(later.Id, (await LookAsync(job.Id)).Handover);
    }

    [Fact]
    public async Task The_end_of_the_patience_ends_the_hand_over_with_the_job()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        await HandOverAsync(Assert.Single(await ClaimAsync()), Order());
        var expired = Assert.Single(await ClaimAsync(Now.AddDays(2), LaneKind.Prepare));

        Assert.True(await _lanes.FinishAsync(expired.Lease, new RunEnd
        {
            Job = expired.Job with { State = JobState.NeedsAttention, Reason = JobReason.Handover, WakeAt = null },
            Outcome = HandoverOutcome.Expired,
        }, Now.AddDays(2), Ct));

        Assert.Null((await LookAsync(job.Id)).Handover);
    }

    [Fact]
    public async Task What_is_only_told_disturbs_nothing_of_a_run()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());

        Assert.Equal(job, Assert.IsType<MoveResult.Moved>(await _jobs.MoveAsync(job.Id, _ => new Move.Told(new JobEvent("job.possible_duplicate", "Ann")), Now, Ct)).Job);

        Assert.True(await FinishAsync(running, running.Job with { State = JobState.Published, WakeAt = null }));
    }

    [Fact]
    public async Task What_a_person_has_in_hand_keeps_no_other_job_of_a_paused_channel_from_its_time()
    {
        var handed = await AddAsync(TestJob.ReadyToPublish(_channel, Now) with { LateAt = Now.AddMinutes(1) });
        await HandOverAsync(Assert.Single(await ClaimAsync()), Order());
        await AddAsync(TestJob.Scheduled(_channel, Now.AddMinutes(10)) with { Lane = (await LookAsync(handed.Id)).Job.Lane, LateAt = Now.AddHours(3) });
        await _lanes.PauseUntilAsync(_channel, Now.AddHours(1), Now, Ct);

        Assert.Empty(await ClaimAsync(Now.AddMinutes(30), LaneKind.Prepare));
        Assert.Equal(Now.AddHours(1), await _lanes.NextReadyAsync(LaneKind.Prepare, DateTimeOffset.UnixEpoch, Ct));
    }

    private static HandoverOrder Order() => new()
    {
        Id = Guid.CreateVersion7(Now),
        Cause = HandoverCause.Token,
        Why = "The account must be connected again.",
        CardAt = Now,
        ExpiresAt = Now.AddDays(1),
    };

    private static Job InHands(Job job, HandoverOrder order) => HandoverMoves.InHands(job, order, new JobsOptions());

    private Task<bool> HandOverAsync(ClaimedJob claimed, HandoverOrder order) =>
        _lanes.FinishAsync(claimed.Lease, new RunEnd { Job = InHands(claimed.Job, order), Order = order, Event = new JobEvent("job.handed_over", "engine") }, Now, Ct);

    private Task<MoveResult> MoveAsync(Guid jobId, Func<JobSnapshot, Move> decide) => _jobs.MoveAsync(jobId, decide, Now, Ct);

    private async Task<JobSnapshot> LookAsync(Guid jobId)
    {
        JobSnapshot? seen = null;
        await _jobs.MoveAsync(jobId, found =>
        {
            seen = found;
            return new Move.Refused("asked", "Only asked.");
        }, Now, Ct);
        return seen!;
    }
}
