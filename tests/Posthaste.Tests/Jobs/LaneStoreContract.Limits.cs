using Posthaste.Jobs;
using Posthaste.Jobs.Limits;
using Posthaste.Platforms;

namespace Posthaste.Tests.Jobs;

/// <summary>Limits: what is counted, and that the store itself refuses what is over them.</summary>
public abstract partial class LaneStoreContract
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private ILimitStore Limits => stores.Limits;

    [Theory]
    [InlineData(2, null)]
    [InlineData(null, 2)]
    public async Task An_intent_over_a_limit_is_refused_by_the_store(int? perDay, int? perHour)
    {
        var allowance = new PublishAllowance(perDay, Day, perHour);
        Assert.Equal(IntentGrant.Granted, await PublishAsync(allowance, IntentOutcome.Happened));
        Assert.Equal(IntentGrant.Granted, await PublishAsync(allowance, IntentOutcome.Happened));

        Assert.Equal(IntentGrant.OverLimit, await PublishAsync(allowance, IntentOutcome.Happened));

        Assert.Equal(2, (await Limits.ReadCountsAsync(_channel, Now, Ct)).Publishes.Count);
    }

    [Fact]
    public async Task What_surely_did_not_happen_a_comment_and_what_left_the_window_do_not_count()
    {
        var one = new PublishAllowance(1, Day, 1);
        await PublishAsync(PublishAllowance.Unlimited, IntentOutcome.NotHappened);
        await PublishAsync(PublishAllowance.Unlimited, IntentOutcome.Happened, part: "comment");
        await PublishAsync(PublishAllowance.Unlimited, IntentOutcome.Happened, at: Now - Day);

        Assert.Equal(IntentGrant.Granted, await PublishAsync(one, IntentOutcome.Happened));
        Assert.Equal(IntentGrant.OverLimit, await PublishAsync(one, IntentOutcome.Happened));
    }

    [Fact]
    public async Task A_call_whose_outcome_nobody_knows_counts()
    {
        await PublishAsync(PublishAllowance.Unlimited, outcome: null);

        Assert.Equal(IntentGrant.OverLimit, await PublishAsync(new PublishAllowance(1, Day, null), IntentOutcome.Happened));
        Assert.Single((await Limits.ReadCountsAsync(_channel, Now, Ct)).Publishes);
    }

    [Fact]
    public async Task What_waits_in_an_inbox_counts_there_until_its_owner_has_finished_it_and_is_no_post()
    {
        var inbox = PublishAllowance.Unlimited with { Inbox = 2 };
        await PublishAsync(inbox, IntentOutcome.Happened, step: PublishStep.Deliver);
        await PublishAsync(inbox, outcome: null, step: PublishStep.Deliver, at: Now - Day);
        Assert.Equal(IntentGrant.Granted, await PublishAsync(inbox, outcome: null, step: PublishStep.Deliver));
        Assert.Equal(IntentGrant.Granted, await PublishAsync(inbox, outcome: null, step: PublishStep.Deliver));

        Assert.Equal(IntentGrant.OverLimit, await PublishAsync(inbox, outcome: null, step: PublishStep.Deliver));

        var counts = await Limits.ReadCountsAsync(_channel, Now, Ct);
        Assert.Equal((2, 0), (counts.Deliveries.Count, counts.Publishes.Count));
        Assert.Equal(IntentGrant.Granted, await PublishAsync(new PublishAllowance(1, Day, 1), IntentOutcome.Happened));
    }

    [Fact]
    public async Task The_newest_word_of_the_platform_on_its_quota_is_kept()
    {
        var newest = new QuotaNote(3, 100, Day, Now);
        await Limits.SaveQuotaAsync(_channel, new QuotaNote(1, null, null, Now.AddMinutes(-9)), Ct);
        await Limits.SaveQuotaAsync(_channel, newest, Ct);
        await Limits.SaveQuotaAsync(_channel, new QuotaNote(2, 50, Day, Now.AddMinutes(-5)), Ct);

        Assert.Equal(newest, (await Limits.ReadCountsAsync(_channel, Now, Ct)).Quota);
    }

    [Fact]
    public async Task Counts_hold_the_hours_the_ready_posts_and_the_pause()
    {
        await _lanes.CountUsageAsync(_channel, new UsageCount(7, Containers: 2), Now.AddHours(-26), Ct);
        await _lanes.CountUsageAsync(_channel, new UsageCount(5, Containers: 1), Now, Ct);
        await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddMinutes(59)));
        await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddMinutes(61)));
        await AddAsync(TestJob.Scheduled(_channel, Now));
        await _lanes.PauseUntilAsync(_channel, Now.AddMinutes(5), Now, Ct);

        var counts = await Limits.ReadCountsAsync(_channel, Now, Ct);

        var hour = Assert.Single(counts.Hours);
        Assert.Equal((5L, 1L), (hour.Calls, hour.Containers));
        Assert.Equal((1, Now.AddMinutes(5)), (counts.ReadyJobs, counts.PausedUntil));
        Assert.Null((await Limits.ReadCountsAsync(_channel, Now.AddMinutes(5), Ct)).PausedUntil);
    }

    [Fact]
    public async Task What_is_planned_on_a_channel_is_listed_without_the_post_in_question()
    {
        var own = await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddHours(1)));
        await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddHours(2)));
        await AddAsync(TestJob.ReadyToPublish(_channel, Now.AddHours(30)));

        var planned = await Limits.ListPlannedAsync(_channel, own.PostId, Now, Now.AddHours(24), Ct);

        Assert.Equal(new PlannedPost(Now.AddHours(2), 1), Assert.Single(planned));
    }

    /// <summary>A job of its own comes to its intent; with an outcome it ends, without one it stays open.</summary>
    private async Task<IntentGrant> PublishAsync(PublishAllowance allowance, IntentOutcome? outcome, string part = "post", DateTimeOffset? at = null, string step = "publish")
    {
        var job = await AddAsync(TestJob.ReadyToPublish(_channel, Now));
        var running = Assert.Single(await ClaimAsync());
        Assert.Equal(job.Id, running.Job.Id);
        var intent = IntentFor(job) with { Part = part, Step = step, IntentAt = at ?? Now };
        var grant = await _lanes.OpenIntentAsync(running.Lease, running.Job, intent, allowance, Now, Ct);
        var verdict = outcome is { } known ? new IntentVerdict(intent.Id, known, "a test") : null;
        await _lanes.FinishAsync(running.Lease, new RunEnd { Job = running.Job with { WakeAt = null }, Verdict = verdict }, Now, Ct);
        return grant;
    }
}
