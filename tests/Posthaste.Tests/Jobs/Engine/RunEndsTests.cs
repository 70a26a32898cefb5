using Posthaste.Jobs;
using Posthaste.Jobs.Engine;

namespace Posthaste.Tests.Jobs.Engine;

public sealed class RunEndsTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 29, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-600, 0)]
    [InlineData(0, 0)]
    [InlineData(700, 700)]
    public void A_clock_that_is_set_back_during_a_run_makes_no_attempt_end_before_it_began(int clockMovedMs, int lastedMs)
    {
        var job = TestJob.Scheduled(Guid.CreateVersion7(Now), Now);
        var claimed = new ClaimedJob(new Lease(job.Lane, 1, job.Id, Guid.CreateVersion7(Now)), job, Gate.Open, PausedUntil: null, OpenIntent: null);

        var attempt = new RunEnds(claimed, Now, new JobsOptions()).Missed(job, Now.AddMilliseconds(clockMovedMs)).Attempt!;

        Assert.Equal(Now, attempt.StartedAt);
        Assert.Equal(TimeSpan.FromMilliseconds(lastedMs), attempt.EndedAt - attempt.StartedAt);
    }
}
