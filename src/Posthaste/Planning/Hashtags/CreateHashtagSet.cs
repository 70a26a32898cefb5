using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Planning.Hashtags;

/// <summary>Makes a set of hashtags.</summary>
internal sealed class CreateHashtagSet(IHashtagSetStore sets, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public Task<HashtagSetResult> RunAsync(Guid workspaceId, string name, IReadOnlyList<string> hashtags, string actor, CancellationToken ct) =>
        transactions.RunAsync<HashtagSetResult>(async () =>
        {
            var now = clock.Now;
            var set = new HashtagSet { Id = Guid.CreateVersion7(now), WorkspaceId = workspaceId, Name = name, Hashtags = hashtags, CreatedAt = now }.Cleaned();
            if (HashtagSetRules.Refusal(set) is { } refusal) return refusal;
            var others = await sets.LockAllAsync(workspaceId, ct);
            if (others.Any(other => PlanningNames.AreSame(other.Name, set.Name))) return HashtagSetRules.Taken(set);
            if (others.Count >= HashtagSetRules.MaxPerWorkspace)
                return new HashtagSetResult.Refused("too_many", "name", $"A workspace has at most {HashtagSetRules.MaxPerWorkspace} hashtag sets. Delete one first.");

            await sets.AddAsync(set, ct);
            await events.AppendAsync(PlanningEvents.Of(workspaceId, set.Id, "hashtag_set.created", actor, now, new { name = set.Name }), ct);
            return new HashtagSetResult.Saved(set);
        }, ct);
}
