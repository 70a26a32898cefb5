namespace Posthaste.Jobs.Engine;

/// <summary>What in the end of a run may make a job fall back to a person. Pure.</summary>
/// <param name="On">The trouble.</param>
/// <param name="IsFinal">The API has had all its tries; else it would try again by itself.</param>
internal sealed record Fallback(FallbackOn On, bool IsFinal)
{
    /// <returns>Null where nothing is in the way, a person's pause is, or nobody knows whether it is live.</returns>
    public static Fallback? Of(ClaimedJob claimed, RunEnd end)
    {
        // Whoever paused the channel wants nothing to go out, by whatever way.
        if (claimed.Gate == Gate.Paused) return null;
        return end.Job switch
        {
            { State: JobState.NeedsAttention, WakeAt: null } job => Ended(claimed, job) is { } on ? new Fallback(on, IsFinal: true) : null,
            { State: JobState.NeedsAttention } job => new Fallback(job.Reason == JobReason.Reconnect ? FallbackOn.Token : Refused(job), IsFinal: false),
            { State: JobState.Scheduled or JobState.Preparing or JobState.Ready } job => Waits(job),
            _ => null,
        };
    }

    private static FallbackOn? Ended(ClaimedJob claimed, Job job) => job.Reason switch
    {
        JobReason.Exhausted => FallbackOn.RetriesExhausted,
        JobReason.Reconnect => FallbackOn.Token,
        JobReason.Content or JobReason.Blocked or JobReason.Preflight => Refused(job),
        // What it had waited for is what made it miss its window.
        JobReason.Missed => (claimed.Job.Reason, claimed.PausedUntil) switch
        {
            (JobReason.WaitingAccount or JobReason.Reconnect, _) => FallbackOn.Token,
            (JobReason.WaitingQuota, _) or (_, not null) => FallbackOn.RateLimited,
            (JobReason.Retrying, _) => FallbackOn.RetriesExhausted,
            (JobReason.Preflight, _) => Refused(claimed.Job),
            _ => FallbackOn.AnyError,
        },
        _ => null,
    };

    private static FallbackOn Refused(Job job) => job.LastError is { ApiOnly: true } ? FallbackOn.NotAllowed : FallbackOn.AnyError;

    private static Fallback? Waits(Job job) => job.Reason switch
    {
        // It would not be woken before its window has ended.
        JobReason.WaitingAccount when job.WakeAt > job.LateAt => new Fallback(FallbackOn.Token, IsFinal: false),
        JobReason.WaitingQuota when job.WakeAt > job.LateAt => new Fallback(FallbackOn.RateLimited, IsFinal: true),
        JobReason.Retrying => new Fallback(FallbackOn.Unhealthy, IsFinal: false),
        _ => null,
    };

    /// <summary>Whether a rule lets the job fall back now.</summary>
    /// <param name="isUnhealthy">The network fails too often on this channel.</param>
    public FallbackOn? AllowedBy(IReadOnlyList<FallbackRule> rules, bool isUnhealthy)
    {
        // A failure that is tried again is none yet; a network that keeps failing is one, whatever it answered last.
        FallbackOn?[] troubles = [On == FallbackOn.Unhealthy ? null : On, isUnhealthy && On is FallbackOn.Unhealthy or FallbackOn.RetriesExhausted ? FallbackOn.Unhealthy : null, FallbackOn.AnyError];
        return troubles.FirstOrDefault(trouble => trouble is not null && rules.Any(rule => rule.On == trouble && (IsFinal || rule.When == FallbackTime.BeforeBackoff)));
    }

    public static HandoverCause CauseOf(FallbackOn on) => on switch
    {
        FallbackOn.Unhealthy => HandoverCause.Unhealthy,
        FallbackOn.RateLimited => HandoverCause.RateLimited,
        FallbackOn.Token => HandoverCause.Token,
        FallbackOn.NotAllowed => HandoverCause.NotAllowed,
        FallbackOn.RetriesExhausted => HandoverCause.RetriesExhausted,
        _ => HandoverCause.AnyError,
    };
}
