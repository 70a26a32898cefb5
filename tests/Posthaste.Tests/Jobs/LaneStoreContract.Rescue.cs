using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs;

// What becomes of lanes whose worker is gone, or that nobody woke.
public abstract partial class LaneStoreContract
{
    private static readonly DateTimeOffset Later = Now.AddSeconds(20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_call_of_a_channel_overlaps_one_that_a_lost_node_may_still_be_making(bool left)
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        var intent = IntentFor(job);
        await OpenAsync(running, intent);
        if (left) await _lanes.LeaveAsync(_node.Incarnation, Ct);

        await _lanes.RescueAsync(Later, 10, orphan => new RunEnd { Job = orphan.Job with { WakeAt = Later } }, Ct);

        // Where only one process can use the store, a node that is off the list is known to be dead.
        var ended = left && stores.IsExclusive;
        var lanes = (await stores.ReadAllAsync()).Lanes;
        Assert.Equal(ended ? null : intent.DeadlineAt, lanes.Single(lane => lane.Key.Kind == LaneKind.Publish).PausedUntil);
        Assert.All(lanes.Where(lane => lane.Key.Kind == LaneKind.Prepare), lane => Assert.Null(lane.PausedUntil));
    }

    [Fact]
    public async Task A_run_that_gives_up_has_ended_its_call_and_pauses_nothing()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        await OpenAsync(running, IntentFor(job));

        await _lanes.GiveUpAsync(running.Lease, Now, stored => new RunEnd { Job = stored.Job }, Ct);

        Assert.NotNull(Assert.Single(await ClaimAsync()).OpenIntent);
    }

    [Fact]
    public async Task A_rescue_writes_the_job_the_attempt_and_the_event_and_says_since_when_it_ran()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        var attempt = TestJob.AttemptOf(running) with { Outcome = AttemptOutcome.Died };
        ClaimedJob? seen = null;

        await _lanes.RescueAsync(Later, 10, orphan =>
        {
            seen = orphan;
            return new RunEnd { Job = orphan.Job with { Deaths = 1 }, Attempt = attempt, Event = new JobEvent("job.retried", "a test") };
        }, Ct);

        Assert.Equal((running.Lease, (DateTimeOffset?)Now), (seen!.Lease, seen.ClaimedAt));
        Assert.Equal((1, Later), ((await _jobs.FindAsync(job.Id, Ct))!.Deaths, (await _jobs.FindAsync(job.Id, Ct))!.UpdatedAt));
        Assert.Equal(attempt, Assert.Single(await _jobs.ListAttemptsAsync(job.Id, Ct)));
        Assert.Equal(1, await _jobs.CountRetriesAsync(job.Id, Now, Ct));
    }

    [Fact]
    public async Task What_a_person_did_to_a_job_while_its_worker_died_stands()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        Assert.Single(await ClaimAsync());
        await _jobs.MoveAsync(job.Id, found => new Move.To(found.Job with { State = JobState.Cancelled, WakeAt = null }, new JobEvent("job.cancelled", "Ann")), Now, Ct);

        Assert.Equal(1, await _lanes.RescueAsync(Later, 10, _ => throw new InvalidOperationException(), Ct));

        Assert.Equal(JobState.Cancelled, (await _jobs.FindAsync(job.Id, Ct))!.State);
        Assert.Empty(await _jobs.FindRunningAsync([job.Id], Ct));
    }

    [Fact]
    public async Task A_new_node_ends_the_others_only_where_one_process_can_use_the_store()
    {
        // Beyond the clock of a database server, which no test sets.
        var forLong = Now.AddYears(50);
        var other = new Node(Guid.CreateVersion7(Now), "other", "1", Now);
        await _lanes.HeartbeatAsync(_node, forLong, Ct);

        await _lanes.JoinAsync(other, Now, forLong, Ct);

        Guid[] expected = stores.IsExclusive ? [other.Incarnation] : [_node.Incarnation, other.Incarnation];
        Assert.Equal(expected.Order(), (await stores.ReadAllAsync()).Nodes.Order());
    }

    [Fact]
    public async Task A_lane_with_work_that_nobody_woke_is_found_and_set()
    {
        await AddAsync(TestJob.Scheduled(_channel, Now) with { Lane = new LaneKey(_channel, LaneKind.Prepare, 0) });
        var running = Assert.Single(await ClaimAsync(kind: LaneKind.Prepare));
        // Only the end of a run wakes another lane.
        await _lanes.SaveProgressAsync(running.Lease, running.Job with { Lane = new LaneKey(_channel, LaneKind.Prepare, 1) }, null, null, Now, Ct);
        Assert.Null(await _lanes.NextReadyAsync(LaneKind.Prepare, DateTimeOffset.UnixEpoch, Ct));

        Assert.Equal(1, await _lanes.HealAsync(Now, Ct));
        Assert.Equal(0, await _lanes.HealAsync(Now, Ct));

        Assert.Equal(Now, await _lanes.NextReadyAsync(LaneKind.Prepare, DateTimeOffset.UnixEpoch, Ct));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_may_end_in_a_lane_that_was_not_there_before(bool rescued)
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        await _jobs.SetGateAsync(_channel, Gate.Paused, Now, Ct);
        // The setting for prepare slots grew while the job was ready.
        var moved = running.Job with { State = JobState.Preparing, Lane = new LaneKey(_channel, LaneKind.Prepare, 7) };

        if (rescued) await _lanes.RescueAsync(Later, 10, _ => new RunEnd { Job = moved }, Ct);
        else Assert.True(await FinishAsync(running, moved));

        var claimed = Assert.Single(await ClaimAsync(Later, LaneKind.Prepare));
        Assert.Equal((job.Id, Gate.Paused), (claimed.Job.Id, claimed.Gate));
    }
}
