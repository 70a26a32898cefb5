using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Invariants;

/// <summary>Invariants 1 and 2: nothing is live twice, and what the store says of live posts is true.</summary>
internal static class LivePostRules
{
    public static IEnumerable<Violation> Check(Facts facts)
    {
        var ours = facts.World.Posts.Where(post => post.JobId is not null).ToList();
        foreach (var part in ours.GroupBy(post => (post.JobId, post.Part)).Where(part => part.Count() > 1))
            yield return new(1, $"{part.Key.Part} of job {part.Key.JobId} is live {part.Count()} times: {string.Join(", ", part.Select(post => post.RemoteId))}.");

        var posts = ours.ToLookup(post => (post.JobId!.Value, post.Part));
        foreach (var violation in facts.Parts.SelectMany(part => Intents(part, posts[part.Key].ToList()))) yield return violation;
        foreach (var job in facts.Store.Jobs)
        {
            if (job.RemoteId is { } id && !ours.Any(post => post.JobId == job.Id && post.RemoteId == id))
                yield return new(2, $"Job {job.Id} says that it is live as {id}, which is not its post.");
            if (job is { State: JobState.Published, Method: PublishMethod.Api } && !facts.Parts.Any(part => part.Key.Job == job.Id && !Facts.IsComment(part.Key.Part) && part.Any(Happened)))
                yield return new(2, $"Job {job.Id} is published, and no call of it is known to have happened.");
        }
        foreach (var shared in facts.Store.Intents.Where(row => row.Intent.RemoteId is not null).GroupBy(row => (row.ChannelId, row.Intent.RemoteId)).Where(rows => rows.Count() > 1))
            yield return new(2, $"{shared.Key.RemoteId} is bound to {shared.Count()} calls.");
        if (!facts.Seen.AtRest) yield break;
        foreach (var post in ours)
        {
            if (Belongs(facts, post) is { } wrong) yield return new(2, wrong);
        }
    }

    private static IEnumerable<Violation> Intents(IEnumerable<IntentRecord> part, List<LivePost> live)
    {
        foreach (var row in part.Where(Happened))
        {
            if (live.Count == 0)
                yield return new(2, $"{row.Intent.Part} of job {row.Intent.JobId} is said to have happened ({row.Evidence}), and nothing is live.");
            else if (row.Intent.RemoteId is { } id && live.All(post => post.RemoteId != id))
                yield return new(2, $"{row.Intent.Part} of job {row.Intent.JobId} is said to be {id}, and is {live[0].RemoteId}.");
        }
    }

    /// <returns>Null where all is well.</returns>
    private static string? Belongs(Facts facts, LivePost post)
    {
        if (!facts.Jobs.TryGetValue(post.JobId!.Value, out var job)) return $"{post.RemoteId} is live, and its job {post.JobId} is not stored.";
        var last = facts.IntentsOf(job.Id, post.Part).LastOrDefault();
        if (last is null) return $"{post.RemoteId} is live, and job {job.Id} has no intent for {post.Part}.";
        // A person was asked, and may see it: nothing was claimed, and nothing more is sent.
        if (last.Intent.Outcome is null && job is { State: JobState.NeedsAttention, Reason: JobReason.Undecidable }) return null;
        if (Facts.IsComment(post.Part)) return last.Intent.Outcome is IntentOutcome.Happened or IntentOutcome.Abandoned ? null : $"The comment {post.RemoteId} is live, and job {job.Id} says that it is not.";
        if (last.Intent.Outcome != IntentOutcome.Happened) return $"{post.RemoteId} is live, and job {job.Id} ({job.State}, {job.Reason}) says {last.Intent.Outcome} of {post.Part}.";
        // Of several stories one may be live and another refused.
        var single = post.Part == PublishStep.Post;
        return job.State == JobState.Published || (!single && job.State is JobState.NeedsAttention or JobState.Failed)
            ? null
            : $"{post.RemoteId} is live, and its job {job.Id} ends as {job.State}, {job.Reason}.";
    }

    private static bool Happened(IntentRecord row) => row.Intent.Outcome == IntentOutcome.Happened;
}
