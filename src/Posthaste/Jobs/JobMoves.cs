using System.Diagnostics;
using Posthaste.Platforms;

namespace Posthaste.Jobs;

/// <summary>Which changes a job's state allows, and what becomes of it. Pure: the store calls it under the lanes' locks.</summary>
internal static class JobMoves
{
    /// <summary>A container lives 24 h: what was prepared for a time further away than this is prepared again.</summary>
    private static readonly TimeSpan KeepPrepared = TimeSpan.FromHours(12);

    /// <summary>Only its owner, in the app, or a person's word moves it on.</summary>
    public static Move.Refused InInbox { get; } = new("in_inbox",
        "The post waits in the account's inbox at the network. Finish it in the app, or discard it there and then resolve it here as not published.");

    public static Move Decide(JobSnapshot found, JobChange change, string actor, DateTimeOffset now, JobsOptions options) =>
        (Move?)Refusal(found, change) ?? change switch
        {
            // What a check holds back ahead of its time is only looked at again now: a day early, "try again" does not mean "publish".
            JobChange.Retry when found.Job.MendsByItself && found.Job.DueAt > now =>
                To(NewRound(found.Job, found.Job.DueAt, now, options) with { WakeAt = now }, "job.retried", actor),
            JobChange.Retry => To(NewRound(found.Job, now, now, options), "job.retried", actor),
            JobChange.PublishNow => To(NewRound(found.Job, now, now, options), "job.published_now", actor),
            JobChange.Reschedule reschedule => To(NewRound(found.Job, reschedule.At, now, options), "job.rescheduled", actor),
            JobChange.Cancel or JobChange.Withdraw => To(Cancelled(found), "job.cancelled", actor),
            JobChange.Revise revise => To(Revised(found.Job, revise, now, options), "job.revised", actor),
            JobChange.ResolvePublished resolved => ResolvePublished(found, resolved, actor, now),
            JobChange.ResolveNotPublished => ResolveNotPublished(found, actor),
            _ => throw new UnreachableException(),
        };

    /// <summary>The account was connected again: what the network had refused because of it goes on where its late window still lasts. Where that has
    /// ended, the job says so and waits for a person.</summary>
    public static Move PutBack(JobSnapshot found, string actor, DateTimeOffset now, JobsOptions options)
    {
        // A person may have retried or cancelled it meanwhile.
        if (found is not { Job: { State: JobState.NeedsAttention, Reason: JobReason.Reconnect, WakeAt: null } job, OpenIntent: null, Running: false })
            return new Move.Refused("not_failed", "The job does not wait for its account.");
        if (now <= job.LateAt) return To(BackToStart(Anew(job, options) with { Reason = null, LastError = null }, now, options), "job.put_back", actor);
        var missed = new PlatformError
        {
            Kind = ErrorKind.RetryLater,
            Code = "missed",
            Message = $"The account was connected again, but only after the post's late window had ended at {job.LateAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.",
            Advice = "Retry to publish it now, reschedule it, or cancel it.",
        };
        return To(job with { Reason = JobReason.Missed, LastError = missed }, "job.needs_attention", actor);
    }

    private static Move.Refused? Refusal(JobSnapshot found, JobChange change)
    {
        var job = found.Job;
        if (change is JobChange.ResolvePublished or JobChange.ResolveNotPublished)
        {
            return job is { State: JobState.NeedsAttention, Reason: JobReason.Undecidable } || job.IsInInbox ? null : new Move.Refused("nothing_to_resolve",
                "Only a job whose outcome could not be found out, or that waits in the account's inbox, can be resolved by hand.");
        }
        if (job.State == JobState.Published)
            return new Move.Refused("already_published", job.TakenDownAt is null
                ? "The post is live on this channel; it can no longer be changed here."
                : "The post was published on this channel and taken down; it is never published a second time. Make a new post instead.");
        if (job is { State: JobState.NeedsAttention, Reason: JobReason.Undecidable })
        {
            return new Move.Refused("undecided",
                "Nobody knows yet whether this post went live. Look at the account and resolve it first: it is live, or it is not.");
        }
        if (job.IsInInbox) return InInbox;
        if (found.OpenIntent is not null || job.State == JobState.Publishing)
        {
            return new Move.Refused(job.Reason == JobReason.Settling ? "settling" : "publishing_now",
                job.Reason == JobReason.Settling
                    ? "The publish call's answer was lost, and the platform is being asked what became of it. Wait until that is settled."
                    : "The post is being published right now.");
        }
        return (change, job.State) switch
        {
            (JobChange.Retry or JobChange.PublishNow or JobChange.Reschedule or JobChange.Revise, JobState.HandedOver) =>
                new("handed_over", "A card for this post is with a person. Withdraw it first."),
            (JobChange.Cancel or JobChange.Withdraw, JobState.Cancelled) => new("already_cancelled", "The job is cancelled already."),
            (_, JobState.Cancelled) => new("cancelled", "The job was cancelled. Schedule the post again to revive it."),
            (JobChange.Retry, JobState.Scheduled) when job.Reason is null or JobReason.WaitingAccount =>
                new("not_failed", "Nothing has failed: the job waits for its time. Use publish-now or reschedule to change when it goes out."),
            (JobChange.Retry, JobState.Preparing or JobState.Ready) when job.Reason is not (JobReason.Retrying or JobReason.WaitingQuota) =>
                new("not_failed", "Nothing has failed: the job is being prepared. Use publish-now or reschedule to change when it goes out."),
            (JobChange.Revise, _) when found.LiveParts > 0 =>
                new("partly_published", "A part of this post is live already, so its content can no longer change. Retry to publish the rest, or cancel it."),
            (JobChange.Cancel, JobState.Failed) => new("already_closed", "The job is closed already."),
            _ => null,
        };
    }

    /// <summary>What is live stays live: then only the rest is cancelled, and the job says so.</summary>
    private static Job Cancelled(JobSnapshot found) => found.LiveParts == 0
        ? Closed(found.Job) with { State = JobState.Cancelled }
        : Closed(found.Job) with
        {
            State = JobState.Published,
            Step = null,
            LastError = RestCancelled(found.LiveParts),
        };

    /// <summary>What a job says that was cancelled when some of its parts were live.</summary>
    public static PlatformError RestCancelled(int live) => new()
    {
        Kind = ErrorKind.FixContent,
        Code = "partly_published",
        Message = $"The rest was cancelled when {live} of its parts {(live == 1 ? "was" : "were")} live already.",
    };

    private static Move.To To(Job job, string kind, string actor) => new(job, new JobEvent(kind, actor));

    private static Job Closed(Job job) => job with { WakeAt = null, Reason = null, Settling = null };

    private static Job NewRound(Job job, DateTimeOffset due, DateTimeOffset now, JobsOptions options)
    {
        var window = job.LateAt - job.DueAt;
        var moved = job with
        {
            DueAt = due,
            LateAt = due + window,
            Attempt = 0,
            Deaths = 0,
            Round = job.Round + 1,
            MaxAttempts = options.MaxAttempts,
            Reason = null,
            LastError = null,
            Settling = null,
        };
        var keep = job.State == JobState.Ready && due - now < KeepPrepared;
        return keep ? moved with { WakeAt = due - options.ArmLead } : BackToStart(moved, now, options);
    }

    private static Job Revised(Job job, JobChange.Revise revise, DateTimeOffset now, JobsOptions options)
    {
        var revised = job with { ApprovedHash = revise.ApprovedHash, Lead = revise.Lead };
        var waits = job.State is JobState.Scheduled or JobState.Preparing or JobState.Ready;
        // Mending what a check or the platform found puts the job back by itself while its window lasts.
        var mended = (job is { State: JobState.NeedsAttention, Reason: JobReason.Content or JobReason.Preflight } || job.MendsByItself) && now <= job.LateAt;
        if (waits) return BackToStart(revised, now, options);
        return mended
            ? BackToStart(Anew(revised, options) with { Reason = null, LastError = null }, now, options)
            : revised with { Checkpoint = null, PreparedHash = null, Step = null };
    }

    /// <summary>What the old content used up is not counted against the new one.</summary>
    private static Job Anew(Job job, JobsOptions options) => job.Attempt == 0
        ? job
        : job with { Round = job.Round + 1, Attempt = 0, Deaths = 0, MaxAttempts = options.MaxAttempts };

    private static Job BackToStart(Job job, DateTimeOffset now, JobsOptions options) => job with
    {
        State = JobState.Scheduled,
        Lane = LaneKey.PrepareLane(job.ChannelId, job.Id, options.PrepareSlots),
        WakeAt = PreflightTimes.Next(job.DueAt, job.Lead, now, options),
        Step = null,
        Checkpoint = null,
        PreparedHash = null,
    };

    /// <summary>After a restore the intent stands for a stretch of time, and the due time in it is the likeliest.</summary>
    private static DateTimeOffset CalledAt(Job job, Intent intent) =>
        intent.IntentAt > job.DueAt ? intent.IntentAt : job.DueAt < intent.DeadlineAt ? job.DueAt : intent.DeadlineAt;

    private static Move.To ResolvePublished(JobSnapshot found, JobChange.ResolvePublished resolved, string actor, DateTimeOffset now)
    {
        // Of a set others may be left, and only the engine knows: it goes on from here as if the answer had come now.
        if (found.OpenIntent is { Part: not PublishStep.Post } part)
        {
            var answered = found.Job with { State = JobState.Publishing, Reason = JobReason.Settling, WakeAt = now, Settling = null, LastError = null, Permalink = found.Job.Permalink ?? resolved.Permalink?.ToString() };
            return new Move.To(answered, new JobEvent("job.resolved_published", actor), new IntentVerdict(part.Id, IntentOutcome.Happened, $"{actor} found it in the account"));
        }
        var job = Closed(found.Job) with
        {
            State = JobState.Published,
            Permalink = resolved.Permalink?.ToString(),
            // From an inbox it goes out whenever its owner likes.
            PublishedAt = found.OpenIntent is { Step: not PublishStep.Deliver } open ? CalledAt(found.Job, open) : now,
            LastError = null,
        };
        return new Move.To(job, new JobEvent("job.resolved_published", actor),
            found.OpenIntent is null ? null : new IntentVerdict(found.OpenIntent.Id, IntentOutcome.Happened, $"{actor} found it in the account"));
    }

    private static Move.To ResolveNotPublished(JobSnapshot found, string actor)
    {
        var job = Closed(found.Job) with
        {
            State = JobState.NeedsAttention,
            Reason = JobReason.Missed,
            Step = null,
            Checkpoint = null,
            PreparedHash = null,
        };
        return new Move.To(job, new JobEvent("job.resolved_not_published", actor),
            found.OpenIntent is null ? null : new IntentVerdict(found.OpenIntent.Id, IntentOutcome.NotHappened, $"{actor} did not find it in the account"));
    }
}
