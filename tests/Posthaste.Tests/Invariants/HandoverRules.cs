using Posthaste.Jobs;

namespace Posthaste.Tests.Invariants;

/// <summary>Never both ways: what a person has in hand is not called for, and what a person published is not published by us.</summary>
internal static class HandoverRules
{
    public static IEnumerable<Violation> Check(Facts facts)
    {
        var seen = facts.Seen;
        var slack = seen.ClockError + seen.NodeLag + seen.NodeLead;
        foreach (var handover in seen.Handovers)
        {
            // What a person says they posted stays theirs.
            var end = handover.Outcome == HandoverOutcome.Posted ? DateTimeOffset.MaxValue : handover.EndedAt - slack ?? DateTimeOffset.MaxValue;
            foreach (var call in facts.Calls.Where(call => call.Call.JobId == handover.JobId && call.Call.BegunAt > handover.At + slack && call.Call.BegunAt < end))
                yield return new(3, $"{call} went out while a person had it in hand, since {handover.At:HH:mm:ss.fff}.");
            foreach (var row in facts.Store.Intents.Where(row => row.Intent.JobId == handover.JobId && row.Intent.IntentAt < handover.At - slack))
            {
                if (row.OutcomeAt is null || row.OutcomeAt > handover.At + slack)
                    yield return new(3, $"Job {handover.JobId} was handed over at {handover.At:HH:mm:ss.fff} while the outcome of a call of it was unknown.");
                else if (row.Intent.Outcome == IntentOutcome.Happened)
                    yield return new(1, $"Job {handover.JobId} was handed over at {handover.At:HH:mm:ss.fff} when a part of it was live.");
            }
        }
        foreach (var twice in seen.Handovers.Where(handover => handover.Outcome is null).GroupBy(handover => handover.JobId).Where(open => open.Count() > 1))
            yield return new(1, $"Job {twice.Key} is in {twice.Count()} hands.");
        foreach (var job in facts.Store.Jobs.Where(job => job is { State: JobState.Published, Method: PublishMethod.Manual }))
        {
            if (facts.World.Posts.FirstOrDefault(post => post.JobId == job.Id) is { } ours) yield return new(1, $"Job {job.Id} was published by hand, and {ours.RemoteId} is ours.");
        }
    }
}
