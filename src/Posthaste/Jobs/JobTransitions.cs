using System.Collections.Frozen;

namespace Posthaste.Jobs;

/// <summary>The moves between states that exist. <c>docs/job-lifecycle.md</c> says who makes each and when.</summary>
internal static class JobTransitions
{
    public static readonly FrozenSet<(JobState From, JobState To)> Allowed = new HashSet<(JobState, JobState)>
    {
        (JobState.Scheduled, JobState.Preparing),
        (JobState.Scheduled, JobState.Ready),
        (JobState.Scheduled, JobState.Publishing),
        (JobState.Scheduled, JobState.NeedsAttention),
        (JobState.Scheduled, JobState.Failed),
        (JobState.Scheduled, JobState.Cancelled),
        (JobState.Scheduled, JobState.Published),
        (JobState.Scheduled, JobState.HandedOver),

        (JobState.Preparing, JobState.Scheduled),
        (JobState.Preparing, JobState.Ready),
        (JobState.Preparing, JobState.Publishing),
        (JobState.Preparing, JobState.NeedsAttention),
        (JobState.Preparing, JobState.Failed),
        (JobState.Preparing, JobState.Cancelled),
        (JobState.Preparing, JobState.Published),
        (JobState.Preparing, JobState.HandedOver),

        (JobState.Ready, JobState.Scheduled),
        (JobState.Ready, JobState.Publishing),
        (JobState.Ready, JobState.NeedsAttention),
        (JobState.Ready, JobState.Failed),
        (JobState.Ready, JobState.Cancelled),
        (JobState.Ready, JobState.Published),
        (JobState.Ready, JobState.HandedOver),

        (JobState.Publishing, JobState.Published),
        (JobState.Publishing, JobState.Ready),
        (JobState.Publishing, JobState.Scheduled),
        (JobState.Publishing, JobState.NeedsAttention),
        (JobState.Publishing, JobState.HandedOver),

        (JobState.NeedsAttention, JobState.Scheduled),
        (JobState.NeedsAttention, JobState.Publishing),
        (JobState.NeedsAttention, JobState.Published),
        (JobState.NeedsAttention, JobState.Failed),
        (JobState.NeedsAttention, JobState.Cancelled),
        (JobState.NeedsAttention, JobState.HandedOver),

        (JobState.Failed, JobState.Scheduled),
        (JobState.Failed, JobState.Cancelled),
        (JobState.Failed, JobState.Published),
        (JobState.Cancelled, JobState.Scheduled),
        (JobState.Cancelled, JobState.Published),

        (JobState.HandedOver, JobState.Published),
        (JobState.HandedOver, JobState.NeedsAttention),
        (JobState.HandedOver, JobState.Cancelled),
    }.ToFrozenSet();
}
