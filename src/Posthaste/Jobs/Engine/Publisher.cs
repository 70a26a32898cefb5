using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Makes the irreversible call: waits for the instant, commits the intent, calls once, and says what that came to.</summary>
internal sealed class Publisher(
    ILaneStore store, IAccountSource accounts, StepRunner steps, NodeHeart heart, EngineClock clock, TimeProvider time, IOptions<JobsOptions> options,
    ILogger<Publisher> log)
{
    /// <summary>The part of a job that is the post itself.</summary>
    public const string PostPart = "post";

    private static readonly TimeSpan PersistWait = TimeSpan.FromMilliseconds(200);

    /// <summary>After that the failure is not the store's being away; what the answer was is then settled like a lost one.</summary>
    private static readonly TimeSpan PersistFor = TimeSpan.FromMinutes(10);

    /// <returns>Null where another worker has the job, or a person has changed it: nothing was sent.</returns>
    public async Task<RunEnd?> PublishAsync(
        Run run, Job job, IPlatform platform, PlatformAccount account, PublishContent content, string? nextStep, CancellationToken ct)
    {
        var earlier = await store.CountIntentsAsync(job.Id, PostPart, ct);
        await WaitUntilAsync(job.DueAt - options.Value.IntentLead, ct);
        if (!heart.IsTrusted) return Postponed(job);

        var now = clock.Now;
        var intent = new Intent
        {
            Id = Guid.CreateVersion7(now),
            JobId = job.Id,
            Part = PostPart,
            Number = earlier + 1,
            Step = job.Step!,
            Checkpoint = job.Checkpoint,
            ContentHash = content.Hash,
            IntentAt = now,
            DeadlineAt = (job.DueAt > now ? job.DueAt : now) + options.Value.PublishTimeout,
        };
        Failpoint.Reach("intent.before_commit");
        // Asked again where the commit's answer was lost: the same id is the same row.
        var grant = await PersistAsync(() => store.OpenIntentAsync(run.Claimed.Lease, job, intent, now, CancellationToken.None), whileTrusted: true);
        if (grant != IntentGrant.Granted)
        {
            log.IntentRefused(job.Id, grant);
            return grant == IntentGrant.Fenced ? null : Postponed(job);
        }
        Failpoint.Reach("intent.after_commit");

        await WaitUntilAsync(job.DueAt, CancellationToken.None);
        var left = intent.DeadlineAt - clock.Now;
        if (!heart.IsTrusted || left < options.Value.PublishTimeout / 2)
        {
            // Frozen between the commit and the call: nothing was sent, and this process knows it for certain.
            return Postponed(job) with { Verdict = new IntentVerdict(intent.Id, IntentOutcome.NotHappened, "not sent: the node had lost its lease") };
        }
        var result = await steps.OnceAsync(platform, new StepCall
        {
            Step = job.Step!,
            Account = account,
            Post = content.Post,
            Checkpoint = job.Checkpoint,
            PublishedBefore = earlier > 0,
        }, job, left);
        Failpoint.Reach("publish.after_reply");
        if (result.Trace.PauseUntil is { } pause) await PauseAsync(job, pause);
        return await EndAsync(run, job with { State = JobState.Publishing, Reason = null }, account, intent, result, nextStep);
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

    private Task<bool> PauseAsync(Job job, DateTimeOffset until, RateScope scope = RateScope.Channel) => PersistAsync(async () =>
    {
        await store.PauseAsync(job, scope, until, clock.Now, CancellationToken.None);
        return true;
    });

    /// <summary>Nothing was sent. The next claim sees why and acts on it; the short wait keeps it from spinning.</summary>
    private RunEnd Postponed(Job job) => new()
    {
        Job = job with { State = JobState.Ready, WakeAt = clock.Now + TimeSpan.FromMilliseconds(500) },
    };

    /// <summary>Returns at the instant or just after it, never before: timers round down, so it looks again.</summary>
    private async Task WaitUntilAsync(DateTimeOffset instant, CancellationToken ct)
    {
        while (instant - clock.Now is { Ticks: > 0 } left)
        {
            await Task.Delay(left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left, time, ct);
        }
    }
}
