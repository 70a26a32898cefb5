using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Jobs.Generations;
using Posthaste.Jobs.Limits;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Makes the irreversible call: waits for the instant, commits the intent, calls once, and says what that came to.</summary>
/// <param name="guard">Null where no older copy can take the store's place.</param>
internal sealed class Publisher(
    ILaneStore store, IAccountSource accounts, StepRunner steps, LimitGate limits, CallBlocks blocks, NodeHeart heart, EngineClock clock, TimeProvider time, IOptions<JobsOptions> options,
    ILogger<Publisher> log, GenerationGuard? guard = null)
{
    private static readonly TimeSpan CountAgain = TimeSpan.FromSeconds(1);

    private static readonly PlatformError LimitSpent = new()
    {
        Kind = ErrorKind.WaitUntil,
        Code = "limit_spent",
        Message = "The channel's posts of the day or the hour are used up.",
        Advice = "Nothing to do: Posthaste goes on when there is room again.",
    };

    private static readonly TimeSpan PersistWait = TimeSpan.FromMilliseconds(200);

    /// <summary>After that the failure is not the store's being away; what the answer was is then settled like a lost one.</summary>
    private static readonly TimeSpan PersistFor = TimeSpan.FromMinutes(10);

    /// <summary>Publishes the parts that are not live yet, one after another, at the due instant.</summary>
    /// <returns>Null where another worker has the job, or a person has changed it: nothing more was sent.</returns>
    public async Task<RunEnd?> PublishAsync(
        Run run, Job job, IPlatform platform, PlatformAccount account, PublishContent content, Pipeline pipeline, CancellationToken ct)
    {
        var parts = (run.Claimed.Parts ?? await store.ListPartsAsync(job.Id, ct)).ToDictionary(part => part.Part);
        var live = parts.Values.Where(part => part.IsLive).Select(part => part.Part).ToHashSet();
        while (pipeline.NextPublish(live) is { } step)
        {
            job = job with { Step = step.Name };
            var (wait, allowance) = await limits.BeforePublishAsync(job, step, pipeline.PublishCalls - live.Count, platform, account, ct);
            if (wait is not null) return run.Ends.OverLimit(Ready(job), wait, clock.Now);
            var call = new StepCall
            {
                Step = step.Name,
                Account = account,
                Post = content.Post,
                Checkpoint = job.Checkpoint,
                PublishedBefore = parts.ContainsKey(step.Part),
            };
            var (end, intent, result) = await CallAsync(run, job, platform, call, content, step.Part, (parts.GetValueOrDefault(step.Part)?.Intents ?? 0) + 1, allowance, ct);
            if (intent is null || result is null) return end;

            Failpoint.Reach("publish.after_reply");
            live.Add(step.Part);
            if (result is not StepResult.Published published || pipeline.NextPublish(live) is not { } next)
                return await EndAsync(run, job with { State = JobState.Publishing, Reason = null }, account, intent, result, pipeline.FirstFollowUp);

            job = RunEnds.PartPublished(job, published, next.Name, clock.Now);
            var verdict = new IntentVerdict(intent.Id, IntentOutcome.Happened, "the platform's answer", published.RemoteId);
            var news = new JobEvent("job.part_published", "engine") { Id = Guid.CreateVersion7(clock.Now) };
            if (!await PersistAsync(() => store.SaveProgressAsync(run.Claimed.Lease, job, news, verdict, clock.Now, CancellationToken.None)))
                return null;
            Failpoint.Reach("part.after_commit");
        }
        // A retry of a job whose parts turned out to be live, all of them.
        return run.Ends.AllLive(job, pipeline.FirstFollowUp, clock.Now);
    }

    /// <summary>Makes the irreversible call of a post that is live already: its first comment.</summary>
    /// <returns>The end, where nothing was sent; else the intent and the answer.</returns>
    public Task<(RunEnd? End, Intent? Intent, StepResult? Result)> CommentAsync(
        Run run, Job job, IPlatform platform, StepCall call, PublishContent content, PublishStep step, int number, CancellationToken ct) =>
        CallAsync(run, job, platform, call, content, step.Part, number, PublishAllowance.Unlimited, ct);

    private async Task<(RunEnd? End, Intent? Intent, StepResult? Result)> CallAsync(
        Run run, Job job, IPlatform platform, StepCall call, PublishContent content, string part, int number, PublishAllowance allowance, CancellationToken ct)
    {
        await WaitUntilAsync(job.DueAt - options.Value.IntentLead, ct);
        if (FindBlock(run, job) is { } blocked) return (blocked, null, null);
        if (!heart.IsTrusted) return (Postponed(job), null, null);

        var now = clock.Now;
        var intent = new Intent
        {
            Id = NewId.At(now),
            JobId = job.Id,
            Part = part,
            Number = number,
            Step = call.Step,
            Checkpoint = job.Checkpoint,
            ContentHash = content.Hash,
            IntentAt = now,
            DeadlineAt = (job.DueAt > now ? job.DueAt : now) + options.Value.PublishTimeout,
        };
        // Asked again where the commit's answer was lost: the same id is the same row.
        var grant = await PersistAsync(() => store.OpenIntentAsync(run.Claimed.Lease, job, intent, allowance, now, CancellationToken.None), whileTrusted: true);
        if (grant != IntentGrant.Granted)
        {
            log.IntentRefused(job.Id, grant);
            return (grant switch
            {
                IntentGrant.Fenced => null,
                // Somebody else's post went out since we looked: the next claim looks again, and says until when.
                IntentGrant.OverLimit => run.Ends.OverLimit(Ready(job), new LimitWait(now + CountAgain, LimitSpent), now),
                _ => Postponed(job),
            }, null, null);
        }
        // Before the call: a copy of the database from before this intent must be known for one.
        guard?.Note(intent);
        Failpoint.Reach("intent.after_commit");

        await WaitUntilAsync(job.DueAt, CancellationToken.None);
        if (FindBlock(run, job) is { } late)
            return (late with { Verdict = new IntentVerdict(intent.Id, IntentOutcome.NotHappened, "not sent: the platform asked us to stop calling") }, null, null);
        var left = intent.DeadlineAt - clock.Now;
        if (!heart.IsTrusted || left < options.Value.PublishTimeout / 2)
        {
            // Frozen between the commit and the call: nothing was sent, and this process knows it for certain.
            return (Postponed(job) with { Verdict = new IntentVerdict(intent.Id, IntentOutcome.NotHappened, "not sent: the node had lost its lease") }, null, null);
        }
        var result = await steps.OnceAsync(platform, call, job, left);
        if (result.Trace.PauseUntil is { } pause) await PauseAsync(job, pause);
        return (null, intent, result);
    }

    /// <summary>Repeats a write until the store has answered. Its own WHERE makes a second one harmless, and one that comes
    /// too late; and what was not written would leave the lane held for as long as this node lives.</summary>
    /// <param name="write">What to write.</param>
    /// <param name="whileTrusted">Stop once this node may no longer act.</param>
    public async Task<T> PersistAsync<T>(Func<Task<T>> write, bool whileTrusted = false)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await write();
            }
            catch (DbException e) when (whileTrusted ? heart.IsTrusted : time.GetElapsedTime(begun) < PersistFor)
            {
                log.StoreDown(e);
                await Task.Delay(PersistWait, time, CancellationToken.None);
            }
        }
    }

    private async Task<RunEnd> EndAsync(Run run, Job job, PlatformAccount account, Intent intent, StepResult result, string? nextStep)
    {
        var ends = run.Ends;
        var now = clock.Now;
        var ready = job with { State = JobState.Ready };
        RunEnd NotHappened(RunEnd end, string evidence) => end with { Verdict = new IntentVerdict(intent.Id, IntentOutcome.NotHappened, evidence) };
        switch (result)
        {
            case StepResult.Published live:
                var end = ends.Published(job, live, nextStep, now);
                return end with { Verdict = new IntentVerdict(intent.Id, IntentOutcome.Happened, "the platform's answer", live.RemoteId) };
            case StepResult.Taken taken:
                return ends.Taken(job, taken, now);
            case StepResult.Wait wait:
                return NotHappened(RunEnds.NotReadyYet(ready, wait.Until, wait.Checkpoint), "the platform answered that it is not ready yet");
            case StepResult.RateLimited limited:
                await PauseAsync(job, limited.Until, limited.Scope);
                return NotHappened(ends.RateLimited(ready, limited.Until, limited.Error, limited.Trace, now), "the platform refused it: quota");
            case StepResult.Unavailable unavailable:
                return NotHappened(ends.Unavailable(ready, unavailable, now), "not sent, or refused without effect");
            case StepResult.Unauthorized unauthorized:
                var current = await PersistAsync(() => accounts.ReportDeadTokenAsync(account, unauthorized.Error, CancellationToken.None));
                return NotHappened(ends.Unauthorized(ready, unauthorized.Error, current, unauthorized.Trace, now), "the platform refused the token");
            case StepResult.Rejected rejected:
                return NotHappened(ends.Rejected(ready, rejected.Error, rejected.Trace, now), "the platform refused the content");
            case StepResult.Unknown unknown:
                log.OutcomeUnknown(job.Id);
                if (unknown.BlockedUntil is { } until) await PauseAsync(job, until);
                return ends.Unknown(job, unknown.Error, unknown.Trace, now);
            default:
                throw new UnreachableException($"The publish call answered {result.GetType().Name}.");
        }
    }

    public Task<bool> PauseAsync(Job job, DateTimeOffset until, RateScope scope = RateScope.Channel) => PersistAsync(async () =>
    {
        blocks.Add(job.ChannelId, job.Platform, scope, until);
        await store.PauseAsync(job, scope, until, clock.Now, CancellationToken.None);
        return true;
    });

    private static Job Ready(Job job) => job.State == JobState.Published ? job : job with { State = JobState.Ready };

    /// <summary>No call is made while the platform has asked us to stop, wherever in this process that was heard.</summary>
    private RunEnd? FindBlock(Run run, Job job)
    {
        var now = clock.Now;
        if (blocks.Find(job.ChannelId, job.Platform, now) is not { } block) return null;
        return job.State == JobState.Published
            ? new RunEnd { Job = job with { WakeAt = block.Until, Deaths = 0 } }
            : run.Ends.OverLimit(Ready(job), new LimitWait(block.Until, block.Error), now);
    }

    /// <summary>Nothing was sent. The next claim sees why and acts on it; the short wait keeps it from spinning.</summary>
    private RunEnd Postponed(Job job) => new()
    {
        Job = job with { State = job.State == JobState.Published ? job.State : JobState.Ready, WakeAt = clock.Now + TimeSpan.FromMilliseconds(500) },
    };

    /// <summary>Returns at the instant or just after it, never before: timers round down, so it looks again.</summary>
    private async Task WaitUntilAsync(DateTimeOffset instant, CancellationToken ct)
    {
        while (clock.WaitFor(instant) is { Ticks: > 0 } left)
        {
            await Task.Delay(left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left, time, ct);
        }
    }
}
