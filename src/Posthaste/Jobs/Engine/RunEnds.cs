using Posthaste.Jobs.Limits;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>What becomes of a job at the end of a run: one function for each way a run can end. Pure.</summary>
/// <param name="claimed">What was claimed.</param>
/// <param name="startedAt">When the run began.</param>
/// <param name="options">Back-off and attempts.</param>
internal sealed partial class RunEnds(ClaimedJob claimed, DateTimeOffset startedAt, JobsOptions options)
{
    /// <summary>The step in which a post that is known to be live is looked for in the account.</summary>
    public const string FindLink = "find_link";

    public static readonly PlatformError ServerStopped = new()
    {
        Kind = ErrorKind.RetryLater,
        Code = "worker_died",
        Message = "The server stopped while it worked on this post.",
    };

    public static readonly PlatformError WentWrong = new()
    {
        Kind = ErrorKind.RetryLater,
        Code = "unexpected",
        Message = "Something unexpected went wrong on our side while the server worked on this post. The server's log has the cause.",
    };

    /// <summary>The channel is closed to publishing. The job wakes again only when its late window ends, or when the gate opens.</summary>
    public static RunEnd Parked(Job job) => new()
    {
        Job = job with { Reason = JobReason.WaitingAccount, WakeAt = JustLate(job) },
        Event = job.Reason == JobReason.WaitingAccount ? null : new JobEvent("job.waiting", "engine"),
    };

    public RunEnd Missed(Job job, DateTimeOffset now) => job.LateAction == LateAction.Skip
        ? new RunEnd
        {
            Job = Over(job, JobState.Failed, JobReason.Skipped) with { LastError = WindowEnded(job) },
            Attempt = Row(job, AttemptOutcome.Missed, false, now, WindowEnded(job), CallTrace.None),
            Event = new JobEvent("job.skipped", "engine"),
        }
        : Attention(job, JobReason.Missed, WindowEnded(job), AttemptOutcome.Missed, counted: false, CallTrace.None, now);

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

    /// <summary>A limit leaves no room, and nothing was called: waits until it does. Told once, however often it has to wait.</summary>
    public RunEnd OverLimit(Job job, LimitWait wait, DateTimeOffset now) => new()
    {
        Job = job with { Reason = JobReason.WaitingQuota, LastError = wait.Error, WakeAt = Earlier(wait.Until, JustLate(job)), Deaths = 0 },
        Attempt = job.Reason == JobReason.WaitingQuota ? null : Row(job, AttemptOutcome.RateLimited, false, now, wait.Error, CallTrace.None),
        Event = job.Reason == JobReason.WaitingQuota ? null : new JobEvent("job.waiting", "engine"),
    };

    /// <summary>The publish call surely had no effect, because the platform is not ready for it after all.</summary>
    public static RunEnd NotReadyYet(Job job, DateTimeOffset until, string? checkpoint) => new()
    {
        Job = job with { Checkpoint = checkpoint, WakeAt = Earlier(until, JustLate(job)), Deaths = 0 },
    };

    /// <summary>Nothing happened, and it may work later: backs off, or gives up where the attempts are used up.</summary>
    public RunEnd Unavailable(Job job, StepResult.Unavailable result, DateTimeOffset now)
    {
        var attempt = job.Attempt + 1;
        if (attempt >= job.MaxAttempts)
        {
            return Attention(job, JobReason.Exhausted, result.Error, AttemptOutcome.Unavailable, counted: true, result.Trace, now);
        }
        var backoff = options.BackoffAfter(attempt);
        var retry = job with
        {
            Attempt = attempt,
            Reason = JobReason.Retrying,
            LastError = result.Error,
            WakeAt = Earlier(now + (result.RetryAfter > backoff ? result.RetryAfter.Value : backoff), JustLate(job)),
            Deaths = 0,
        };
        return new RunEnd
        {
            Job = result.Restart ? FromTheStart(retry) : retry,
            Attempt = Row(job, AttemptOutcome.Unavailable, true, now, result.Error, result.Trace),
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
        Attention(job, WhoMends(error), error, AttemptOutcome.Rejected, counted: true, trace, now);

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
            // Of several parts the first stands for the job.
            RemoteId = job.RemoteId ?? live.RemoteId,
            Permalink = job.Permalink ?? live.Permalink?.ToString(),
            PublishedAt = job.PublishedAt ?? live.At ?? now,
            LatenessMs = job.LatenessMs ?? (long)(now - job.DueAt).TotalMilliseconds,
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

    /// <summary>One part of several is live, and the next one is up.</summary>
    public static Job PartPublished(Job job, StepResult.Published live, string nextStep, DateTimeOffset now) => job with
    {
        State = JobState.Publishing,
        Reason = null,
        RemoteId = job.RemoteId ?? live.RemoteId,
        PublishedAt = job.PublishedAt ?? live.At ?? now,
        LatenessMs = job.LatenessMs ?? (long)(now - job.DueAt).TotalMilliseconds,
        Step = nextStep,
    };

    /// <summary>Nothing is left to publish.</summary>
    public RunEnd AllLive(Job job, string? nextStep, DateTimeOffset now) => new()
    {
        Job = job with
        {
            State = JobState.Published,
            Reason = null,
            LastError = null,
            Settling = null,
            PublishedAt = job.PublishedAt ?? now,
            Step = nextStep,
            WakeAt = nextStep is null ? null : now,
            Lane = PrepareLane(job),
            Deaths = 0,
        },
        Event = new JobEvent("job.published", "engine"),
    };

    /// <summary>The run ended without saying how: its process died, or it met a bug.</summary>
    public RunEnd Died(Job job, Intent? openIntent, PlatformError error, DateTimeOffset now)
    {
        var deaths = job.Deaths + 1;
        // Once is an accident; a job that kills its worker again and again must not do it without a pause.
        var wake = deaths > 1 ? now + options.BackoffAfter(deaths - 1) : now;
        if (job.State != JobState.HandedOver && (openIntent is not null || job.State is JobState.Publishing or JobState.Published))
        {
            var row = Row(job, AttemptOutcome.Died, false, now, error, CallTrace.None);
            return job.State == JobState.Published
                ? new RunEnd { Job = job with { Deaths = deaths, WakeAt = wake }, Attempt = row }
                : new RunEnd
                {
                    Job = ToSettling(job, wake) with { Deaths = deaths, Settling = job.Settling ?? SettleNotes.None, Reason = ReasonOf(job.Settling) },
                    Attempt = row,
                    Event = new JobEvent("job.settling", "engine"),
                };
        }
        if (job.State == JobState.HandedOver)
        {
            // Nothing was under way: its patience had ended, and still has; or the network was asked about what lies in an inbox.
            return new RunEnd { Job = job with { Deaths = deaths, WakeAt = wake }, Attempt = Row(job, AttemptOutcome.Died, false, now, error, CallTrace.None) };
        }
        if (IsOnlyLookedAt(job, now))
        {
            return new RunEnd
            {
                Job = job with { Deaths = deaths, WakeAt = Earlier(wake, JustLate(job)) },
                Attempt = Row(job, AttemptOutcome.Died, false, now, error, CallTrace.None),
            };
        }
        var died = job with { Attempt = job.Attempt + 1, Deaths = deaths, LastError = error, WakeAt = Earlier(wake, JustLate(job)) };
        return new RunEnd
        {
            Job = died.Attempt >= died.MaxAttempts ? Over(died, JobState.NeedsAttention, JobReason.Exhausted) : died with { Reason = JobReason.Retrying },
            Attempt = Row(job, AttemptOutcome.Died, true, now, error, CallTrace.None),
            Event = new JobEvent(died.Attempt >= died.MaxAttempts ? "job.needs_attention" : "job.retrying", "engine"),
        };
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

    public Job InPrepareLane(Job job) => job with { Lane = PrepareLane(job) };

    private static JobReason WhoMends(PlatformError error) => error.Kind switch
    {
        ErrorKind.ReconnectAccount => JobReason.Reconnect,
        ErrorKind.BlockedByPlatform => JobReason.Blocked,
        _ => JobReason.Content,
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

    private RunEnd Attention(Job job, JobReason reason, PlatformError error, AttemptOutcome outcome, bool counted, CallTrace trace, DateTimeOffset now) => new()
    {
        Job = Over(counted ? job with { Attempt = job.Attempt + 1 } : job, JobState.NeedsAttention, reason) with { LastError = error },
        Attempt = Row(job, outcome, counted, now, error, trace),
        Event = new JobEvent("job.needs_attention", "engine"),
    };

    private Attempt Row(Job job, AttemptOutcome outcome, bool counted, DateTimeOffset now, PlatformError? error, CallTrace trace) => new()
    {
        Id = NewId.At(now),
        JobId = job.Id,
        Round = job.Round,
        // What follows up on a live post belongs to the attempt that made it live.
        Number = job.State == JobState.Published ? job.Attempt : job.Attempt + 1,
        Step = job.Step,
        Outcome = outcome,
        Counted = counted,
        StartedAt = startedAt,
        // A clock that was ahead is set right between two readings: no run lasts less than nothing.
        EndedAt = now > startedAt ? now : startedAt,
        Error = error,
        HttpStatus = trace.HttpStatus,
        TraceId = trace.TraceId,
        Handle = trace.Handle,
        Node = claimed.Lease.Node,
        Epoch = claimed.Lease.Epoch,
    };
}
