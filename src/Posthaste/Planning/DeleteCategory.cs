using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Planning;

/// <summary>Deletes a category. Its posts have none then, and its slots take any post.</summary>
internal sealed class DeleteCategory(ICategoryStore categories, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <returns>What had it; null where there is no such category.</returns>
    public Task<CategoryUse?> RunAsync(Guid workspaceId, Guid categoryId, string actor, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            if (await categories.RemoveAsync(workspaceId, categoryId, ct) is not { } use) return null;
            await events.AppendAsync(PlanningEvents.Of(workspaceId, categoryId, "category.deleted", actor, clock.Now, new { posts = use.Posts, slots = use.Slots }), ct);
            return use;
        }, ct);
}
