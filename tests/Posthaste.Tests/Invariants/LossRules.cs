using Posthaste.Jobs;

namespace Posthaste.Tests.Invariants;

/// <summary>Invariant 6: nothing is lost, and nothing stays running.</summary>
internal static class LossRules
{
    public static IEnumerable<Violation> Check(Facts facts)
    {
        var store = facts.Store;
        var running = store.Lanes.Where(lane => lane.RunningJob is not null).Select(lane => lane.RunningJob!.Value).ToHashSet();
        foreach (var job in store.Jobs)
        {
            var waits = job.State is JobState.Scheduled or JobState.Preparing or JobState.Ready or JobState.Publishing;
            if (waits && job.WakeAt is null) yield return new(6, $"Job {job.Id} is {job.State}, and nobody will look at it again.");
            if (job is { State: JobState.HandedOver, WakeAt: null }) yield return new(6, $"Job {job.Id} is with a person, and nobody will ask again.");
            if (job is { State: JobState.NeedsAttention, WakeAt: not null } && job.Reason is not (JobReason.Preflight or JobReason.Reconnect))
                yield return new(6, $"Job {job.Id} waits for a person ({job.Reason}) and looks again by itself.");
            if (job is { State: JobState.Failed or JobState.Cancelled, WakeAt: not null }) yield return new(6, $"Job {job.Id} is {job.State} and would be looked at again.");
            if (job.WakeAt is not null && !running.Contains(job.Id) && store.Lanes.All(lane => lane.Key != job.Lane))
                yield return new(6, $"Job {job.Id} is in lane {job.Lane}, which does not exist.");
            if (facts.Seen.AtRest && job is { State: JobState.Published, Method: PublishMethod.Api } && Missing(facts, job) is > 0 and var missing)
                yield return new(6, $"Job {job.Id} is published, and {missing} of its parts never went out.");
            if (facts.Seen.AtRest && (waits || job.MendsByItself)) yield return new(6, $"At rest job {job.Id} is still {job.State}, {job.Reason}.");
        }
        foreach (var violation in Lanes(facts)) yield return violation;
    }

    /// <summary>What was cancelled when a part was live already is not missing: the job says so.</summary>
    private static int Missing(Facts facts, Job job) => job.LastError?.Code == "partly_published"
        ? 0
        : facts.Seen.Parts.GetValueOrDefault(job.Id, 1) - facts.Parts.Count(part => part.Key.Job == job.Id && !Facts.IsComment(part.Key.Part) && part.Any(row => row.Intent.Outcome == IntentOutcome.Happened));

    private static IEnumerable<Violation> Lanes(Facts facts)
    {
        var (seen, store) = (facts.Seen, facts.Store);
        var heads = store.Jobs.Where(job => job.WakeAt is not null).GroupBy(job => job.Lane).ToDictionary(jobs => jobs.Key, jobs => jobs.Min(job => job.WakeAt!.Value));
        foreach (var lane in store.Lanes)
        {
            if (lane.RunningJob is null && heads.TryGetValue(lane.Key, out var wake))
            {
                var latest = new[] { Facts.Millisecond(wake), lane.PausedUntil ?? wake, store.At + seen.ClockError + seen.NodeLead }.Max();
                if (lane.ReadyAt is not { } ready) yield return new(6, $"Lane {lane.Key} is stranded: its next job wakes at {wake:HH:mm:ss}, and the lane never does.");
                else if (ready > latest) yield return new(6, $"Lane {lane.Key} becomes ready at {ready:dd HH:mm:ss.fff}, though its next job wakes at {wake:dd HH:mm:ss.fff}.");
            }
            if (lane.Owner is { } owner && seen.AtRest) yield return new(6, $"At rest lane {lane.Key} is still held by {owner}.");
            if (seen is { Attended: true, Earlier: { } earlier } && store.At - earlier.At >= seen.RescueWithin
                && earlier.Lanes.FirstOrDefault(before => before.Key == lane.Key) is { Owner: { } dead } held
                && !earlier.Nodes.Contains(dead) && (lane.Epoch, lane.Owner) == (held.Epoch, held.Owner))
                yield return new(6, $"Lane {lane.Key} is held by {dead}, which was dead {(store.At - earlier.At).TotalSeconds} s ago.");
        }
    }
}
