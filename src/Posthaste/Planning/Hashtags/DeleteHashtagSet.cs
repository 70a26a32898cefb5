using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Planning.Hashtags;

/// <summary>Deletes a set of hashtags. Posts that took its tags keep them.</summary>
internal sealed class DeleteHashtagSet(IHashtagSetStore sets, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <returns>False where there is no such set.</returns>
    public Task<bool> RunAsync(Guid workspaceId, Guid setId, string actor, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            if (!await sets.RemoveAsync(workspaceId, setId, ct)) return false;
            await events.AppendAsync(PlanningEvents.Of(workspaceId, setId, "hashtag_set.deleted", actor, clock.Now, new { }), ct);
            return true;
        }, ct);
}
