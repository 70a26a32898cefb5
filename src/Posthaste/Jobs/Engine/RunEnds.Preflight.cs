using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

// How a run ends that only looked whether the job could go out.
internal sealed partial class RunEnds
{
    /// <summary>A check of ours failed; nothing was sent and no attempt is used. It looks again by itself until the late window
    /// ends. What is known already is not told again.</summary>
    public RunEnd Preflight(Job job, PlatformError error, DateTimeOffset now)
    {
        var held = FromTheStart(job) with
        {
            State = JobState.NeedsAttention,
            Reason = error.Kind == ErrorKind.ReconnectAccount ? JobReason.Reconnect : JobReason.Preflight,
            LastError = error,
            WakeAt = Earlier(PreflightTimes.Again(job, anew: !job.MendsByItself, now), JustLate(job)),
            Deaths = 0,
        };
        var known = job.MendsByItself && (job.LastError?.Code, job.LastError?.Message) == (error.Code, error.Message);
        return new RunEnd
        {
            Job = held,
            Attempt = known ? null : Row(job, AttemptOutcome.Preflight, false, now, error, CallTrace.None),
            Event = known ? null : new JobEvent("job.needs_attention", "engine"),
        };
    }

    /// <summary>Nothing stands against it.</summary>
    /// <returns>Null where it is to be prepared now.</returns>
    public RunEnd? Checked(Job job, DateTimeOffset now)
    {
        if (!job.MendsByItself && Start(job) <= now) return null;
        return new RunEnd
        {
            Job = job with
            {
                State = JobState.Scheduled,
                Reason = null,
                LastError = null,
                WakeAt = PreflightTimes.Next(job.DueAt, job.Lead, now, options),
                Deaths = 0,
            },
            Event = job.MendsByItself ? new JobEvent("job.preflight_passed", "engine") : null,
        };
    }

    /// <summary>The check itself went wrong: it is made again soon, and a bug of ours does not keep a post from going out.</summary>
    /// <returns>Null where it is to be prepared now.</returns>
    public static RunEnd? NotChecked(Job job, DateTimeOffset now)
    {
        if (!job.MendsByItself && Start(job) <= now) return null;
        return new RunEnd { Job = job with { WakeAt = Earlier(PreflightTimes.Again(job, anew: false, now), JustLate(job)), Deaths = 0 } };
    }

    /// <summary>Nothing was begun that could use an attempt.</summary>
    private static bool IsOnlyLookedAt(Job job, DateTimeOffset now) => job.State == JobState.NeedsAttention || (CheckAhead.IsFor(job) && now < Start(job));

    private static DateTimeOffset Start(Job job) => job.DueAt - job.Lead;
}
