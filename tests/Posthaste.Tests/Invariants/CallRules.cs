using Posthaste.Jobs;

namespace Posthaste.Tests.Invariants;

/// <summary>Invariants 3 and 5 as the platform sees them: no call without an intent of its own, one after the other.</summary>
internal static class CallRules
{
    public static IEnumerable<Violation> Check(Facts facts)
    {
        var seen = facts.Seen;
        foreach (var call in facts.Calls)
        {
            if (call.Record is not { } row || call.Call.IntentSeen == false)
            {
                yield return new(3, $"Before {call} no intent was committed.");
                continue;
            }
            if (call.Call.Container is { } container && row.Intent.Checkpoint?.Contains(container, StringComparison.Ordinal) != true)
                yield return new(3, $"{call} published {container}; its intent names {row.Intent.Checkpoint}.");
            if (row.OutcomeAt < Facts.Millisecond(call.Call.BegunAt - seen.ClockError - seen.NodeLag))
                yield return new(3, $"{call} went out after its intent had been settled as {row.Intent.Outcome}.");
        }
        foreach (var twice in facts.Calls.Where(call => call.Record is not null).GroupBy(call => call.Record!.Intent.Id).Where(calls => calls.Count() > 1))
            yield return new(3, $"{twice.Count()} calls went out under one intent: {string.Join(" and ", twice)}.");

        foreach (var part in facts.Parts)
        {
            foreach (var (first, second) in part.Zip(part.Skip(1)))
            {
                if (first.Intent.Outcome != IntentOutcome.NotHappened || first.OutcomeAt > second.Intent.IntentAt + seen.NodeLag + seen.NodeLead)
                    yield return new(3, $"{part.Key.Part} of job {part.Key.Job}: intent {second.Intent.Number} was opened while intent {first.Intent.Number} was {first.Intent.Outcome?.ToString() ?? "open"}.");
            }
        }
        foreach (var job in facts.Store.Intents.Where(row => row.Intent.Outcome is null).GroupBy(row => row.Intent.JobId).Where(open => open.Count() > 1))
            yield return new(3, $"Job {job.Key} has {job.Count()} open intents.");

        foreach (var channel in facts.Calls.Where(call => !Facts.IsComment(call.Call.Part)).GroupBy(call => call.Call.ChannelId))
        {
            foreach (var (first, second) in channel.Zip(channel.Skip(1)))
            {
                if (End(first, seen) - seen.ClockError > second.Call.BegunAt)
                    yield return new(5, $"On channel {channel.Key} {second} began before {first} had ended.");
            }
        }
    }

    /// <summary>The answer or the deadline, whichever came first.</summary>
    private static DateTimeOffset End(MatchedCall call, Sighting seen)
    {
        var deadline = call.Record?.Intent.DeadlineAt ?? call.Call.BegunAt + seen.PublishTimeout;
        return call.Call.EndedAt < deadline ? call.Call.EndedAt.Value : deadline;
    }
}
