using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs;

// Lanes that a network's limit holds.
public abstract partial class LaneStoreContract
{
    [Fact]
    public async Task A_paused_lane_sleeps_until_the_pause_ends()
    {
        await AddAsync(TestJob.ReadyToPublish(_channel, Now));

        await _lanes.PauseUntilAsync(_channel, Now.AddMinutes(5), Now, Ct);

        Assert.Empty(await ClaimAsync());
        Assert.Equal(Now.AddMinutes(5), await _lanes.NextReadyAsync(LaneKind.Publish, DateTimeOffset.UnixEpoch, Ct));
        Assert.Single(await ClaimAsync(Now.AddMinutes(5)));
    }

    [Fact]
    public async Task A_paused_lane_wakes_for_the_job_whose_late_window_ends_first()
    {
        await AddAsync(TestJob.ReadyToPublish(_channel, Now) with { LateAt = Now.AddHours(2) });
        var urgent = await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddSeconds(1)) with { LateAt = Now.AddMinutes(10) });

        await _lanes.PauseUntilAsync(_channel, Now.AddHours(1), Now, Ct);

        Assert.Equal(Now.AddMinutes(10), await _lanes.NextReadyAsync(LaneKind.Publish, DateTimeOffset.UnixEpoch, Ct));
        var claimed = Assert.Single(await ClaimAsync(Now.AddMinutes(10)));
        Assert.Equal(urgent.Id, claimed.Job.Id);
        Assert.Equal(Now.AddHours(1), claimed.PausedUntil);
    }

    [Fact]
    public async Task A_limit_of_the_whole_app_stops_every_channel_of_that_platform_and_no_other()
    {
        var (sameApp, otherApp) = (await ConnectedAsync("scripted"), await ConnectedAsync("other"));
        await AddAsync(TestJob.ReadyToPublish(sameApp, Now));
        var free = await AddAsync(TestJob.ReadyToPublish(otherApp, Now) with { Platform = "other" });

        await _lanes.PausePlatformAsync("scripted", Now.AddMinutes(5), Now, Ct);

        Assert.Equal(free.Id, Assert.Single(await ClaimAsync()).Job.Id);
        Assert.Single(await ClaimAsync(Now.AddMinutes(5)));
    }

    private async Task<Guid> ConnectedAsync(string platform)
    {
        var channel = Guid.CreateVersion7(Now);
        await stores.ConnectAsync(channel, platform);
        await _jobs.AddLanesAsync(channel, 3, Ct);
        return channel;
    }
}
