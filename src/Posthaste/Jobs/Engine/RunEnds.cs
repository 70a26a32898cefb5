using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>What becomes of a job at the end of a run: one function for each way a run can end. Pure.</summary>
/// <param name="claimed">What was claimed.</param>
/// <param name="startedAt">When the run began.</param>
/// <param name="options">Back-off and attempts.</param>
internal sealed class RunEnds(ClaimedJob claimed, DateTimeOffset startedAt, JobsOptions options)
{
    /// <summary>The step in which a post that is known to be live is looked for in the account.</summary>
    public const string FindLink = "find_link";

    /// <summary>The channel is closed to publishing. The job wakes again only when its late window ends, or when the gate opens.</summary>
    public static RunEnd Parked(Job job) => new()
    {
        Job = job with { Reason = JobReason.WaitingAccount, WakeAt = JustLate(job) },
        Event = job.Reason == JobReason.WaitingAccount ? null : new JobEvent("job.waiting", "engine"),
    };

    public RunEnd Missed(Job job, DateTimeOffset now) => job.LateAction == LateAction.Skip
        ? new RunEnd
        {
            Job = Over(job, JobState.Failed, JobReason.Skipped),
            Attempt = Row(job, AttemptOutcome.Missed, false, now, WindowEnded(job), CallTrace.None),
            Event = new JobEvent("job.skipped", "engine"),
        }
        : Attention(job, JobReason.Missed, WindowEnded(job), AttemptOutcome.Missed, counted: false, CallTrace.None, now);

    /// <summary>A check of ours failed; nothing was sent.</summary>
    public RunEnd Preflight(Job job, PlatformError error, DateTimeOffset now) =>
        Attention(job, JobReason.Preflight, error, AttemptOutcome.Preflight, counted: false, CallTrace.None, now);

    /// <summary>One call remains: off to the publish lane, to be there when the instant comes.</summary>
    public RunEnd Ready(Job job, CallTrace trace, DateTimeOffset now) => new()
    {
        Job = job with
        {
            State = JobState.Ready,
            Reason = null,
            LastError = null,
            Lane = LaneKey.PublishLane(job.ChannelId),
            WakeAt = job.DueAt - options.ArmLead,
            Deaths = 0,
        },
        Attempt = Row(job, AttemptOutcome.Prepared, false, now, null, trace),
        Event = new JobEvent("job.ready", "engine"),
    };

    /// <summary>The platform is at work on the media.</summary>
    public static RunEnd Processing(Job job, DateTimeOffset until, string? checkpoint) => new()
    {
        Job = job with
        {
            State = JobState.Preparing,
            Reason = JobReason.Processing,
            Checkpoint = checkpoint,
            WakeAt = Earlier(until, JustLate(job)),
            Deaths = 0,
        },
        Event = job.Reason == JobReason.Processing ? null : new JobEvent("job.preparing", "engine"),
    };

    public RunEnd RateLimited(Job job, DateTimeOffset until, PlatformError error, CallTrace trace, DateTimeOffset now) => new()
    {
        Job = job with { Reason = JobReason.WaitingQuota, LastError = error, WakeAt = Earlier(until, JustLate(job)), Deaths = 0 },
        Attempt = Row(job, AttemptOutcome.RateLimited, false, now, error, trace),
        Event = new JobEvent("job.waiting", "engine"),
    };

    /// <summary>Nothing happened, and it may work later: backs off, or gives up where the attempts are used up.</summary>
    public RunEnd Unavailable(Job job, PlatformError error, bool restart, CallTrace trace, DateTimeOffset now)
    {
        var attempt = job.Attempt + 1;
        if (attempt >= job.MaxAttempts)
        {
            return Attention(job, JobReason.Exhausted, error, AttemptOutcome.Unavailable, counted: true, trace, now);
        }
        var retry = job with
        {
            Attempt = attempt,
            Reason = JobReason.Retrying,
            LastError = error,
            WakeAt = Earlier(now + options.BackoffAfter(attempt), JustLate(job)),
            Deaths = 0,
        };
        return new RunEnd
        {
            Job = restart ? FromTheStart(retry) : retry,
            Attempt = Row(job, AttemptOutcome.Unavailable, true, now, error, trace),
            Event = new JobEvent("job.retrying", "engine"),
        };
    }

    /// <summary>The token is dead: the job waits for a new one as long as its late window lasts.</summary>
    public RunEnd Unauthorized(Job job, PlatformError error, bool tokenWasCurrent, CallTrace trace, DateTimeOffset now) => new()
    {
        Job = job with
        {
            Reason = JobReason.WaitingAccount,
            LastError = error,
            // Somebody connected the channel again while this run used the old token: try at once with the new one.
            WakeAt = tokenWasCurrent ? JustLate(job) : now,
            Deaths = 0,
        },
        Attempt = Row(job, AttemptOutcome.Unauthorized, false, now, error, trace),
        Event = new JobEvent("job.waiting", "engine"),
    };

    public RunEnd Rejected(Job job, PlatformError error, CallTrace trace, DateTimeOffset now) =>
        Attention(job, error.Kind switch
        {
            ErrorKind.ReconnectAccount => JobReason.Reconnect,
            ErrorKind.BlockedByPlatform => JobReason.Blocked,
            _ => JobReason.Content,
        }, error, AttemptOutcome.Rejected, counted: true, trace, now);

    /// <summary>The publish call may have taken effect: from now on only the platform's own word counts.</summary>
    public RunEnd Unknown(Job job, PlatformError error, CallTrace trace, DateTimeOffset now) => new()
    {
        Job = ToSettling(job, now + Settlement.FirstCheck(options.Settling)) with { LastError = error },
        Attempt = Row(job, AttemptOutcome.Unknown, false, now, error, trace),
        Event = new JobEvent("job.settling", "engine"),
    };

    /// <summary>It is live.</summary>
    /// <param name="nextStep">The first follow-up; null for none.</param>
    public RunEnd Published(Job job, StepResult.Published live, string? nextStep, DateTimeOffset now)
    {
        var published = job with
        {
            State = JobState.Published,
            Reason = null,
            LastError = null,
            Attempt = job.Attempt + 1,
            RemoteId = live.RemoteId,
            Permalink = live.Permalink?.ToString(),
            PublishedAt = live.At ?? now,
            LatenessMs = (long)(now - job.DueAt).TotalMilliseconds,
            Step = nextStep,
            WakeAt = nextStep is null ? null : now,
            Lane = PrepareLane(job),
            Deaths = 0,
        };
        return new RunEnd
        {
            Job = published,
            Attempt = Row(job, AttemptOutcome.Published, true, now, null, live.Trace),
            Event = new JobEvent("job.published", "engine"),
        };
    }

    /// <summary>Settling found it live. A link that is not known yet is looked for afterwards; its absence never makes this untrue.</summary>
    public RunEnd SettledLive(Job job, Intent intent, RemotePost? match, SettleNotes notes, CallTrace trace, DateTimeOffset now)
    {
        var at = match?.At ?? intent.IntentAt;
        return new RunEnd
        {
            Job = job with
            {
                State = JobState.Published,
                Reason = null,
                LastError = null,
                Attempt = job.Attempt + 1,
                RemoteId = match?.RemoteId,
                Permalink = match?.Permalink?.ToString(),
                PublishedAt = at,
                LatenessMs = (long)(at - job.DueAt).TotalMilliseconds,
                Settling = match is null ? notes : null,
                Step = match is null ? FindLink : null,
                WakeAt = match is null ? now + Settlement.FirstCheck(options.Settling) : null,
                Deaths = 0,
            },
            Attempt = Row(job, AttemptOutcome.SettledPublished, true, now, null, trace),
            Verdict = new IntentVerdict(intent.Id, IntentOutcome.Happened, "the platform says that it is published", match?.RemoteId),
            Event = new JobEvent("job.published", "engine"),
        };
    }

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
            RemoteId = remoteId,
            PublishedAt = intent.IntentAt,
            LatenessMs = (long)(intent.IntentAt - job.DueAt).TotalMilliseconds,
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
        var row = Row(job, AttemptOutcome.SettledNotPublished, true, now, error, trace);
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
        var end = Attention(job with { Settling = null }, JobReason.Content, error, AttemptOutcome.SettledNotPublished, counted: true, trace, now);
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

    /// <summary>The process that ran the job died with it in hand.</summary>
    public RunEnd Died(Job job, Intent? openIntent, DateTimeOffset now)
    {
        var error = new PlatformError { Kind = ErrorKind.RetryLater, Code = "worker_died", Message = "The server stopped while it worked on this post." };
        var row = Row(job, AttemptOutcome.Died, openIntent is null && job.State != JobState.Published, now, error, CallTrace.None);
        if (openIntent is not null)
        {
            return new RunEnd
            {
                Job = ToSettling(job, now) with { Deaths = job.Deaths + 1, Settling = job.Settling ?? SettleNotes.None },
                Attempt = row,
                Event = new JobEvent("job.settling", "engine"),
            };
        }
        var deaths = job.Deaths + 1;
        // Once is an accident; a job that kills its worker again and again must not do it without a pause.
        var wake = deaths > 1 ? now + options.BackoffAfter(deaths - 1) : now;
        if (job.State == JobState.Published) return new RunEnd { Job = job with { Deaths = deaths, WakeAt = wake }, Attempt = row };
        var died = job with { Attempt = job.Attempt + 1, Deaths = deaths, LastError = error, WakeAt = Earlier(wake, JustLate(job)) };
        return died.Attempt >= died.MaxAttempts
            ? new RunEnd { Job = Over(died, JobState.NeedsAttention, JobReason.Exhausted), Attempt = row, Event = new JobEvent("job.needs_attention", "engine") }
            : new RunEnd { Job = died, Attempt = row, Event = new JobEvent("job.retrying", "engine") };
    }

    /// <summary>The job with nothing prepared, in its prepare lane.</summary>
    public Job FromTheStart(Job job) => job with
    {
        State = JobState.Scheduled,
        Lane = PrepareLane(job),
        Step = null,
        Checkpoint = null,
        PreparedHash = null,
    };

    private static Job Over(Job job, JobState state, JobReason reason) => job with { State = state, Reason = reason, WakeAt = null };

    private static DateTimeOffset JustLate(Job job) => job.LateAt + TimeSpan.FromMilliseconds(1);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static PlatformError WindowEnded(Job job) => new()
    {
        Kind = ErrorKind.RetryLater,
        Code = "missed",
        Message = $"It was due at {job.DueAt:yyyy-MM-dd HH:mm} UTC and could not go out before its late window ended."
            + (job.LastError is { } last ? $" The last thing that went wrong: {last.Message}" : ""),
        Advice = "Retry to publish it now, reschedule it, or cancel it.",
    };

    private LaneKey PrepareLane(Job job) => LaneKey.PrepareLane(job.ChannelId, job.Id, options.PrepareSlots);

    private Job ToSettling(Job job, DateTimeOffset wake) => job with
    {
        State = JobState.Publishing,
        Reason = JobReason.Settling,
        Lane = PrepareLane(job),
        Settling = SettleNotes.None,
        WakeAt = wake,
    };

    private RunEnd Attention(Job job, JobReason reason, PlatformError error, AttemptOutcome outcome, bool counted, CallTrace trace, DateTimeOffset now) => new()
    {
        Job = Over(counted ? job with { Attempt = job.Attempt + 1 } : job, JobState.NeedsAttention, reason) with { LastError = error },
        Attempt = Row(job, outcome, counted, now, error, trace),
        Event = new JobEvent("job.needs_attention", "engine"),
    };

    private Attempt Row(Job job, AttemptOutcome outcome, bool counted, DateTimeOffset now, PlatformError? error, CallTrace trace) => new()
    {
        Id = Guid.CreateVersion7(now),
        JobId = job.Id,
        Round = job.Round,
        Number = job.Attempt + 1,
        Step = job.Step,
        Outcome = outcome,
        Counted = counted,
        StartedAt = startedAt,
        EndedAt = now,
        Error = error,
        HttpStatus = trace.HttpStatus,
        TraceId = trace.TraceId,
        Handle = trace.Handle,
        Node = claimed.Lease.Node,
        Epoch = claimed.Lease.Epoch,
    };
}
