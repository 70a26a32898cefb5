using Posthaste.Jobs;

namespace Posthaste.Tests.Invariants;

/// <summary>Invariant 9: attempts and intents are only ever added, and add up; and only listed moves are made.</summary>
internal static class BookRules
{
    public static IEnumerable<Violation> Check(Facts facts)
    {
        var store = facts.Store;
        var attempts = store.Attempts.ToLookup(attempt => attempt.JobId);
        foreach (var job in store.Jobs)
        {
            var used = attempts[job.Id].Count(attempt => attempt.Counted && attempt.Round == job.Round);
            if (used != job.Attempt) yield return new(9, $"Job {job.Id} has used {job.Attempt} attempts, and its rows say {used}.");
            if (job.Attempt > job.MaxAttempts) yield return new(9, $"Job {job.Id} has used {job.Attempt} of {job.MaxAttempts} attempts.");
            if (attempts[job.Id].Any(attempt => attempt.Round > job.Round)) yield return new(9, $"Job {job.Id} has attempts of a round that has not begun.");
        }
        foreach (var orphan in store.Attempts.Where(attempt => !facts.Jobs.ContainsKey(attempt.JobId)))
            yield return new(9, $"Attempt {orphan.Id} belongs to no job.");
        foreach (var attempt in store.Attempts.Where(attempt => attempt.EndedAt < attempt.StartedAt))
            yield return new(9, $"Attempt {attempt.Id} of job {attempt.JobId} ended before it began.");

        foreach (var part in facts.Parts)
        {
            if (!part.Select(row => row.Intent.Number).SequenceEqual(Enumerable.Range(1, part.Count())))
                yield return new(9, $"The intents for {part.Key.Part} of job {part.Key.Job} are numbered {string.Join(", ", part.Select(row => row.Intent.Number))}.");
            foreach (var row in part.Where(row => (row.Intent.Outcome is null) != (row.OutcomeAt is null) || row.OutcomeAt < row.Intent.IntentAt))
                yield return new(9, $"Intent {row.Intent.Number} for {part.Key.Part} of job {part.Key.Job} has an outcome without a time, or one before it was opened.");
        }
        foreach (var move in facts.Seen.Moves.Distinct().Where(move => !JobTransitions.Allowed.Contains(move)))
            yield return new(9, $"{move.From} → {move.To} is no allowed move.");
        if (facts.Seen.Earlier is { } earlier)
        {
            foreach (var violation in Append(earlier, store)) yield return violation;
        }
    }

    private static IEnumerable<Violation> Append(StoreRecords earlier, StoreRecords store)
    {
        var attempts = store.Attempts.ToDictionary(attempt => attempt.Id);
        foreach (var before in earlier.Attempts)
        {
            if (!attempts.TryGetValue(before.Id, out var now)) yield return new(9, $"Attempt {before.Id} of job {before.JobId} is gone.");
            else if ((now.Outcome, now.Counted, now.EndedAt, now.Epoch) != (before.Outcome, before.Counted, before.EndedAt, before.Epoch))
                yield return new(9, $"Attempt {before.Id} of job {before.JobId} was changed.");
        }
        var intents = store.Intents.ToDictionary(row => row.Intent.Id);
        foreach (var before in earlier.Intents)
        {
            if (!intents.TryGetValue(before.Intent.Id, out var now)) yield return new(9, $"Intent {before.Intent.Id} of job {before.Intent.JobId} is gone.");
            else if (before.Intent.Outcome is not null && now.Intent.Outcome != before.Intent.Outcome)
                yield return new(9, $"Intent {before.Intent.Number} for {before.Intent.Part} of job {before.Intent.JobId} was {before.Intent.Outcome} and is now {now.Intent.Outcome}.");
            else if ((now.Intent.Checkpoint, now.Intent.ContentHash, now.Intent.IntentAt, now.Intent.DeadlineAt) != (before.Intent.Checkpoint, before.Intent.ContentHash, before.Intent.IntentAt, before.Intent.DeadlineAt))
                yield return new(9, $"Intent {before.Intent.Number} for {before.Intent.Part} of job {before.Intent.JobId} was rewritten.");
        }
        var jobs = store.Jobs.ToDictionary(job => job.Id);
        foreach (var before in earlier.Jobs)
        {
            if (!jobs.TryGetValue(before.Id, out var now)) yield return new(6, $"Job {before.Id} is gone.");
            else if (now.Version < before.Version || now.Round < before.Round) yield return new(9, $"Job {before.Id} went back to an older version.");
            else if (before.State == JobState.Published && now.State != JobState.Published) yield return new(9, $"Job {before.Id} was published and is now {now.State}.");
            else if (before.RemoteId is not null && now.RemoteId != before.RemoteId) yield return new(9, $"Job {before.Id} was {before.RemoteId} and is now {now.RemoteId}.");
        }
    }
}
