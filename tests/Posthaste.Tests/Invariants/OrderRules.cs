using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Invariants;

/// <summary>Invariants 7 and 8: at the time that was wanted, and what was approved.</summary>
internal static class OrderRules
{
    public static IEnumerable<Violation> Check(Facts facts)
    {
        foreach (var call in facts.Calls.Where(call => call is { Record: not null } && !Facts.IsComment(call.Call.Part)))
        {
            var (intent, seen) = (call.Record!.Intent, facts.Seen);
            if (Wanted(facts, call) is not { } wanted) continue;
            if (wanted.Withdrawn) yield return new(8, $"{call} went out although it had been withdrawn at {wanted.At:HH:mm:ss.fff}.");
            if (call.Call.BegunAt + seen.ClockError < wanted.DueAt) yield return new(7, $"{call} went out before it was due at {wanted.DueAt:HH:mm:ss.fff}.");
            // A node that is held up after its commit still sends, but never after half of the call's own time.
            if (intent.IntentAt > wanted.LateAt + seen.NodeLead || call.Call.BegunAt - seen.ClockError > wanted.LateAt + seen.PublishTimeout)
                yield return new(7, $"{call} went out after its window, which ended at {wanted.LateAt:HH:mm:ss.fff}.");
            if (intent.ContentHash != wanted.ContentHash) yield return new(8, $"{call} was for {intent.ContentHash}; approved was {wanted.ContentHash}.");
        }
        foreach (var post in facts.World.Posts.Where(post => post is { JobId: not null, ContentHash: not null } && !Facts.IsComment(post.Part)))
        {
            var allowed = facts.IntentsOf(post.JobId!.Value, post.Part).LastOrDefault(row => row.Intent.IntentAt <= post.At + facts.Seen.ClockError + facts.Seen.NodeLead);
            if (allowed is not null && allowed.Intent.ContentHash != post.ContentHash)
                yield return new(8, $"{post.RemoteId} shows {post.ContentHash}; approved for {post.Part} of job {post.JobId} was {allowed.Intent.ContentHash}.");
        }
        foreach (var order in facts.Seen.Orders.Where(order => !facts.Jobs.ContainsKey(order.JobId)).DistinctBy(order => order.JobId))
            yield return new(6, $"Job {order.JobId} was promised and is not stored.");
    }

    /// <returns>Null where the job was changed since, and nobody noted what it was before.</returns>
    private static Order? Wanted(Facts facts, MatchedCall call)
    {
        var intent = call.Record!.Intent;
        if (facts.OrderAt(intent.JobId, call.Call.BegunAt) is { } order) return order;
        if (facts.Seen.Orders.Count > 0 || !facts.Jobs.TryGetValue(intent.JobId, out var job)) return null;
        // What is live can no longer be changed: its row says what was wanted.
        return intent.Outcome == IntentOutcome.Happened && (job.Round == 1 || intent.Part == PublishStep.Post)
            ? new Order(job.Id, job.CreatedAt, job.DueAt, job.LateAt, job.ApprovedHash, Withdrawn: false)
            : null;
    }
}
