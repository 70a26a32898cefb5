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

    /// <summary>Settling found it live. A link that is not known yet is looked for afterwards; its absence never makes this untrue.</summary>
    public RunEnd SettledLive(Job job, Intent intent, RemotePost? match, SettleNotes notes, CallTrace trace, DateTimeOffset now)
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
            PublishedAt = CalledAt(job, intent),
            LatenessMs = (long)(CalledAt(job, intent) - job.DueAt).TotalMilliseconds,
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

    // The intent is committed a few milliseconds before due; the call never went out before it.
    private static DateTimeOffset CalledAt(Job job, Intent intent) => intent.IntentAt > job.DueAt ? intent.IntentAt : job.DueAt;

    private Job ToSettling(Job job, DateTimeOffset wake) => job with
    {
        State = JobState.Publishing,
        Reason = JobReason.Settling,
        Lane = PrepareLane(job),
        Settling = SettleNotes.None,
        WakeAt = wake,
    };
}
