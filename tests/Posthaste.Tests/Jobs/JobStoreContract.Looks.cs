using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs;

// When jobs are looked at next.
public abstract partial class JobStoreContract
{
    [Fact]
    public async Task What_is_to_be_looked_at_earlier_is_woken_then_or_now_and_nothing_that_is_held_up()
    {
        var other = Guid.CreateVersion7(Now);
        await _jobs.AddLanesAsync(other, 3, Ct);
        var soon = Planned(Now.AddMinutes(30), Now.AddMinutes(27));
        var later = Planned(Now.AddHours(5), Now.AddHours(5));
        var early = Planned(Now.AddHours(9), Now.AddHours(8));
        var retried = Planned(Now.AddMinutes(30), Now.AddMinutes(40)) with { Reason = JobReason.Retrying };
        var ready = TestJob.ReadyToPublish(_channel, Now.AddMinutes(2)) with { WakeAt = Now.AddMinutes(2) };
        var blocked = Planned(Now.AddMinutes(30), Now.AddMinutes(40)) with { Reason = JobReason.WaitingAccount };
        var elsewhere = TestJob.Scheduled(other, Now.AddMinutes(30));
        foreach (var job in (Job[])[soon, later, early, retried, ready, blocked, elsewhere]) await AddAsync(job);

        Assert.Equal(new[] { _channel, other }.Order(), await _jobs.ListLateLooksAsync(TimeSpan.FromHours(1), Now, Ct));
        Assert.Equal(2, await _jobs.LookEarlierAsync(_channel, TimeSpan.FromHours(1), byHand: false, Now, Ct));
        Assert.Equal([Now, Now.AddHours(4), Now.AddHours(8), Now.AddMinutes(40), Now.AddMinutes(2), elsewhere.WakeAt], await WakesAsync(soon, later, early, retried, ready, elsewhere));
        Assert.Equal(2, await _jobs.LookEarlierAsync(_channel, TimeSpan.FromHours(1), byHand: true, Now, Ct));
        Assert.Equal([Now, Now, Now.AddMinutes(40)], await WakesAsync(retried, ready, blocked));

        Assert.Equal([other], await _jobs.ListLateLooksAsync(TimeSpan.FromHours(1), Now, Ct));
        var claimed = await _lanes.ClaimAsync(LaneKind.Prepare, _node.Incarnation, Now, DateTimeOffset.UnixEpoch, 10, Ct);
        // Two of one slot come one after the other.
        Assert.NotEmpty(claimed);
        Assert.All(claimed, one => Assert.Contains(one.Job.Id, new[] { soon.Id, retried.Id }));
    }

    private Job Planned(DateTimeOffset due, DateTimeOffset wake) => TestJob.Scheduled(_channel, wake) with { DueAt = due, LateAt = due.AddHours(2) };

    private async Task<IReadOnlyList<DateTimeOffset?>> WakesAsync(params Job[] jobs)
    {
        var wakes = new List<DateTimeOffset?>();
        foreach (var job in jobs) wakes.Add((await _jobs.FindAsync(job.Id, Ct))!.WakeAt);
        return wakes;
    }
}
