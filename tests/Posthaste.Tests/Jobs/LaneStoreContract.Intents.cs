using Posthaste.Jobs;
using Posthaste.Jobs.Limits;

namespace Posthaste.Tests.Jobs;

/// <summary>Intents: when one is granted, and what an answer does to it.</summary>
public abstract partial class LaneStoreContract
{
    [Fact]
    public async Task An_intent_is_granted_once_and_shows_in_the_job()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());

        var intent = IntentFor(job);
        Assert.Equal(IntentGrant.Granted, await _lanes.OpenIntentAsync(running.Lease, running.Job, intent, PublishAllowance.Unlimited, Now, Ct));
        Assert.Equal(IntentGrant.Granted, await _lanes.OpenIntentAsync(running.Lease, running.Job, intent, PublishAllowance.Unlimited, Now, Ct));
        Assert.Equal(IntentGrant.Refused, await _lanes.OpenIntentAsync(running.Lease, running.Job, IntentFor(job, 2), PublishAllowance.Unlimited, Now, Ct));

        Assert.Equal(JobState.Publishing, (await _jobs.FindAsync(job.Id, Ct))!.State);
        Assert.Equal(1, Assert.Single(await _lanes.ListPartsAsync(job.Id, Ct)).Intents);
    }

    [Fact]
    public async Task A_part_remembers_its_first_call()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        var first = IntentFor(job);
        await _lanes.OpenIntentAsync(running.Lease, running.Job, first, PublishAllowance.Unlimited, Now, Ct);
        await _lanes.FinishAsync(running.Lease, new RunEnd { Job = running.Job with { WakeAt = Now }, Verdict = new IntentVerdict(first.Id, IntentOutcome.NotHappened, "a test") }, Now, Ct);
        var again = Assert.Single(await ClaimAsync());
        var later = Now.AddSeconds(5);

        Assert.Equal(IntentGrant.Granted, await _lanes.OpenIntentAsync(again.Lease, again.Job, IntentFor(job, 2) with { IntentAt = later }, PublishAllowance.Unlimited, later, Ct));

        var part = Assert.Single(await _lanes.ListPartsAsync(job.Id, Ct));
        Assert.Equal((2, first.IntentAt, (IntentOutcome?)null), (part.Intents, part.FirstIntentAt, part.Outcome));
    }

    [Theory]
    [InlineData("late")]
    [InlineData("gate")]
    [InlineData("pause")]
    [InlineData("hash")]
    [InlineData("not ready")]
    [InlineData("dead node")]
    public async Task An_intent_is_refused_when_something_is_no_longer_true(string what)
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        var at = Now;
        switch (what)
        {
            case "late": at = job.LateAt.AddMilliseconds(1); break;
            case "gate": await _jobs.SetGateAsync(_channel, Gate.Paused, Now, Ct); break;
            case "pause": await _lanes.PauseUntilAsync(_channel, Now.AddMinutes(5), Now, Ct); break;
            case "hash": Assert.True(await _lanes.SaveProgressAsync(running.Lease, running.Job with { PreparedHash = "other" }, null, null, Now, Ct)); break;
            case "not ready": Assert.True(await _lanes.SaveProgressAsync(running.Lease, running.Job with { State = JobState.Preparing }, null, null, Now, Ct)); break;
            default: at = Now.AddSeconds(16); break;
        }
        if (what == "late") await _lanes.HeartbeatAsync(_node, at.AddSeconds(15), Ct);

        Assert.Equal(IntentGrant.Refused, await _lanes.OpenIntentAsync(running.Lease, running.Job, IntentFor(job), PublishAllowance.Unlimited, at, Ct));

        Assert.Empty(await _lanes.ListPartsAsync(job.Id, Ct));
    }

    [Theory]
    [InlineData(IntentOutcome.Happened, IntentGrant.Refused)]
    [InlineData(IntentOutcome.NotHappened, IntentGrant.Granted)]
    public async Task Another_intent_needs_proof_that_the_first_had_no_effect(IntentOutcome outcome, IntentGrant expected)
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        var first = IntentFor(job);
        await _lanes.OpenIntentAsync(running.Lease, running.Job, first, PublishAllowance.Unlimited, Now, Ct);
        await _lanes.FinishAsync(running.Lease, new RunEnd { Job = running.Job, Verdict = new IntentVerdict(first.Id, outcome, "a test") }, Now, Ct);

        var again = Assert.Single(await ClaimAsync());

        Assert.Equal(expected, await _lanes.OpenIntentAsync(again.Lease, again.Job, IntentFor(job, 2), PublishAllowance.Unlimited, Now, Ct));
    }

    [Fact]
    public async Task An_answer_is_recorded_even_by_a_worker_that_lost_its_lease()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        var intent = IntentFor(job);
        await _lanes.OpenIntentAsync(running.Lease, running.Job, intent, PublishAllowance.Unlimited, Now, Ct);
        var later = Now.AddSeconds(20);
        await _lanes.RescueAsync(later, 10, orphan => new RunEnd { Job = orphan.Job with { WakeAt = later, Reason = JobReason.Settling } }, Ct);

        var stored = await _lanes.FinishAsync(running.Lease, new RunEnd
        {
            Job = running.Job with { State = JobState.Published, WakeAt = null },
            Verdict = new IntentVerdict(intent.Id, IntentOutcome.Happened, "the platform's answer", "17900"),
        }, later, Ct);

        Assert.False(stored);
        var last = await _lanes.FindLastIntentAsync(job.Id, "post", Ct);
        Assert.Equal((IntentOutcome.Happened, "17900"), (last!.Outcome, last.RemoteId));
        Assert.Equal(JobReason.Settling, (await _jobs.FindAsync(job.Id, Ct))!.Reason);
    }

    [Fact]
    public async Task A_rescued_job_keeps_its_open_intent_in_sight()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        var intent = IntentFor(job);
        await _lanes.OpenIntentAsync(running.Lease, running.Job, intent, PublishAllowance.Unlimited, Now, Ct);
        Intent? seen = null;

        var later = Now.AddSeconds(20);
        await _lanes.RescueAsync(later, 10, orphan =>
        {
            seen = orphan.OpenIntent;
            return new RunEnd { Job = orphan.Job with { Lane = LaneKey.PrepareLane(_channel, orphan.Job.Id, 3), WakeAt = later } };
        }, Ct);

        Assert.Equal(intent, seen);
        var claimed = Assert.Single(await _lanes.ClaimAsync(LaneKind.Prepare, _node.Incarnation, later, DateTimeOffset.UnixEpoch, 10, Ct));
        Assert.Equal(intent, claimed.OpenIntent);
    }
}
