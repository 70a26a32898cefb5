using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Tests.Invariants;

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
    [InlineData("content")]
    [InlineData("other call open")]
    [InlineData("number taken")]
    [InlineData("node left")]
    [InlineData("dead node")]
    public async Task An_intent_is_refused_when_something_is_no_longer_true(string what)
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        var (at, intent) = (Now, IntentFor(job));
        switch (what)
        {
            case "late": at = job.LateAt.AddMilliseconds(1); break;
            case "gate": await _jobs.SetGateAsync(_channel, Gate.Paused, Now, Ct); break;
            case "pause": await _lanes.PauseUntilAsync(_channel, Now.AddMinutes(5), Now, Ct); break;
            case "hash": Assert.True(await _lanes.SaveProgressAsync(running.Lease, running.Job with { PreparedHash = "other" }, null, null, Now, Ct)); break;
            case "not ready": Assert.True(await _lanes.SaveProgressAsync(running.Lease, running.Job with { State = JobState.Preparing }, null, null, Now, Ct)); break;
            case "content": intent = intent with { ContentHash = "other" }; break;
            case "other call open": await OpenAsync(running, IntentFor(job) with { Part = "story_1" }); break;
            case "number taken":
                var first = IntentFor(job);
                await OpenAsync(running, first);
                await _lanes.SaveProgressAsync(running.Lease, running.Job, null, new IntentVerdict(first.Id, IntentOutcome.NotHappened, "a test"), Now, Ct);
                break;
            case "node left": await _lanes.LeaveAsync(_node.Incarnation, Ct); break;
            default: at = Now.AddSeconds(15); break;
        }
        var before = (await _lanes.ListPartsAsync(job.Id, Ct)).Count;
        if (what == "late") await _lanes.HeartbeatAsync(_node, at.AddSeconds(15), Ct);

        Assert.Equal(IntentGrant.Refused, await _lanes.OpenIntentAsync(running.Lease, running.Job, intent, PublishAllowance.Unlimited, at, Ct));

        Assert.Equal(before, (await _lanes.ListPartsAsync(job.Id, Ct)).Count);
        Assert.Null(await FindIntentAsync(intent.Id));
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_intent_asked_for_again_too_late_leaves_the_job_as_it_is(bool leaseLost)
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var slow = Assert.Single(await ClaimAsync());
        var intent = IntentFor(job);
        await OpenAsync(slow, intent);
        var verdict = new IntentVerdict(intent.Id, IntentOutcome.NotHappened, "a test");
        var ended = slow.Job with { State = JobState.NeedsAttention, Reason = JobReason.Missed };
        if (leaseLost) await _lanes.FinishAsync(slow.Lease, new RunEnd { Job = ended, Verdict = verdict }, Now, Ct);
        else await _lanes.SaveProgressAsync(slow.Lease, ended, null, verdict, Now, Ct);

        var again = await _lanes.OpenIntentAsync(slow.Lease, slow.Job, intent, PublishAllowance.Unlimited, Now, Ct);

        Assert.Equal(leaseLost ? IntentGrant.Fenced : IntentGrant.Refused, again);
        var stored = (await _jobs.FindAsync(job.Id, Ct))!;
        Assert.Equal((JobState.NeedsAttention, JobReason.Missed), (stored.State, stored.Reason));
    }

    [Fact]
    public async Task A_comment_follows_a_post_that_is_live_and_leaves_it_published()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now) with { LateAt = Now.AddMinutes(-1) });
        var running = Assert.Single(await ClaimAsync());
        var comment = IntentFor(job) with { Part = "comment" };
        var published = running.Job with { State = JobState.Published };
        Assert.Equal(IntentGrant.Refused, await _lanes.OpenIntentAsync(running.Lease, published, comment, PublishAllowance.Unlimited, Now, Ct));
        await _lanes.SaveProgressAsync(running.Lease, published, null, null, Now, Ct);

        Assert.Equal(IntentGrant.Granted, await _lanes.OpenIntentAsync(running.Lease, published, comment, PublishAllowance.Unlimited, Now, Ct));

        Assert.Equal(JobState.Published, (await _jobs.FindAsync(job.Id, Ct))!.State);
    }

    [Theory]
    [InlineData(IntentOutcome.Happened, "17900")]
    [InlineData(IntentOutcome.NotHappened, null)]
    public async Task A_later_answer_that_agrees_names_the_post(IntentOutcome late, string? named)
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        var intent = IntentFor(job);
        await OpenAsync(running, intent);

        await _lanes.SaveProgressAsync(running.Lease, running.Job, null, new IntentVerdict(intent.Id, IntentOutcome.Happened, "the witness"), Now, Ct);
        await _lanes.SaveProgressAsync(running.Lease, running.Job, null, new IntentVerdict(intent.Id, late, "an answer", "17900"), Now.AddSeconds(1), Ct);

        var kept = (await FindIntentAsync(intent.Id))!;
        Assert.Equal((IntentOutcome.Happened, named, "the witness", Now), (kept.Intent.Outcome, kept.Intent.RemoteId, kept.Evidence, kept.OutcomeAt));
    }

    [Fact]
    public async Task The_first_answer_stands()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        var intent = IntentFor(job);
        await OpenAsync(running, intent);

        await _lanes.SaveProgressAsync(running.Lease, running.Job, null, new IntentVerdict(intent.Id, IntentOutcome.Happened, "an answer", "17900"), Now, Ct);
        await _lanes.FinishAsync(running.Lease, new RunEnd { Job = running.Job, Verdict = new IntentVerdict(intent.Id, IntentOutcome.NotHappened, "a guess") }, Now.AddSeconds(1), Ct);

        var kept = (await FindIntentAsync(intent.Id))!;
        Assert.Equal((IntentOutcome.Happened, "17900", "an answer", Now), (kept.Intent.Outcome, kept.Intent.RemoteId, kept.Evidence, kept.OutcomeAt));
    }

    [Fact]
    public async Task What_is_learnt_of_a_part_replaces_nothing_that_is_known()
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        var intent = IntentFor(job);
        await OpenAsync(running, intent);
        await _lanes.SaveProgressAsync(running.Lease, running.Job, null, new IntentVerdict(intent.Id, IntentOutcome.Happened, "an answer"), Now, Ct);

        await _lanes.FinishAsync(running.Lease, new RunEnd { Job = running.Job, Link = new PartLink("post", "17900", "https://a.test/1") }, Now, Ct);
        var again = Assert.Single(await ClaimAsync());
        await _lanes.FinishAsync(again.Lease, new RunEnd { Job = again.Job, Link = new PartLink("post", "17901", null) }, Now, Ct);

        var part = Assert.Single(await _jobs.ListPartsAsync([job.Id], Ct));
        Assert.Equal(("17900", "https://a.test/1"), (part.RemoteId, part.Permalink));
        Assert.Equal(["17900"], await _lanes.FindBoundAsync(_channel, ["17900", "17901"], Ct));
        Assert.Empty(await _lanes.FindBoundAsync(Guid.CreateVersion7(Now), ["17900"], Ct));
    }

    [Fact]
    public async Task Calls_of_which_nobody_knows_the_post_are_listed_by_their_time()
    {
        foreach (var outcome in new IntentOutcome?[] { null, IntentOutcome.Happened, IntentOutcome.NotHappened })
        {
            var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
            var running = Assert.Single(await ClaimAsync());
            var intent = IntentFor(job);
            await OpenAsync(running, intent);
            await _lanes.FinishAsync(running.Lease, new RunEnd
            {
                Job = running.Job with { State = JobState.NeedsAttention, WakeAt = null },
                Verdict = outcome is { } known ? new IntentVerdict(intent.Id, known, "a test") : null,
            }, Now, Ct);
        }

        async Task<IReadOnlyList<IntentOutcome?>> ListAsync(Guid channel, DateTimeOffset from, DateTimeOffset until) =>
            [.. (await _lanes.ListNamelessAsync(channel, from, until, Ct)).Select(call => call.Intent.Outcome).Order()];

        Assert.Equal([null, IntentOutcome.Happened], await ListAsync(_channel, Now, Now));
        Assert.Empty(await ListAsync(_channel, Now.AddMilliseconds(1), Now.AddDays(1)));
        Assert.Empty(await ListAsync(_channel, Now.AddDays(-1), Now.AddMilliseconds(-1)));
        Assert.Empty(await ListAsync(Guid.CreateVersion7(Now), Now, Now));
    }

    private Task<IntentGrant> OpenAsync(ClaimedJob running, Intent intent) =>
        _lanes.OpenIntentAsync(running.Lease, running.Job, intent, PublishAllowance.Unlimited, Now, Ct);

    private async Task<IntentRecord?> FindIntentAsync(Guid id) => (await stores.ReadAllAsync()).Intents.SingleOrDefault(intent => intent.Intent.Id == id);
}
