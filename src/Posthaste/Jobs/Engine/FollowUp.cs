using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>What comes after a post is live: its link, its first comment, its figures. Nothing here can turn a live post into a failure.</summary>
internal sealed class FollowUp(
    ILaneStore store, IContentSource contents, IAccountSource accounts, StepRunner steps, Publisher publisher, Settler settler, MetricsReader metrics, EngineClock clock,
    IOptions<JobsOptions> options, ILogger<FollowUp> log)
{
    /// <summary>How long a missing link is looked for, and a comment tried.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <returns>Null where another worker has the job.</returns>
    public async Task<RunEnd?> RunAsync(Run run, IPlatform? platform, PlatformAccount? account, CancellationToken ct)
    {
        var job = run.Claimed.Job;
        if (job.Step is null && run.Claimed.OpenIntent is null) return await metrics.RunAsync(run, platform, account, ct);
        var content = await contents.LoadAsync(job, hostUntil: null, ct);
        if (content is null || job.Step is null || platform is null || account is null)
        {
            // With a call left open there would be no end: what is open is looked at before anything else.
            var lost = run.Claimed.OpenIntent is { } left ? new IntentVerdict(left.Id, IntentOutcome.Abandoned, "nobody is left to be asked") : null;
            return Done(job with { Settling = null }) with { Verdict = lost };
        }

        var parts = run.Claimed.Parts ?? await store.ListPartsAsync(job.Id, ct);
        var pipeline = new Pipeline(platform.StepsFor(content.Post, account));
        if (run.Claimed.OpenIntent is { } open) return await SettleCommentAsync(run, platform, account, content, pipeline, open, parts, ct);
        if (job.Step == RunEnds.FindLink || job.RemoteId is null || parts.Any(IsNameless)) return await FindLinkAsync(platform, account, content, pipeline, parts, job, ct);

        var at = pipeline.Find(job.Step);
        if (at < 0 || !pipeline.IsFollowUp(at)) return Done(job);
        var step = pipeline[at];
        var known = parts.FirstOrDefault(part => part.Part == step.Part);
        var call = new StepCall
        {
            Step = step.Name,
            Account = account,
            Post = content.Post,
            Checkpoint = job.Checkpoint,
            RemoteId = step.Part == PublishStep.Comment ? job.RemoteId : known?.RemoteId ?? job.RemoteId,
            PublishedBefore = step.Kind == StepKind.Irreversible && known is not null,
        };
        if (step.Kind == StepKind.Repeatable) return await ReadAsync(job, platform, account, call, run, pipeline, at, ct);
        return known is { Outcome: not IntentOutcome.NotHappened }
            ? Next(job, pipeline.After(at))
            : await CommentAsync(run, job, platform, account, call, content, pipeline, at, known?.Intents ?? 0, ct);
    }

    private async Task<RunEnd> ReadAsync(Job job, IPlatform platform, PlatformAccount account, StepCall call, Run run, Pipeline pipeline, int at, CancellationToken ct)
    {
        Failpoint.Reach("permalink.before_read");
        var result = await steps.RepeatAsync(platform, call, job, run.Deadline, ct);
        Failpoint.Reach("permalink.after_reply");
        switch (result)
        {
            case StepResult.Found found:
                var first = job.Permalink is null;
                var linked = first ? job with { Permalink = found.Permalink.ToString(), PublishedAt = found.PublishedAt ?? job.PublishedAt } : job;
                return Next(linked, pipeline.After(at), first ? new JobEvent("job.link_found", "engine") : null) with { Link = new PartLink(pipeline[at].Part, null, found.Permalink.ToString()) };
            case StepResult.Advance advance:
                return Next(job with { Checkpoint = advance.Checkpoint }, pipeline.After(at));
            case StepResult.Rejected:
                return Next(job, pipeline.After(at));
            default:
                return await WaitAsync(job, account, result, Done, ct);
        }
    }

    private async Task<RunEnd?> CommentAsync(
        Run run, Job job, IPlatform platform, PlatformAccount account, StepCall call, PublishContent content, Pipeline pipeline, int at, int intents, CancellationToken ct)
    {
        // A person's pause stops commenting too; it is looked at again when the patience has not run out.
        if (run.Claimed.Gate != Gate.Open) return Later(job, null, left => Given(left, "The channel was paused or disconnected for too long."));
        // For another channel the same post may have been edited and approved again since.
        if (content.Hash != job.PreparedHash) return Given(job, "The post was edited after it had gone live here, and its first comment with it.");
        var (end, intent, result) = await publisher.CommentAsync(run, job, platform, call, content, pipeline[at], intents + 1, ct);
        if (intent is null || result is null) return end;

        Failpoint.Reach("comment.after_reply");
        var now = clock.Now;
        var notHappened = new IntentVerdict(intent.Id, IntentOutcome.NotHappened, "refused, or not sent");
        switch (result)
        {
            case StepResult.Published live:
                return Next(job with { LastError = null }, pipeline.After(at), new JobEvent("job.commented", "engine")) with { Verdict = new IntentVerdict(intent.Id, IntentOutcome.Happened, "the platform's answer", live.RemoteId) };
            case StepResult.Unknown unknown:
                log.OutcomeUnknown(job.Id);
                if (unknown.BlockedUntil is { } until) await publisher.PauseAsync(job, until);
                return run.Ends.CommentUnknown(job, unknown, now);
            case StepResult.Rejected rejected:
                return run.Ends.CommentFailed(job, rejected.Error, pipeline.After(at), rejected.Trace, now) with { Verdict = notHappened };
            case StepResult.Unauthorized unauthorized:
                // Often only the permission to comment is missing: that must not stop the channel's posts. A dead token shows at the next call.
                return run.Ends.CommentFailed(job, unauthorized.Error, pipeline.After(at), unauthorized.Trace, now) with { Verdict = notHappened };
            default:
                return (await WaitAsync(job, account, result, left => Given(left, "The first comment could not be made within a day."), ct)) with { Verdict = notHappened };
        }
    }

    /// <summary>A comment has no witness: only the post's own list of comments can tell. It is never made again on a guess.</summary>
    private async Task<RunEnd> SettleCommentAsync(
        Run run, IPlatform platform, PlatformAccount account, PublishContent content, Pipeline pipeline, Intent intent, IReadOnlyList<JobPart> parts, CancellationToken ct)
    {
        var job = run.Claimed.Job;
        var notes = job.Settling ?? SettleNotes.None;
        var seen = (await settler.ProbeAsync(platform, account, content, job, intent, parts, ct)) with { Witness = Witness.None };
        var others = await settler.ClaimsOfOthersAsync(job, intent, post: null, seen, ct);
        var now = clock.Now;
        var next = pipeline.After(pipeline.Find(intent.Step));
        switch (Settlement.Decide(intent, notes, seen, others, video: false, now, options.Value.Settling))
        {
            case Settlement.Live live:
                return Next(job with { Settling = null, LastError = null }, next, new JobEvent("job.commented", "engine")) with { Verdict = new IntentVerdict(intent.Id, IntentOutcome.Happened, "found below the post", live.Match?.RemoteId) };
            case Settlement.Later later:
                return RunEnds.StillSettling(job, later.Notes, later.At);
            case Settlement.GiveUp gaveUp:
                var error = new PlatformError { Kind = ErrorKind.OutcomeUnknown, Code = "comment_undecidable", Message = $"The answer to the first comment was lost. {gaveUp.Message}", Advice = "Look below the post, and comment there yourself if it is missing." };
                return run.Ends.CommentFailed(job with { Settling = null }, error, next, seen.Trace, now) with { Verdict = new IntentVerdict(intent.Id, IntentOutcome.Abandoned, "could not be found out") };
            default:
                throw new UnreachableException("Without a witness nothing proves that a comment was not made.");
        }
    }

    private async Task<RunEnd> FindLinkAsync(
        IPlatform platform, PlatformAccount account, PublishContent content, Pipeline pipeline, IReadOnlyList<JobPart> parts, Job job, CancellationToken ct)
    {
        if (parts.FirstOrDefault(IsNameless) is not { } missing)
        {
            // The answer came after all, from a worker that had been given up for lost, and named the post.
            var named = parts.FirstOrDefault(part => part is { IsLive: true, RemoteId: not null } && part.Part != PublishStep.Comment);
            return named is null ? Done(job) : Next(job with { RemoteId = job.RemoteId ?? named.RemoteId, Settling = null }, pipeline.FirstFollowUp);
        }
        if (await store.FindLastIntentAsync(job.Id, missing.Part, ct) is not { } intent) return Done(job);
        var seen = await settler.ProbeAsync(platform, account, content, job, intent, parts, ct);
        var others = await settler.ClaimsOfOthersAsync(job, intent, content.Post, seen, ct);
        var matches = others.LeaveOf(seen);
        var now = clock.Now;
        var notes = Settlement.Note(intent, job.Settling ?? SettleNotes.None, matches, others, now, options.Value.Settling);
        if (Settlement.OnlyMatch(intent, notes, matches, now, options.Value.Settling) is not { } match)
        {
            return Later(job with { Settling = notes }, Settlement.NextLook(notes, seen, now, options.Value.Settling), Done);
        }
        var found = job.RemoteId is null
            ? job with
            {
                RemoteId = match.RemoteId,
                Permalink = match.Permalink?.ToString(),
                PublishedAt = match.At,
                // So far it was that of the call.
                LatenessMs = RunEnds.LatenessOf(job, intent, match, now),
                Settling = null,
            }
            : job with { Settling = null };
        var more = parts.Any(part => part != missing && IsNameless(part));
        return Next(found, more ? RunEnds.FindLink : pipeline.FirstFollowUp, new JobEvent("job.link_found", "engine")) with { Link = new PartLink(missing.Part, match.RemoteId, match.Permalink?.ToString()) };
    }

    private async Task<RunEnd> WaitAsync(Job job, PlatformAccount account, StepResult result, Func<Job, RunEnd> otherwise, CancellationToken ct)
    {
        switch (result)
        {
            case StepResult.Unauthorized unauthorized:
                await accounts.ReportDeadTokenAsync(account, unauthorized.Error, ct);
                return Later(job, null, otherwise);
            case StepResult.RateLimited limited:
                await store.PauseAsync(job, limited.Scope, limited.Until, clock.Now, ct);
                return Later(job, limited.Until, otherwise);
            case StepResult.Wait wait:
                return Later(job with { Checkpoint = wait.Checkpoint }, wait.Until, otherwise);
            default:
                return Later(job, null, otherwise);
        }
    }

    private RunEnd Later(Job job, DateTimeOffset? at, Func<Job, RunEnd> otherwise)
    {
        var age = clock.Now - (job.PublishedAt ?? job.DueAt);
        if (age > Patience) return otherwise(job);
        var wait = age < TimeSpan.FromMinutes(1) ? TimeSpan.FromSeconds(5) : age < TimeSpan.FromMinutes(10) ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(30);
        return new RunEnd { Job = job with { WakeAt = at ?? clock.Now + wait, Deaths = 0 } };
    }

    /// <summary>Live for certain, and nobody knows yet which of the account's posts it is.</summary>
    private static bool IsNameless(JobPart part) => part is { IsLive: true, RemoteId: null } && part.Part != PublishStep.Comment;

    private static RunEnd Given(Job job, string why) => new()
    {
        Job = Done(job).Job with { LastError = new PlatformError { Kind = ErrorKind.RetryLater, Code = "comment_given_up", Message = why, Advice = "The post is live; comment in the app." } },
        Event = new JobEvent("job.comment_failed", "engine"),
    };

    private RunEnd Next(Job job, string? step, JobEvent? news = null) => step is null
        ? Done(job) with { Event = news }
        : new RunEnd { Job = job with { Step = step, WakeAt = clock.Now, Deaths = 0 }, Event = news };

    private static RunEnd Done(Job job) => new() { Job = job with { WakeAt = null, Step = null } };
}
