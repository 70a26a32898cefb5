using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs;

// Due storms are absorbed fairly: one huge workspace does not delay the others, and is not starved by them.
public abstract partial class LaneStoreContract
{
    [Fact]
    public async Task A_huge_workspaces_storm_does_not_keep_anothers_post_waiting()
    {
        var huge = await ConnectAsync(FairTurns.Room + 24);
        foreach (var channel in huge) await AddAsync(TestJob.ReadyToPublish(channel, Now));
        var other = await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddMilliseconds(1)));

        // One slot at a time comes free, as in a storm that is longer than a node has slots.
        var order = await ClaimOneByOneAsync(huge.Count + 1);

        Assert.Equal(huge.Count + 1, order.Count);
        // Before it only those of the huge one that are served first too, and the quarter kept for the rest.
        Assert.InRange(order.IndexOf(other.ChannelId), FairTurns.Room, (FairTurns.Room + 1) * 4 / 3);
    }

    [Fact]
    public async Task A_quarter_of_the_places_is_for_the_rest_of_a_huge_workspace()
    {
        var huge = await ConnectAsync(FairTurns.Room + 8);
        foreach (var channel in huge) await AddAsync(TestJob.ReadyToPublish(channel, Now));
        var rest = huge.Skip(FairTurns.Room).ToHashSet();

        var oneByOne = await ClaimOneByOneAsync(8);
        var atOnce = await ClaimAsync(Now, 8);

        Assert.Equal([false, false, false, true, false, false, false, true], oneByOne.Select(rest.Contains));
        Assert.Equal(2, atOnce.Count(rest.Contains));
        Assert.Equal(8, atOnce.Count);
    }

    [Fact]
    public async Task Places_that_one_share_does_not_need_are_the_others()
    {
        var huge = await ConnectAsync(FairTurns.Room + 8);
        foreach (var channel in huge.Skip(FairTurns.Room)) await AddAsync(TestJob.ReadyToPublish(channel, Now));
        Assert.Equal(huge.Skip(FairTurns.Room).Order(), (await ClaimAsync(Now, 9)).Order());

        foreach (var channel in huge.Take(FairTurns.Room)) await AddAsync(TestJob.ReadyToPublish(channel, Now));
        Assert.Equal(huge.Take(FairTurns.Room).Order(), (await ClaimAsync(Now, FairTurns.Room)).Order());
    }

    [Fact]
    public async Task Within_a_share_what_has_waited_longest_goes_first()
    {
        var rest = (await ConnectAsync(FairTurns.Room + 5))[FairTurns.Room..];
        for (var i = 0; i < rest.Count; i++) await AddAsync(TestJob.ReadyToPublish(rest[i], Now.AddMilliseconds(rest.Count - i)));

        Assert.Equal(Enumerable.Reverse(rest), await ClaimOneByOneAsync(rest.Count));
    }

    [Fact]
    public async Task The_next_ready_lane_is_the_earliest_of_both_shares()
    {
        var rest = (await ConnectAsync(FairTurns.Room + 1))[^1];
        await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddSeconds(5)));
        await AddAsync(TestJob.ReadyToPublish(rest, Now.AddSeconds(3)));

        Assert.Equal(Now.AddSeconds(3), await _lanes.NextReadyAsync(LaneKind.Publish, DateTimeOffset.UnixEpoch, Ct));
        Assert.Equal(Now.AddSeconds(5), await _lanes.NextReadyAsync(LaneKind.Publish, Now.AddSeconds(4), Ct));
    }

    [Fact]
    public async Task A_disconnected_channel_makes_room_for_a_new_one()
    {
        var workspace = Guid.CreateVersion7(Now);
        var huge = await ConnectAsync(FairTurns.Room + 1, workspace);
        await _jobs.SetGateAsync(huge[0], Gate.Disconnected, Now, Ct);
        var added = Assert.Single(await ConnectAsync(1, workspace));
        await AddAsync(TestJob.ReadyToPublish(huge[^1], Now));
        await AddAsync(TestJob.ReadyToPublish(added, Now.AddMilliseconds(1)));

        Assert.Equal([added, huge[^1]], await ClaimOneByOneAsync(2));
    }

    /// <summary>New channels of one workspace, in the order in which they were connected.</summary>
    private async Task<List<Guid>> ConnectAsync(int count, Guid? workspace = null)
    {
        workspace ??= Guid.CreateVersion7(Now);
        var channels = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(Now)).ToList();
        foreach (var channel in channels)
        {
            await stores.ConnectAsync(channel, "scripted", workspace);
            await _jobs.AddLanesAsync(channel, 1, Ct);
        }
        return channels;
    }

    private async Task<List<Guid>> ClaimAsync(DateTimeOffset at, int max) =>
        [.. (await _lanes.ClaimAsync(LaneKind.Publish, _node.Incarnation, at, DateTimeOffset.UnixEpoch, max, Ct)).Select(claimed => claimed.Job.ChannelId)];

    private async Task<List<Guid>> ClaimOneByOneAsync(int times)
    {
        var order = new List<Guid>();
        for (var i = 0; i < times; i++) order.AddRange(await ClaimAsync(Now.AddSeconds(1), 1));
        return order;
    }
}
