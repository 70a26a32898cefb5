using Posthaste.Jobs;
using Posthaste.Jobs.Metrics;

namespace Posthaste.Tests.Jobs;

/// <summary>Figures are written with the end of the run that read them, and that a post was taken down is kept.</summary>
public abstract partial class LaneStoreContract
{
    private IMetricsStore Metrics => stores.Metrics;

    [Fact]
    public async Task Figures_are_kept_as_they_were_read_and_the_first_reading_of_an_age_stands()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var day = Reading(job, "story_1", MetricsAge.OneDay) with { Likes = null, Missing = "The insights need a permission." };
        var ten = Reading(job, "story_10", MetricsAge.FiveMinutes);
        var two = Reading(job, "story_2", MetricsAge.FiveMinutes);

        await ReadAsync(day, ten);
        await ReadAsync(two, ten with { Likes = 9 });

        var kept = await Metrics.ListAsync(job.Id, Ct);
        Assert.Equal([("story_2", 7L), ("story_10", 7L), ("story_1", (long?)null)], kept.Select(reading => (reading.Part, reading.Likes)));
        Assert.Equal(new Dictionary<string, long> { ["views"] = 120, ["reach"] = 80 }, kept[0].Insights);
        Assert.Equal((Now, day.Missing), (kept[2].ReadAt, kept[2].Missing));
        Assert.Empty(await Metrics.ListAsync(Guid.CreateVersion7(Now), Ct));
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_writes_no_figures()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var slow = Assert.Single(await ClaimAsync());
        await _lanes.ReleaseAsync(slow.Lease, Now, Ct);
        Assert.Single(await ClaimAsync());

        Assert.False(await _lanes.FinishAsync(slow.Lease, new RunEnd { Job = slow.Job, Readings = [Reading(job, "post", MetricsAge.OneHour)] }, Now, Ct));

        Assert.Empty(await Metrics.ListAsync(job.Id, Ct));
    }

    [Fact]
    public async Task When_a_post_was_taken_down_is_kept_through_everything_that_follows()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        await _jobs.MoveAsync(job.Id, found => new Move.To(found.Job with { TakenDownAt = Now.AddHours(1) }, new JobEvent("job.taken_down", "Ann")), Now, Ct);

        var claimed = Assert.Single(await ClaimAsync());
        await FinishAsync(claimed, claimed.Job with { WakeAt = null });

        Assert.Equal(Now.AddHours(1), (await _jobs.FindAsync(job.Id, Ct))!.TakenDownAt);
    }

    private async Task ReadAsync(params MetricsReading[] readings)
    {
        var running = Assert.Single(await ClaimAsync());
        Assert.True(await _lanes.FinishAsync(running.Lease, new RunEnd { Job = running.Job, Readings = readings }, Now, Ct));
    }

    private static MetricsReading Reading(Job job, string part, MetricsAge age) => new()
    {
        JobId = job.Id,
        Part = part,
        Age = age,
        ReadAt = Now,
        Likes = 7,
        Insights = new Dictionary<string, long> { ["views"] = 120, ["reach"] = 80 },
    };
}
