using Posthaste.Jobs;
using Posthaste.Jobs.Handoff;

namespace Posthaste.Tests.Jobs;

// R-JOB-8: claims of lanes that somebody was told of. Whatever the hint says, the lane is taken only where it could be taken anyway.
public abstract partial class LaneStoreContract
{
    [Fact]
    public async Task A_hinted_lane_is_claimed_as_any_other_and_only_it()
    {
        var other = (await ConnectAsync(1))[0];
        var (job, left) = (await AddAsync(TestJob.ReadyToPublish(_channel, Now)), await AddAsync(TestJob.ReadyToPublish(other, Now.AddSeconds(-5))));

        var claimed = Assert.Single(await ClaimHintedAsync(new LaneHint(job.Lane, job.Id, 0)));

        Assert.Equal(job, claimed.Job);
        Assert.Equal(new Lease(job.Lane, 1, job.Id, _node.Incarnation), claimed.Lease);
        Assert.Equal(left.Id, Assert.Single(await ClaimAsync()).Job.Id);
    }

    [Fact]
    public async Task Hints_that_come_twice_in_any_order_or_too_late_take_nothing_more()
    {
        var other = (await ConnectAsync(1))[0];
        LaneHint[] hints = [.. new[] { await AddAsync(TestJob.ReadyToPublish(_channel, Now)), await AddAsync(TestJob.ReadyToPublish(other, Now)) }.Select(job => new LaneHint(job.Lane, job.Id, 0))];

        Assert.Equal(2, (await ClaimHintedAsync(hints[1], hints[0], hints[1])).Count);
        Assert.Empty(await ClaimHintedAsync(hints));

        var next = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var held = (await stores.ReadAllAsync()).Lanes.Single(lane => lane.Key == next.Lane);
        await _lanes.ReleaseAsync(new Lease(held.Key, held.Epoch, held.RunningJob!.Value, _node.Incarnation), Now, Ct);
        // Of the time before somebody had the lane: it is over.
        Assert.Empty(await ClaimHintedAsync(hints));
        Assert.Equal(2, Assert.Single(await ClaimHintedAsync(hints[0], hints[0] with { Epoch = 1 })).Lease.Epoch);
    }

    [Fact]
    public async Task A_hint_for_what_is_not_ready_or_not_there_takes_nothing()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddSeconds(1)));
        var nobody = Guid.CreateVersion7(Now);

        Assert.Empty(await ClaimHintedAsync(new LaneHint(job.Lane, job.Id, Epoch: null), new LaneHint(LaneKey.PublishLane(nobody), nobody, Epoch: null), new LaneHint(job.Lane with { Slot = 5 }, job.Id, 0)));
        Assert.Empty(await ClaimHintedAsync());
        Assert.Equal(Now.AddSeconds(1), await _lanes.NextReadyAsync(LaneKind.Publish, DateTimeOffset.UnixEpoch, Ct));
    }

    [Fact]
    public async Task A_hint_does_not_end_the_platforms_pause()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        await _lanes.PauseUntilAsync(_channel, Now.AddMinutes(5), Now, Ct);

        Assert.Empty(await ClaimHintedAsync(new LaneHint(job.Lane, job.Id, 0)));
    }

    private Task<IReadOnlyList<ClaimedJob>> ClaimHintedAsync(params LaneHint[] hints) => _lanes.ClaimHintedAsync(LaneKind.Publish, _node.Incarnation, Now, hints, Ct);
}
