using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>The ends of a publish call whose outcome is unknown, and of the asking that follows.</summary>
internal sealed partial class RunEnds
{
    /// <summary>The publish call may have taken effect: from now on only the platform's own word counts.</summary>
    public RunEnd Unknown(Job job, PlatformError error, CallTrace trace, DateTimeOffset now) => new()
    {
        Job = ToSettling(job, now + Settlement.FirstCheck(options.Settling)) with { LastError = error },
        Attempt = Row(job, AttemptOutcome.Unknown, false, now, error, trace),
        Event = new JobEvent("job.settling", "engine"),
    };

    /// <summary>The platform took the call and works on it: it is asked until it is live. The attempt is not over yet.</summary>
    public RunEnd Taken(Job job, StepResult.Taken taken, DateTimeOffset now)
    {
        var notes = SettleNotes.None with { Taken = true };
        return new RunEnd
        {
            Job = ToSettling(job, now + (taken.LookAfter * options.Settling.Scale)) with { Reason = ReasonOf(notes), Settling = notes, Checkpoint = taken.Checkpoint, LastError = null },
        };
    }

    /// <summary>Whether an answer was lost, or only the end of the platform's work is waited for.</summary>
    public static JobReason ReasonOf(SettleNotes? notes) => notes switch
    {
        { DeliveredAt: not null } => JobReason.Inbox,
        { Taken: true } => JobReason.Processing,
        _ => JobReason.Settling,
    };

    /// <summary>Whose turn it is: the network's, or that of whoever finds the post in their inbox.</summary>
    public static JobState StateOf(SettleNotes? notes) => notes is { DeliveredAt: not null } ? JobState.HandedOver : JobState.Publishing;

    /// <summary>It lies in the account's own inbox. Told once; the call stays open, and the network is asked until its owner has finished it.</summary>
    public RunEnd Delivered(Job job, SettleNotes notes, DateTimeOffset lookAt, CallTrace trace, DateTimeOffset now)
    {
        var isNew = !claimed.Job.IsInInbox;
        return new RunEnd
        {
            Job = job with { State = StateOf(notes), Reason = ReasonOf(notes), Settling = notes, LastError = null, WakeAt = lookAt, Deaths = 0 },
            Attempt = isNew ? Row(job, AttemptOutcome.Delivered, false, now, null, trace) : null,
            Event = isNew ? new JobEvent("job.delivered", "engine") : null,
        };
    }

    /// <summary>Settling found it live. A link that is not known yet is looked for afterwards; its absence never makes this untrue.</summary>
    /// <param name="nextStep">What follows up on the post once it is known which one it is; null for nothing.</param>
    public RunEnd SettledLive(Job job, Intent intent, RemotePost? match, SettleNotes notes, string? nextStep, CallTrace trace, DateTimeOffset now)
    {
        var at = match?.At ?? CalledAt(job, intent);
        return new RunEnd
        {
            Job = job with
            {
                State = JobState.Published,
                Reason = null,
                LastError = null,
                Attempt = job.Attempt + 1,
                RemoteId = job.RemoteId ?? match?.RemoteId,
                Permalink = job.Permalink ?? match?.Permalink?.ToString(),
                PublishedAt = job.PublishedAt ?? at,
                // Out of an inbox it goes live when its owner likes.
                LatenessMs = intent.Step == PublishStep.Deliver ? null : job.LatenessMs ?? LatenessOf(job, intent, match, now),
                Settling = match is null ? notes : null,
                Step = match is null ? FindLink : nextStep,
                WakeAt = match is null ? now + Settlement.FirstCheck(options.Settling) : nextStep is null ? null : now,
                Deaths = 0,
            },
            Attempt = Row(job, job.Settling is { Taken: true } or { DeliveredAt: not null } ? AttemptOutcome.Published : AttemptOutcome.SettledPublished, true, now, null, trace),
            Verdict = new IntentVerdict(intent.Id, IntentOutcome.Happened, "the platform says that it is published", match?.RemoteId),
            Event = new JobEvent("job.published", "engine"),
        };
    }

    /// <summary>Settling found one part of several live; the rest is published now.</summary>
    public RunEnd PartSettledLive(Job job, Intent intent, RemotePost? match, string nextStep, CallTrace trace, DateTimeOffset now) => new()
    {
        Job = GoOn(job with
        {
            RemoteId = job.RemoteId ?? match?.RemoteId,
            PublishedAt = job.PublishedAt ?? match?.At ?? CalledAt(job, intent),
            LatenessMs = job.LatenessMs ?? LatenessOf(job, intent, match, now),
        }, nextStep, now),
        Attempt = Row(job, job.Settling is { Taken: true } ? AttemptOutcome.Published : AttemptOutcome.SettledPublished, false, now, null, trace),
        Verdict = new IntentVerdict(intent.Id, IntentOutcome.Happened, "the platform says that it is published", match?.RemoteId),
        Event = new JobEvent("job.part_published", "engine"),
    };

    /// <summary>The comment's answer was lost. The post is as live as before.</summary>
    public RunEnd CommentUnknown(Job job, StepResult.Unknown unknown, DateTimeOffset now) => new()
    {
        Job = job with { Settling = SettleNotes.None, WakeAt = now + Settlement.FirstCheck(options.Settling), LastError = unknown.Error, Deaths = 0 },
        Attempt = Row(job, AttemptOutcome.Unknown, false, now, unknown.Error, unknown.Trace),
    };

    /// <summary>There will be no comment. The post is as live as before.</summary>
    public RunEnd CommentFailed(Job job, PlatformError error, string? nextStep, CallTrace trace, DateTimeOffset now) => new()
    {
        Job = job with { Step = nextStep, WakeAt = nextStep is null ? null : now, LastError = error, Deaths = 0 },
        Attempt = Row(job, AttemptOutcome.Rejected, false, now, error, trace),
        Event = new JobEvent("job.comment_failed", "engine"),
    };

    /// <summary>Back to the publish lane, for the parts that are left.</summary>
    public static Job GoOn(Job job, string nextStep, DateTimeOffset now) => job with
    {
        State = JobState.Ready,
        Reason = null,
        Settling = null,
        LastError = null,
        Lane = LaneKey.PublishLane(job.ChannelId),
        Step = nextStep,
        WakeAt = Earlier(now, JustLate(job)),
        Deaths = 0,
    };

    /// <summary>The answer reached the store after this job had been taken from the worker that got it: an answer is truth.</summary>
    public RunEnd SettledByAnswer(Job job, Intent intent, string? remoteId, string? nextStep, DateTimeOffset now) => new()
    {
        Job = job with
        {
            State = JobState.Published,
            Reason = null,
            LastError = null,
            Settling = null,
            Attempt = job.Attempt + 1,
            RemoteId = job.RemoteId ?? remoteId,
            PublishedAt = job.PublishedAt ?? CalledAt(job, intent),
            LatenessMs = job.LatenessMs ?? LatenessOf(job, intent, match: null, now),
            Step = remoteId is null ? FindLink : nextStep,
            WakeAt = now,
            Deaths = 0,
        },
        Attempt = Row(job, AttemptOutcome.SettledPublished, true, now, null, CallTrace.None),
        Event = new JobEvent("job.published", "engine"),
    };

    /// <summary>Settling proved that the call had no effect. That uses an attempt; the next one sends the same container.</summary>
    /// <param name="restart">What was prepared can never go live any more: prepare again.</param>
    public RunEnd SettledNotLive(Job job, Intent intent, string evidence, bool restart, CallTrace trace, DateTimeOffset now)
    {
        var verdict = new IntentVerdict(intent.Id, IntentOutcome.NotHappened, evidence);
        var error = job.LastError ?? new PlatformError { Kind = ErrorKind.RetryLater, Message = "The publish call had no effect." };
        var settled = job with { Attempt = job.Attempt + 1, Settling = null, Deaths = 0 };
        var row = Row(job, job.Settling is { Taken: true } ? AttemptOutcome.Unavailable : AttemptOutcome.SettledNotPublished, true, now, error, trace);
        if (settled.Attempt >= settled.MaxAttempts)
        {
            return new RunEnd { Job = Over(settled, JobState.NeedsAttention, JobReason.Exhausted) with { LastError = error }, Attempt = row, Verdict = verdict, Event = new JobEvent("job.needs_attention", "engine") };
        }
        var again = settled with
        {
            State = JobState.Ready,
            Reason = JobReason.Retrying,
            Lane = LaneKey.PublishLane(job.ChannelId),
            WakeAt = Earlier(now, JustLate(job)),
        };
        return new RunEnd { Job = restart ? FromTheStart(again) : again, Attempt = row, Verdict = verdict, Event = new JobEvent("job.retrying", "engine") };
    }

    /// <summary>The platform gave up on what it had been given; nothing is live.</summary>
    public RunEnd SettledFailed(Job job, Intent intent, string evidence, PlatformError error, CallTrace trace, DateTimeOffset now)
    {
        var outcome = job.Settling is { Taken: true } or { DeliveredAt: not null } ? AttemptOutcome.Rejected : AttemptOutcome.SettledNotPublished;
        var end = Attention(job with { Settling = null }, WhoMends(error), error, outcome, counted: true, trace, now);
        return end with { Verdict = new IntentVerdict(intent.Id, IntentOutcome.NotHappened, evidence) };
    }

    /// <summary>Nobody can tell. The intent stays open: nothing is sent until a person has said what they see.</summary>
    public RunEnd Undecidable(Job job, PlatformError error, CallTrace trace, DateTimeOffset now) =>
        Attention(job, JobReason.Undecidable, error, AttemptOutcome.Undecidable, counted: false, trace, now);

    /// <summary>Asked the platform, and must ask again.</summary>
    public static RunEnd StillSettling(Job job, SettleNotes notes, DateTimeOffset at) => new()
    {
        Job = job with { Settling = notes, WakeAt = at, Deaths = 0 },
    };

    /// <summary>How late a post went live whose answer was lost, in milliseconds: by the platform's time where it is known, else by that of
    /// the call. Never below zero, nor more than until it was seen.</summary>
    /// <param name="match">Null where the account does not show it beyond doubt.</param>
    public static long LatenessOf(Job job, Intent intent, RemotePost? match, DateTimeOffset now)
    {
        var called = CalledAt(job, intent);
        // Platforms tell whole seconds: within its own second the call is the better witness. Further before it, an earlier
        // call made it live.
        var live = match is null || (match.At <= called && called - match.At < TimeSpan.FromSeconds(1)) ? called : match.At;
        return (long)Math.Max(0, ((live < now ? live : now) - job.DueAt).TotalMilliseconds);
    }

    // The intent is committed a few milliseconds before due; the call never went out before it. After a restore the due time may
    // be one that a person had changed when the call was made.
    private static DateTimeOffset CalledAt(Job job, Intent intent) =>
        intent.IntentAt > job.DueAt ? intent.IntentAt : Earlier(job.DueAt, intent.DeadlineAt);

    private Job ToSettling(Job job, DateTimeOffset wake) => job with
    {
        State = JobState.Publishing,
        Reason = JobReason.Settling,
        Lane = PrepareLane(job),
        Settling = SettleNotes.None,
        WakeAt = wake,
    };
}
