using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Jobs.Telemetry;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Takes one claimed job as far as it goes now: prepares it, publishes it, settles it, or follows up on it.</summary>
/// <param name="restores">Null where no older copy can take the store's place.</param>
/// <param name="routes">Null where nothing is ever handed to people.</param>
internal sealed class JobRunner(
    ILaneStore store, IContentSource contents, IAccountSource accounts, IPlatforms platforms, StepRunner steps, LimitGate limits, Publisher publisher,
    Settler settler, FollowUp followUp, CheckAhead checkAhead, EngineClock clock, TimeProvider time, IOptions<JobsOptions> options, ILogger<JobRunner> log,
    RestoreCheck? restores = null, RouteGate? routes = null)
{
    /// <summary>A store that failed once is given this long before the job may be claimed again.</summary>
    private static readonly TimeSpan StoreWait = TimeSpan.FromSeconds(1);

    /// <summary>Never throws, and never keeps its lane: the node lives on, and nobody rescues what a living node holds.</summary>
    /// <returns>The job as the run left it; null where it did not come to an end of its own.</returns>
    public async Task<Job?> RunAsync(ClaimedJob claimed, CancellationToken stopping)
    {
        var startedAt = clock.Now;
        using var span = EngineTraces.BeginRun(claimed);
        try
        {
            Failpoint.Reach("claim.after_commit");
            // The server may have been stopped while it waited for its turn.
            stopping.ThrowIfCancellationRequested();
            var left = (await GoAsync(claimed, startedAt, stopping))?.Job;
            EngineTraces.EndRun(span, left);
            return left;
        }
        catch (Exception e)
        {
            await EndBadlyAsync(claimed, startedAt, e, stopping);
            EngineTraces.EndRun(span, null);
            return null;
        }
    }

    private async Task<RunEnd?> GoAsync(ClaimedJob claimed, DateTimeOffset startedAt, CancellationToken ct)
    {
        var run = new Run(claimed, new RunEnds(claimed, startedAt, options.Value), startedAt, options.Value.AttemptTimeout);
        var job = claimed.Job;
        // Nothing but the end of the patience wakes what a person has in hand.
        if (job is { State: JobState.HandedOver, IsInInbox: false }) return await FinishAsync(run, RunEnds.HandoverExpired(job));
        var platform = platforms.Find(job.Platform);
        if (claimed.OpenIntent is null && restores is not null)
        {
            var (needed, end) = await restores.BeginAsync(run, platform, ct);
            if (needed) return await FinishAsync(run, end);
        }
        // A person's pause, a late window or a missing network stop creating and publishing, never settling or following up.
        switch (job.State)
        {
            case JobState.Publishing when claimed.OpenIntent is null:
                return await FinishAsync(run, await settler.AnsweredElsewhereAsync(run, platform, ct));
            case JobState.Published:
                return await FinishAsync(run, await followUp.RunAsync(run, platform, await accounts.FindAsync(job.ChannelId, ct), ct));
            case var _ when claimed.OpenIntent is { Step: RestoreCheck.Step } && restores is not null:
                return await FinishAsync(run, await restores.SettleAsync(run, platform, await accounts.FindAsync(job.ChannelId, ct), ct));
            case var _ when claimed.OpenIntent is not null:
                return await FinishAsync(run, await settler.SettleAsync(run, platform, await accounts.FindAsync(job.ChannelId, ct), ct));
        }
        // Woken in spite of the platform's pause means that the window is ending.
        if (claimed.PausedUntil is not null || clock.Now > job.LateAt)
            return await FinishAsync(run, run.Ends.Missed(job, clock.Now));
        if (routes is not null && await routes.BeforeAsync(run, ct) is { } byHand)
            return await FinishAsync(run, byHand);
        if (CheckAhead.IsFor(job) && await checkAhead.RunAsync(run, platform, ct) is { } held)
            return await FinishAsync(run, held);
        if (claimed.Gate != Gate.Open)
            return await FinishAsync(run, RunEnds.Parked(job));
        if (platform is null)
            return await FinishAsync(run, run.Ends.Preflight(job, CheckAhead.PlatformMissing(job), clock.Now));
        return await accounts.FindAsync(job.ChannelId, ct) is { } account
            ? await PublishAsync(run, platform, account, ct)
            : await FinishAsync(run, RunEnds.Parked(job));
    }

    private async Task<RunEnd?> PublishAsync(Run run, IPlatform platform, PlatformAccount account, CancellationToken ct)
    {
        var job = run.Claimed.Job;
        run.GotFurther(clock.Now);
        var content = await contents.LoadAsync(job, hostUntil: null, ct);
        if (content is null || content.Hash != job.ApprovedHash)
        {
            return await FinishAsync(run, run.Ends.Preflight(job, content is null
                ? Plain("post_missing", "The post or its media is gone.")
                : Plain("not_as_approved", "The post is not what was approved. Approve or schedule it again."), clock.Now));
        }
        if (job.Checkpoint is not null && job.PreparedHash != content.Hash) job = run.Ends.FromTheStart(job);

        var pipeline = new Pipeline(platform.StepsFor(content.Post, account));
        if (run.Claimed.Lease.Lane.Kind == LaneKind.Publish && !pipeline.IsPublish(pipeline.Start(job.Step)))
        {
            // Preparing in the publish lane would make the channel's other posts wait.
            return await FinishAsync(run, new RunEnd { Job = run.Ends.FromTheStart(job) with { WakeAt = clock.Now } });
        }
        for (var i = pipeline.Start(job.Step); i < pipeline.Count; i++)
        {
            var step = pipeline[i];
            job = job with { Step = step.Name };
            if (pipeline.IsPublish(i))
            {
                return await FinishAsync(run, run.Claimed.Lease.Lane.Kind == LaneKind.Prepare
                    ? run.Ends.Ready(job, run.LastTrace, clock.Now)
                    : await publisher.PublishAsync(run, job, platform, account, content, pipeline, ct));
            }
            if (await limits.BeforeStepAsync(job, step, pipeline, first: job.Checkpoint is null, platform, account, ct) is { } wait)
            {
                return await FinishAsync(run, run.Ends.OverLimit(job, wait, clock.Now));
            }
            if (step.NeedsMedia && content.Post.Media.Any(media => media.Url is null))
            {
                try
                {
                    content = await contents.LoadAsync(job, job.LateAt, ct) ?? content;
                }
                catch (HostingFailedException e)
                {
                    // Nothing was sent: it is told like a check that failed, uses no attempt, and goes on by itself.
                    log.HostingFailed(e.InnerException ?? e, job.Id);
                    return await FinishAsync(run, run.Ends.Preflight(job, e.Error, clock.Now));
                }
                Failpoint.Reach("media.hosted");
            }

            var result = await steps.RepeatAsync(platform, Call(step, account, content, job), job, run.Deadline, ct);
            run.LastTrace = result.Trace;
            Failpoint.Reach("step.after_reply");
            if (result.Trace.PauseUntil is { } pause) await store.PauseUntilAsync(job.ChannelId, pause, clock.Now, ct);
            if (result is not (StepResult.Advance or StepResult.Again))
            {
                return await FinishAsync(run, await EndAsync(run, job, account, result, ct));
            }
            var again = result as StepResult.Again;
            job = job with
            {
                Step = again is null ? pipeline.After(i) : step.Name,
                Checkpoint = again is null ? ((StepResult.Advance)result).Checkpoint : again.Checkpoint,
                PreparedHash = content.Hash,
                State = JobState.Preparing,
                Reason = null,
            };
            var news = run.Claimed.Job.State == JobState.Preparing || i > 0 ? null : new JobEvent("job.preparing", "engine");
            // Next is the end of this run, which keeps the checkpoint in the same commit as the move to the publish lane.
            if (again is null && news is null && run.Claimed.Lease.Lane.Kind == LaneKind.Prepare && pipeline.IsPublish(i + 1)) continue;
            if (!await store.SaveProgressAsync(run.Claimed.Lease, job, news, null, clock.Now, ct))
            {
                return await SupersededAsync(run);
            }
            Failpoint.Reach("checkpoint.after_commit");
            run.GotFurther(clock.Now);
            if (again is not null) i--;
        }
        throw new UnreachableException($"{platform.Name} has no irreversible step.");
    }

    /// <summary>What a repeatable step's answer makes of the job.</summary>
    private async Task<RunEnd> EndAsync(Run run, Job job, PlatformAccount account, StepResult result, CancellationToken ct)
    {
        switch (result)
        {
            case StepResult.Wait wait:
                return RunEnds.Processing(job, wait.Until, wait.Checkpoint);
            case StepResult.RateLimited limited:
                await store.PauseAsync(job, limited.Scope, limited.Until, clock.Now, ct);
                return run.Ends.RateLimited(job, limited.Until, limited.Error, limited.Trace, clock.Now);
            case StepResult.Unavailable unavailable:
                return run.Ends.Unavailable(job, unavailable, clock.Now);
            case StepResult.Unauthorized unauthorized:
                var current = await accounts.ReportDeadTokenAsync(account, unauthorized.Error, ct);
                return run.Ends.Unauthorized(job, unauthorized.Error, current, unauthorized.Trace, clock.Now);
            case StepResult.Rejected rejected:
                return run.Ends.Rejected(job, rejected.Error, rejected.Trace, clock.Now);
            case StepResult.Unknown unknown:
                // Of a repeatable step nobody can see a second effect: it is tried again like any other failure.
                return run.Ends.Unavailable(job, new StepResult.Unavailable(unknown.Error) { Trace = unknown.Trace }, clock.Now);
            default:
                throw new UnreachableException($"A step before the publish call answered {result.GetType().Name}.");
        }
    }

    private async Task<RunEnd?> FinishAsync(Run run, RunEnd? end)
    {
        if (end is null) return await SupersededAsync(run);
        if (routes is not null && end.Order is null)
        {
            var came = end;
            end = await publisher.PersistAsync(() => routes.AfterAsync(run, came));
        }
        // Whatever made it live and ended its follow-ups: its figures are still to be read.
        if (!run.Measured && end.Job is { State: JobState.Published, WakeAt: null, TakenDownAt: null, PublishedAt: { } at } && platforms.Find(end.Job.Platform) is { HasMetrics: true })
            end = end with { Job = end.Job with { Step = null, WakeAt = Metrics.MetricsPlan.FirstAt(at) } };
        var stands = await Persist(() => store.FinishAsync(run.Claimed.Lease, end, clock.Now, CancellationToken.None));
        if (stands)
            log.RunEnded(end.Job.Id, end.Job.State, end.Job.Reason, end.Job.WakeAt);
        else
            log.Superseded(end.Job.Id);
        Failpoint.Reach("result.after_commit");
        if (end.Job.State == JobState.Published && run.Claimed.Job.State != JobState.Published)
            log.Published(end.Job.Id, end.Job.LatenessMs, end.Job.RemoteId);
        return stands ? end : null;
    }

    private async Task<RunEnd?> SupersededAsync(Run run)
    {
        log.Superseded(run.Claimed.Job.Id);
        await store.ReleaseAsync(run.Claimed.Lease, clock.Now, CancellationToken.None);
        return null;
    }

    private async Task EndBadlyAsync(ClaimedJob claimed, DateTimeOffset startedAt, Exception cause, CancellationToken stopping)
    {
        try
        {
            switch (cause)
            {
                case OperationCanceledException when stopping.IsCancellationRequested:
                    await HandBackAsync(claimed);
                    break;
                case DbException:
                    log.StoreDown(cause);
                    await Task.Delay(StoreWait, time, stopping)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                    await HandBackAsync(claimed);
                    break;
                default:
                    // A bug. It counts as a death, so that the job cannot spin.
                    log.RunThrew(cause, claimed.Job.Id);
                    await Persist(() => GiveUpAsync(claimed, startedAt));
                    break;
            }
        }
        catch (Exception e)
        {
            // The worker frees the lane when it next looks for what this node holds and does not run.
            log.RunThrew(e, claimed.Job.Id);
        }
    }

    private async Task HandBackAsync(ClaimedJob claimed)
    {
        await Persist(async () =>
        {
            await store.ReleaseAsync(claimed.Lease, clock.Now, CancellationToken.None);
            return true;
        });
        log.HandedBack(claimed.Job.Id);
    }

    private async Task<bool> GiveUpAsync(ClaimedJob claimed, DateTimeOffset startedAt)
    {
        var now = clock.Now;
        await store.GiveUpAsync(claimed.Lease, now,
            stored => new RunEnds(stored, startedAt, options.Value).Died(stored.Job, stored.OpenIntent, RunEnds.WentWrong, now), CancellationToken.None);
        return true;
    }

    /// <summary>Writes again where the commit's answer was lost: the lease in its WHERE makes a second one harmless.</summary>
    private Task<bool> Persist(Func<Task<bool>> write) => publisher.PersistAsync(write);

    private static StepCall Call(PublishStep step, PlatformAccount account, PublishContent content, Job job) => new()
    {
        Step = step.Name,
        Account = account,
        Post = content.Post,
        Checkpoint = job.Checkpoint,
    };

    private static PlatformError Plain(string code, string message) => new() { Kind = ErrorKind.FixContent, Code = code, Message = message };
}
