using System.Collections.Concurrent;
using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Tests.Simulation.Model;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs;

/// <summary>What the store of people and the API must do, whichever it is.</summary>
public abstract partial class JobStoreContract(TestStores stores) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TestDatabase.Start;
    private readonly Node _node = new(Guid.CreateVersion7(Now), "one", "1", Now);
    private readonly Guid _workspace = Guid.CreateVersion7(Now);
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
        await _lanes.JoinAsync(_node, Now, Now.AddMinutes(5), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_job_is_found_by_its_id_and_by_its_post_and_channel()
    {
        var job = await AddAsync(TestJob.Scheduled(_channel, Now));

        Assert.Equal(job, await _jobs.FindAsync(job.Id, Ct));
        Assert.Equal(job, await _jobs.FindAsync(job.PostId, _channel, Ct));
        Assert.Null(await _jobs.FindAsync(Guid.CreateVersion7(Now), Ct));
    }

    [Fact]
    public async Task Lists_keep_to_what_was_asked_for_in_the_order_of_due_times()
    {
        var other = Guid.CreateVersion7(Now);
        var late = await AddAsync(TestJob.Scheduled(_channel, Now.AddHours(3)));
        var early = await AddAsync(TestJob.Scheduled(_channel, Now.AddHours(1)));
        var ready = await AddAsync(TestJob.ReadyToPublish(other, Now.AddHours(2)));
        await _jobs.AddAsync(TestJob.Scheduled(_channel, Now), new JobEvent("job.scheduled", "Bob"), Now, Ct);

        Assert.Equal([early.Id, ready.Id, late.Id], await ListAsync(new JobQuery { WorkspaceId = _workspace, Limit = 10 }));
        Assert.Equal([ready.Id], await ListAsync(new JobQuery { WorkspaceId = _workspace, States = [JobState.Ready, JobState.Failed], Limit = 10 }));
        Assert.Equal([early.Id, late.Id], await ListAsync(new JobQuery { WorkspaceId = _workspace, ChannelId = _channel, Limit = 10 }));
        Assert.Equal([late.Id], await ListAsync(new JobQuery { WorkspaceId = _workspace, PostId = late.PostId, Limit = 10 }));
        Assert.Equal([ready.Id], await ListAsync(new JobQuery { WorkspaceId = _workspace, From = ready.DueAt, To = late.DueAt, Limit = 10 }));
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_leave_out_a_job_even_where_due_times_are_equal()
    {
        for (var i = 0; i < 7; i++) await AddAsync(TestJob.Scheduled(_channel, Now.AddHours(i / 4)));
        var seen = new List<Guid>();

        var page = await PageAsync(null);
        while (page.Count > 0)
        {
            Assert.True(page.Count <= 3);
            seen.AddRange(page.Select(job => job.Id));
            page = await PageAsync((page[^1].DueAt, page[^1].Id));
        }

        Assert.Equal((7, 7), (seen.Count, seen.Distinct().Count()));

        Task<IReadOnlyList<Job>> PageAsync((DateTimeOffset, Guid)? after) =>
            _jobs.ListAsync(new JobQuery { WorkspaceId = _workspace, After = after, Limit = 3 }, Ct);
    }

    [Fact]
    public async Task A_move_is_written_with_a_new_version_and_wakes_its_lane()
    {
        var job = await AddAsync(TestJob.Scheduled(_channel, Now.AddHours(5)));

        var result = await MoveAsync(job, found => found with { WakeAt = Now.AddMinutes(1) });

        var moved = Assert.IsType<MoveResult.Moved>(result).Job;
        Assert.Equal(2, moved.Version);
        Assert.Equal(moved, await _jobs.FindAsync(job.Id, Ct));
        Assert.Equal(Now.AddMinutes(1), await _lanes.NextReadyAsync(LaneKind.Prepare, DateTimeOffset.UnixEpoch, Ct));
    }

    [Fact]
    public async Task A_move_to_another_lane_leaves_nothing_behind_in_the_first()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));

        await MoveAsync(job, found => found with { State = JobState.Scheduled, Lane = LaneKey.PrepareLane(_channel, job.Id, 3) });

        Assert.Empty(await ClaimAsync(LaneKind.Publish));
        Assert.Equal(job.Id, Assert.Single(await ClaimAsync(LaneKind.Prepare)).Job.Id);
    }

    [Fact]
    public async Task A_refused_move_changes_nothing_and_one_of_no_job_says_so()
    {
        var job = await AddAsync(TestJob.Scheduled(_channel, Now));

        var refused = await _jobs.MoveAsync(job.Id, _ => new Move.Refused("no", "No."), Now, Ct);
        var missing = await _jobs.MoveAsync(Guid.CreateVersion7(Now), _ => throw new InvalidOperationException(), Now, Ct);

        Assert.Equal(new MoveResult.Refused("no", "No."), refused);
        Assert.IsType<MoveResult.NotFound>(missing);
        Assert.Equal(job, await _jobs.FindAsync(job.Id, Ct));
    }

    [Fact]
    public async Task A_decision_sees_who_runs_the_job_its_open_intent_and_its_gate()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync(LaneKind.Publish));
        var intent = TestJob.IntentOf(job);
        await _lanes.OpenIntentAsync(running.Lease, running.Job, intent, PublishAllowance.Unlimited, Now, Ct);
        await _jobs.SetGateAsync(_channel, Gate.Paused, Now, Ct);
        JobSnapshot? seen = null;

        await _jobs.MoveAsync(job.Id, found =>
        {
            seen = found;
            return new Move.Refused("looked", "");
        }, Now, Ct);

        Assert.Equal((true, intent.Id, Gate.Paused, JobState.Publishing), (seen!.Running, seen.OpenIntent?.Id, seen.Gate, seen.Job.State));
    }

    [Fact]
    public async Task Only_jobs_in_the_hands_of_a_worker_count_as_running()
    {
        var running = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var waiting = await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddSeconds(1)));
        await ClaimAsync(LaneKind.Publish);

        Assert.Equal([running.Id], await _jobs.FindRunningAsync([running.Id, waiting.Id], Ct));
        Assert.Empty(await _jobs.FindRunningAsync([], Ct));
    }

    [Fact]
    public async Task Retries_are_counted_from_then_on()
    {
        var job = await AddAsync(TestJob.Scheduled(_channel, Now));
        string[] kinds = ["job.retried", "job.published_now", "job.rescheduled", "job.revised"];
        for (var i = 0; i < kinds.Length; i++)
            await _jobs.MoveAsync(job.Id, found => new Move.To(found.Job, new JobEvent(kinds[i], "Ann")), Now.AddMinutes(i), Ct);

        Assert.Equal(3, await _jobs.CountRetriesAsync(job.Id, Now.AddMinutes(-1), Ct));
        Assert.Equal(1, await _jobs.CountRetriesAsync(job.Id, Now.AddMinutes(1), Ct));
    }

    [Fact]
    public async Task Opening_a_gate_wakes_what_a_check_holds_back_and_leaves_what_waits_for_a_person()
    {
        var held = TestJob.Scheduled(_channel, Now.AddMinutes(15)) with { State = JobState.NeedsAttention, Reason = JobReason.Reconnect };
        var missed = TestJob.Scheduled(_channel, Now.AddMinutes(15)) with { State = JobState.NeedsAttention, Reason = JobReason.Missed, WakeAt = null };
        var waits = TestJob.Scheduled(_channel, Now.AddMinutes(15));
        foreach (var job in (Job[])[held, missed, waits]) await AddAsync(job);

        await _jobs.SetGateAsync(_channel, Gate.Open, Now, Ct);

        var woken = (await _jobs.FindAsync(held.Id, Ct))!;
        Assert.Equal((Now, JobState.NeedsAttention, JobReason.Reconnect), (woken.WakeAt, woken.State, woken.Reason));
        Assert.Null((await _jobs.FindAsync(missed.Id, Ct))!.WakeAt);
        Assert.Equal(Now.AddMinutes(15), (await _jobs.FindAsync(waits.Id, Ct))!.WakeAt);
        Assert.Equal(held.Id, Assert.Single(await _lanes.ClaimAsync(LaneKind.Prepare, _node.Incarnation, Now, DateTimeOffset.UnixEpoch, 10, Ct)).Job.Id);
    }

    [Fact]
    public async Task Opening_one_channels_gate_wakes_nothing_of_another()
    {
        var other = Guid.CreateVersion7(Now);
        await _jobs.AddLanesAsync(other, 3, Ct);
        var parked = TestJob.ReadyToPublish(other, Now.AddHours(1)) with { Reason = JobReason.WaitingAccount };
        await AddAsync(parked);

        await _jobs.SetGateAsync(_channel, Gate.Open, Now, Ct);

        Assert.Equal(Now.AddHours(1), (await _jobs.FindAsync(parked.Id, Ct))!.WakeAt);
    }

    [Fact]
    public async Task A_lane_added_later_has_its_channels_gate()
    {
        await _jobs.SetGateAsync(_channel, Gate.Reconnect, Now, Ct);
        await AddAsync(TestJob.Scheduled(_channel, Now) with { Lane = new LaneKey(_channel, LaneKind.Prepare, 7) });

        Assert.Equal(Gate.Reconnect, Assert.Single(await ClaimAsync(LaneKind.Prepare)).Gate);
    }

    [Fact]
    public async Task No_job_is_lost_while_jobs_are_added_cancelled_and_finished_at_once()
    {
        const int producers = 6, each = 25;
        var channels = Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7(Now)).ToArray();
        foreach (var channel in channels) await _jobs.AddLanesAsync(channel, 1, Ct);
        var (ran, cancelled) = (new ConcurrentBag<Guid>(), new ConcurrentBag<Guid>());
        var added = 0;

        var producing = Parallel.ForEachAsync(Enumerable.Range(0, producers), Ct, async (producer, _) =>
        {
            for (var i = 0; i < each; i++)
            {
                var job = await AddAsync(TestJob.ReadyToPublish(channels[(producer + i) % channels.Length], Now));
                if (i % 5 == 0 && await MoveAsync(job, found => found with { State = JobState.Cancelled, WakeAt = null }, onlyIf: found => !found.Running && found.Job.State == JobState.Ready) is MoveResult.Moved)
                    cancelled.Add(job.Id);
                Interlocked.Increment(ref added);
            }
        });
        var working = Parallel.ForEachAsync(Enumerable.Range(0, 3), Ct, async (_, ct) =>
        {
            while (ran.Count + cancelled.Count < producers * each && !(producing.IsCompleted && await NothingReadyAsync()))
            {
                var claimed = await _lanes.ClaimAsync(LaneKind.Publish, _node.Incarnation, Now, DateTimeOffset.UnixEpoch, 2, ct);
                await Task.WhenAll(claimed.Select(async job =>
                {
                    Assert.True(await _lanes.FinishAsync(job.Lease, new RunEnd { Job = job.Job with { State = JobState.Published, WakeAt = null } }, Now, ct));
                    ran.Add(job.Job.Id);
                }));
                await Task.Yield();
            }
        });
        await Task.WhenAll(producing, working);

        Assert.Equal(producers * each, added);
        Assert.Equal(0, await _lanes.HealAsync(Now, Ct));
        Assert.Equal(producers * each, ran.Count + cancelled.Count);
        Assert.Empty(ran.Intersect(cancelled));
        Assert.Equal(ran.Count, ran.Distinct().Count());

        async Task<bool> NothingReadyAsync() => await _lanes.NextReadyAsync(LaneKind.Publish, DateTimeOffset.UnixEpoch, Ct) is null;
    }

    [Fact]
    public async Task A_paused_lane_does_not_wake_for_what_is_live_or_being_settled()
    {
        var settling = await AddAsync(TestJob.Scheduled(_channel, Now) with { State = JobState.Publishing, Reason = JobReason.Settling, LateAt = Now.AddMinutes(-1) });
        await AddAsync(TestJob.Scheduled(_channel, Now) with { State = JobState.Published, Lane = settling.Lane, LateAt = Now.AddMinutes(-1) });

        await _lanes.PauseUntilAsync(_channel, Now.AddHours(1), Now, Ct);

        Assert.Empty(await ClaimAsync(LaneKind.Prepare));
        Assert.Equal(Now.AddHours(1), await _lanes.NextReadyAsync(LaneKind.Prepare, DateTimeOffset.UnixEpoch, Ct));
    }

    [Fact]
    public async Task What_a_node_holds_can_be_listed_and_given_up()
    {
        await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync(LaneKind.Publish));

        Assert.Equal([running.Lease], await _lanes.ListHeldAsync(LaneKind.Publish, _node.Incarnation, Ct));
        await _lanes.GiveUpAsync(running.Lease, Now, stored => new RunEnd { Job = stored.Job with { Deaths = 1 } }, Ct);
        await _lanes.GiveUpAsync(running.Lease, Now, _ => throw new InvalidOperationException(), Ct);

        Assert.Empty(await _lanes.ListHeldAsync(LaneKind.Publish, _node.Incarnation, Ct));
        Assert.Equal(1, Assert.Single(await ClaimAsync(LaneKind.Publish)).Job.Deaths);
    }

    private async Task<Job> AddAsync(Job job)
    {
        job = job with { WorkspaceId = _workspace };
        await _jobs.AddAsync(job, new JobEvent("job.scheduled", "Ann"), Now, Ct);
        return job;
    }

    private async Task<IReadOnlyList<Guid>> ListAsync(JobQuery query) => [.. (await _jobs.ListAsync(query, Ct)).Select(job => job.Id)];

    private Task<MoveResult> MoveAsync(Job job, Func<Job, Job> change, Func<JobSnapshot, bool>? onlyIf = null) => _jobs.MoveAsync(job.Id,
        found => onlyIf is null || onlyIf(found) ? new Move.To(change(found.Job), new JobEvent("job.tested", "Ann")) : new Move.Refused("no", "No."), Now, Ct);

    private Task<IReadOnlyList<ClaimedJob>> ClaimAsync(LaneKind kind) =>
        _lanes.ClaimAsync(kind, _node.Incarnation, Now, DateTimeOffset.UnixEpoch, 10, Ct);
}

public sealed class SqliteJobStoreTests() : JobStoreContract(new SqlStores(new SqliteTestDatabase()));

public sealed class PostgresJobStoreTests() : JobStoreContract(new SqlStores(new PostgresTestDatabase()));

public sealed class ModelJobStoreTests() : JobStoreContract(new ModelStores(isExclusive: false));

public sealed class ExclusiveModelJobStoreTests() : JobStoreContract(new ModelStores(isExclusive: true));
