using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Tests.Simulation.Model;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs;

/// <summary>What the engine's store must do, whichever it is.</summary>
public abstract partial class LaneStoreContract(TestStores stores) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TestDatabase.Start;
    private readonly Node _node = new(Guid.CreateVersion7(Now), "one", "1", Now);
    private readonly Guid _channel = Guid.CreateVersion7(Now);
    private ILaneStore _lanes = null!;
    private IJobStore _jobs = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await stores.StartAsync();
        _lanes = stores.Lanes;
        _jobs = stores.Jobs;
        await _jobs.AddLanesAsync(_channel, 3, Ct);
        await _lanes.JoinAsync(_node, Now, Now.AddSeconds(15), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_due_job_is_claimed_as_it_was_stored()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));

        var claimed = Assert.Single(await ClaimAsync());

        Assert.Equal(job, claimed.Job);
        Assert.Equal(new Lease(job.Lane, 1, job.Id, _node.Incarnation), claimed.Lease);
        Assert.Null(claimed.OpenIntent);
    }

    [Fact]
    public async Task A_job_is_not_claimed_before_it_wakes()
    {
        await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddMilliseconds(1)));

        Assert.Empty(await ClaimAsync());
        Assert.Equal(Now.AddMilliseconds(1), await _lanes.NextReadyAsync(LaneKind.Publish, DateTimeOffset.UnixEpoch, Ct));
    }

    [Fact]
    public async Task A_lane_runs_one_job_at_a_time_and_the_next_is_ready_when_it_is_freed()
    {
        var first = await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddSeconds(-2)));
        var second = await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddSeconds(-1)));

        var running = Assert.Single(await ClaimAsync());
        Assert.Equal(first.Id, running.Job.Id);
        Assert.Empty(await ClaimAsync());

        await FinishAsync(running, running.Job with { State = JobState.Published, WakeAt = null });
        Assert.Equal(second.Id, Assert.Single(await ClaimAsync()).Job.Id);
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_can_change_nothing()
    {
        await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var slow = Assert.Single(await ClaimAsync());
        var later = Now.AddSeconds(20);
        var rescuer = new Node(Guid.CreateVersion7(later), "two", "1", later);
        await _lanes.HeartbeatAsync(rescuer, later.AddSeconds(15), Ct);
        Assert.Equal(1, await _lanes.RescueAsync(later, 10, orphan => new RunEnd { Job = orphan.Job with { WakeAt = later } }, Ct));
        var quick = Assert.Single(await _lanes.ClaimAsync(LaneKind.Publish, rescuer.Incarnation, later, DateTimeOffset.UnixEpoch, 10, Ct));

        Assert.False(await _lanes.SaveProgressAsync(slow.Lease, slow.Job with { Checkpoint = "slow" }, null, null, later, Ct));
        Assert.False(await FinishAsync(slow, slow.Job with { State = JobState.Failed, WakeAt = null }));
        Assert.Equal(IntentGrant.Fenced, await _lanes.OpenIntentAsync(slow.Lease, slow.Job, IntentFor(slow.Job), PublishAllowance.Unlimited, later, Ct));
        await _lanes.ReleaseAsync(slow.Lease, later, Ct);
        Assert.Empty(await _jobs.ListAttemptsAsync(slow.Job.Id, Ct));

        Assert.True(await FinishAsync(quick, quick.Job with { State = JobState.Published, WakeAt = null }));
        Assert.Equal(JobState.Published, (await _jobs.FindAsync(quick.Job.Id, Ct))!.State);
    }

    [Fact]
    public async Task A_worker_whose_job_a_person_changed_writes_nothing_and_frees_the_lane()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        await _jobs.MoveAsync(job.Id, found => new Move.To(found.Job with { State = JobState.Cancelled, WakeAt = null }, new JobEvent("job.cancelled", "Ann")), Now, Ct);

        Assert.Equal(IntentGrant.Refused, await _lanes.OpenIntentAsync(running.Lease, running.Job, IntentFor(job), PublishAllowance.Unlimited, Now, Ct));
        Assert.False(await FinishAsync(running, running.Job with { State = JobState.Published, WakeAt = null }));

        Assert.Equal(JobState.Cancelled, (await _jobs.FindAsync(job.Id, Ct))!.State);
        var next = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        Assert.Equal(next.Id, Assert.Single(await ClaimAsync()).Job.Id);
    }

    [Fact]
    public async Task A_living_nodes_lanes_are_left_alone()
    {
        await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        Assert.Single(await ClaimAsync());

        Assert.Equal(0, await _lanes.RescueAsync(Now.AddSeconds(14), 10, _ => throw new InvalidOperationException(), Ct));
    }

    [Fact]
    public async Task A_job_that_moves_to_another_lane_is_claimed_there()
    {
        var job = await AddAsync(TestJob.Scheduled(_channel, Now));
        var preparing = Assert.Single(await ClaimAsync(kind: LaneKind.Prepare));

        await FinishAsync(preparing, TestJob.ReadyToPublish(_channel, Now) with { Id = job.Id, PostId = job.PostId });

        Assert.Empty(await ClaimAsync(kind: LaneKind.Prepare));
        Assert.Equal(job.Id, Assert.Single(await ClaimAsync()).Job.Id);
    }

    [Fact]
    public async Task Opening_the_gate_wakes_what_waited_for_it()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        await _jobs.SetGateAsync(_channel, Gate.Reconnect, Now, Ct);
        var parked = Assert.Single(await ClaimAsync());
        Assert.Equal(Gate.Reconnect, parked.Gate);
        await FinishAsync(parked, parked.Job with { Reason = JobReason.WaitingAccount, WakeAt = job.LateAt });
        Assert.Empty(await ClaimAsync(Now.AddMinutes(1)));

        await _jobs.SetGateAsync(_channel, Gate.Open, Now.AddMinutes(1), Ct);

        var woken = Assert.Single(await ClaimAsync(Now.AddMinutes(1)));
        Assert.Equal((Gate.Open, (JobReason?)null), (woken.Gate, woken.Job.Reason));
    }

    [Fact]
    public async Task A_post_found_live_belongs_to_one_job_only()
    {
        await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var first = Assert.Single(await ClaimAsync());
        await FinishAsync(first, first.Job with { State = JobState.Published, WakeAt = null, RemoteId = "17900" });
        await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var second = Assert.Single(await ClaimAsync());

        Assert.Equal(["17900"], await _lanes.FindBoundAsync(_channel, ["17900", "17901"], Ct));
        Assert.True(await FinishAsync(second, second.Job with { State = JobState.Published, WakeAt = null, RemoteId = "17900" }));

        Assert.Null((await _jobs.FindAsync(second.Job.Id, Ct))!.RemoteId);
    }

    [Fact]
    public async Task Many_workers_at_once_never_share_a_lane_and_lose_no_job()
    {
        var channels = Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7(Now)).ToArray();
        foreach (var channel in channels) await _jobs.AddLanesAsync(channel, 3, Ct);
        await Parallel.ForEachAsync(Enumerable.Range(0, 160), Ct, async (i, _) => await AddAsync(TestJob.ReadyToPublish(channels[i % 8], Now)));
        var done = new System.Collections.Concurrent.ConcurrentBag<Guid>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 4), Ct, async (_, ct) =>
        {
            while (done.Count < 160)
            {
                var claimed = await _lanes.ClaimAsync(LaneKind.Publish, _node.Incarnation, Now, DateTimeOffset.UnixEpoch, 4, ct);
                Assert.Equal(claimed.Count, claimed.Select(job => job.Lease.Lane).Distinct().Count());
                await Task.WhenAll(claimed.Select(async job =>
                {
                    Assert.True(await FinishAsync(job, job.Job with { State = JobState.Published, WakeAt = null }));
                    done.Add(job.Job.Id);
                }));
                if (claimed.Count == 0) await Task.Yield();
            }
        });

        Assert.Equal(160, done.Distinct().Count());
        Assert.Equal(0, await _lanes.HealAsync(Now, Ct));
    }

    [Fact]
    public async Task A_failed_write_leaves_its_neighbours_in_the_batch_alone()
    {
        var good = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var other = Guid.CreateVersion7(Now);
        await _jobs.AddLanesAsync(other, 1, Ct);
        await AddAsync(TestJob.ReadyToPublish(other, Now));
        var claimed = await ClaimAsync();
        Assert.Equal(2, claimed.Count);

        // A duplicate id makes the second write fail inside the same batch.
        var attempt = TestJob.AttemptOf(claimed[0]);
        await Task.WhenAll(
            _lanes.FinishAsync(claimed[0].Lease, new RunEnd { Job = claimed[0].Job with { WakeAt = null }, Attempt = attempt }, Now, Ct),
            Assert.ThrowsAnyAsync<System.Data.Common.DbException>(async () =>
            {
                await _lanes.FinishAsync(claimed[1].Lease, new RunEnd { Job = claimed[1].Job with { WakeAt = null }, Attempt = attempt with { JobId = claimed[1].Job.Id } }, Now, Ct);
            }).ContinueWith(_ => true, Ct, TaskContinuationOptions.None, TaskScheduler.Default));

        var failed = Assert.Single(await _jobs.FindRunningAsync([.. claimed.Select(job => job.Job.Id)], Ct));
        Assert.Contains(failed, claimed.Select(job => job.Job.Id));
        Assert.NotEqual(Guid.Empty, good.Id);
    }

    [Fact]
    public async Task Usage_adds_up_in_its_hour()
    {
        await _lanes.CountUsageAsync(_channel, new UsageCount(3, Publishes: 1, Containers: 2, BytesOut: 4_000_000_000, BytesIn: 300), Now, Ct);
        await _lanes.CountUsageAsync(_channel, new UsageCount(2, Errors: 1, Containers: 1, BytesOut: 4_000_000_000, BytesIn: 30), Now.AddMinutes(59), Ct);

        Assert.Equal(new UsageCount(5, Publishes: 1, Errors: 1, Containers: 3, BytesOut: 8_000_000_000, BytesIn: 330), await stores.ReadUsageAsync(_channel));
        Assert.Single((await stores.Limits.ReadCountsAsync(_channel, Now.AddMinutes(59), Ct)).Hours);
    }

    private async Task<Job> AddAsync(Job job)
    {
        await _jobs.AddAsync(job, new JobEvent("job.scheduled", "Ann"), Now, Ct);
        return job;
    }

    private Task<IReadOnlyList<ClaimedJob>> ClaimAsync(DateTimeOffset? at = null, LaneKind kind = LaneKind.Publish) =>
        _lanes.ClaimAsync(kind, _node.Incarnation, at ?? Now, DateTimeOffset.UnixEpoch, 10, Ct);

    private Task<bool> FinishAsync(ClaimedJob claimed, Job job) =>
        _lanes.FinishAsync(claimed.Lease, new RunEnd { Job = job, Attempt = TestJob.AttemptOf(claimed), Event = new JobEvent("job.tested", "engine") }, Now, Ct);

    private static Intent IntentFor(Job job, int number = 1) => new()
    {
        Id = Guid.CreateVersion7(Now),
        JobId = job.Id,
        Part = "post",
        Number = number,
        Step = "publish",
        Checkpoint = job.Checkpoint,
        ContentHash = job.ApprovedHash,
        IntentAt = Now,
        DeadlineAt = Now.AddSeconds(30),
    };
}

public sealed class SqliteLaneStoreTests() : LaneStoreContract(new SqlStores(new SqliteTestDatabase()));

public sealed class PostgresLaneStoreTests() : LaneStoreContract(new SqlStores(new PostgresTestDatabase()));

public sealed class ModelLaneStoreTests() : LaneStoreContract(new ModelStores(isExclusive: false));

public sealed class ExclusiveModelLaneStoreTests() : LaneStoreContract(new ModelStores(isExclusive: true));
