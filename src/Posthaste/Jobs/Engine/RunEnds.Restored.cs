using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>The ends of asking about a job of a restored database.</summary>
internal sealed partial class RunEnds
{
    /// <summary>It may have gone out in the time of which the database knows nothing: from now on only the platform's own word counts.</summary>
    public RunEnd AskedAfterRestore(Job job, DateTimeOffset now) => new()
    {
        Job = job.State == JobState.Published ? job with { Settling = SettleNotes.None, WakeAt = now, Deaths = 0 } : ToSettling(job, now) with { Deaths = 0 },
        Event = new JobEvent("job.settling", "engine"),
    };

    /// <summary>It did not go out then. It goes on as if nothing had been, with what was prepared, or (<paramref name="restart"/>) without.</summary>
    public RunEnd ClearedAfterRestore(Job job, Intent intent, string evidence, bool restart, CallTrace trace, DateTimeOffset now)
    {
        var cleared = job with { State = JobState.Scheduled, Reason = null, Settling = null, Lane = PrepareLane(job), WakeAt = now, Deaths = 0 };
        if (restart || job.Checkpoint is null)
        {
            cleared = FromTheStart(cleared) with { WakeAt = Earlier(PreflightTimes.Next(job.DueAt, job.Lead, now, options), JustLate(job)) };
        }
        return new RunEnd
        {
            Job = cleared,
            Attempt = Row(job, AttemptOutcome.SettledNotPublished, false, now, null, trace),
            Verdict = new IntentVerdict(intent.Id, IntentOutcome.NotHappened, evidence),
            Event = new JobEvent("job.restore_cleared", "engine"),
        };
    }
}
