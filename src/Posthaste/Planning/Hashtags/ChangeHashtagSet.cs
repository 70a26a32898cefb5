using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Planning.Hashtags;

/// <summary>Gives a set of hashtags another name or other tags. Posts that took its tags before keep theirs.</summary>
internal sealed class ChangeHashtagSet(IHashtagSetStore sets, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="setId">Which.</param>
    /// <param name="change">Gives the set as it should be; pure.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<HashtagSetResult> RunAsync(Guid workspaceId, Guid setId, Func<HashtagSet, HashtagSet> change, string actor, CancellationToken ct) =>
        transactions.RunAsync<HashtagSetResult>(async () =>
        {
            var all = await sets.LockAllAsync(workspaceId, ct);
            if (all.FirstOrDefault(set => set.Id == setId) is not { } found) return new HashtagSetResult.NotFound();
            var wanted = change(found).Cleaned();
            if (HashtagSetRules.Refusal(wanted) is { } refusal) return refusal;
            if (all.Any(other => other.Id != setId && PlanningNames.AreSame(other.Name, wanted.Name))) return HashtagSetRules.Taken(wanted);

            await sets.SaveAsync(wanted, ct);
            await events.AppendAsync(PlanningEvents.Of(workspaceId, setId, "hashtag_set.changed", actor, clock.Now, new { name = wanted.Name }), ct);
            return new HashtagSetResult.Saved(wanted);
        }, ct);
}
