using System.Data.Common;
using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs;

// Which lanes a worker gets, and what the writes of a run keep.
public abstract partial class LaneStoreContract
{
    [Fact]
    public async Task The_most_overdue_lanes_are_taken_first_and_none_before_the_floor()
    {
        var channels = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7(Now)).ToArray();
        for (var i = 0; i < channels.Length; i++)
        {
            await _jobs.AddLanesAsync(channels[i], 1, Ct);
            await _jobs.AddAsync(TestJob.ReadyToPublish(channels[i], Now), new JobEvent("job.scheduled", "Ann"), Now.AddSeconds(-i), Ct);
        }
        var all = await _lanes.NextReadyAsync(LaneKind.Publish, DateTimeOffset.UnixEpoch, Ct);
        await _lanes.PauseUntilAsync(channels[2], Now.AddSeconds(5), Now, Ct);
        await _lanes.PauseUntilAsync(channels[1], Now.AddSeconds(2), Now, Ct);

        Assert.Equal(Now, all);
        Assert.Equal(Now.AddSeconds(5), await _lanes.NextReadyAsync(LaneKind.Publish, Now.AddMilliseconds(2001), Ct));
        Assert.Null(await _lanes.NextReadyAsync(LaneKind.Publish, Now.AddSeconds(6), Ct));
        var late = Assert.Single(await _lanes.ClaimAsync(LaneKind.Publish, _node.Incarnation, Now.AddSeconds(9), Now.AddMilliseconds(2001), 10, Ct));
        Assert.Equal(channels[2], late.Lease.Lane.ChannelId);
        var first = await _lanes.ClaimAsync(LaneKind.Publish, _node.Incarnation, Now.AddSeconds(9), DateTimeOffset.UnixEpoch, 1, Ct);
        Assert.Equal(channels[0], Assert.Single(first).Lease.Lane.ChannelId);
    }

    [Fact]
    public async Task A_lane_that_runs_is_not_woken_by_what_joins_it()
    {
        await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());

        await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        await _lanes.PauseUntilAsync(_channel, Now.AddMinutes(1), Now, Ct);
        await _jobs.SetGateAsync(_channel, Gate.Open, Now, Ct);

        Assert.Null(await _lanes.NextReadyAsync(LaneKind.Publish, DateTimeOffset.UnixEpoch, Ct));
        await _lanes.ReleaseAsync(running.Lease, Now, Ct);
        Assert.Equal(Now.AddMinutes(1), await _lanes.NextReadyAsync(LaneKind.Publish, DateTimeOffset.UnixEpoch, Ct));
    }

    [Theory]
    [InlineData(Gate.Open, 5)]
    [InlineData(Gate.Paused, 3600)]
    public async Task A_job_parked_for_its_account_is_looked_at_soon_where_the_gate_is_open_again(Gate gate, int seconds)
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        await _jobs.SetGateAsync(_channel, gate, Now, Ct);

        await FinishAsync(running, running.Job with { Reason = JobReason.WaitingAccount, WakeAt = Now.AddHours(1) });

        Assert.Equal(Now.AddSeconds(seconds), (await _jobs.FindAsync(job.Id, Ct))!.WakeAt);
        Assert.Equal(Now.AddSeconds(seconds), await _lanes.NextReadyAsync(LaneKind.Publish, DateTimeOffset.UnixEpoch, Ct));
    }

    [Fact]
    public async Task A_run_cannot_change_whose_job_it_is_nor_its_version()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        var strange = running.Job with { WorkspaceId = Guid.Empty, PostId = Guid.Empty, Platform = "other", CreatedAt = DateTimeOffset.UnixEpoch, Attempt = 2 };

        Assert.False(await _lanes.SaveProgressAsync(running.Lease, strange with { Version = 2 }, null, null, Now, Ct));
        Assert.True(await _lanes.SaveProgressAsync(running.Lease, strange, null, null, Now.AddSeconds(1), Ct));

        Assert.Equal(job with { Attempt = 2, UpdatedAt = Now.AddSeconds(1) }, await _jobs.FindAsync(job.Id, Ct));
    }

    [Fact]
    public async Task Times_are_kept_to_the_millisecond_and_never_rounded_up()
    {
        var odd = Now.AddTicks(9_999);
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, odd) with { Lead = TimeSpan.FromTicks(19_999) });

        Assert.Equal(Now, await _lanes.NextReadyAsync(LaneKind.Publish, DateTimeOffset.UnixEpoch, Ct));
        var claimed = Assert.Single(await ClaimAsync());
        Assert.Equal((Now, Now, TimeSpan.FromMilliseconds(1)), (claimed.Job.WakeAt, claimed.Job.DueAt, claimed.Job.Lead));
        Assert.Equal(job.Id, claimed.Job.Id);
    }

    [Fact]
    public async Task A_post_has_one_job_per_channel_ever()
    {
        var job = await AddAsync(TestJob.Scheduled(_channel, Now));

        await Assert.ThrowsAnyAsync<DbException>(() => AddAsync(job));
        await Assert.ThrowsAnyAsync<DbException>(() => AddAsync(TestJob.Scheduled(_channel, Now) with { PostId = job.PostId }));

        Assert.Equal(job, Assert.Single((await stores.ReadAllAsync()).Jobs));
    }
}
