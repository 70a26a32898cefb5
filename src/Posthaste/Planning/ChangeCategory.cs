using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Planning;

/// <summary>Gives a category another name or colour.</summary>
internal sealed class ChangeCategory(ICategoryStore categories, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="categoryId">Which.</param>
    /// <param name="change">Gives the category as it should be; pure.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<CategoryResult> RunAsync(Guid workspaceId, Guid categoryId, Func<Category, Category> change, string actor, CancellationToken ct) =>
        transactions.RunAsync<CategoryResult>(async () =>
        {
            var all = await categories.LockAllAsync(workspaceId, ct);
            if (all.FirstOrDefault(category => category.Id == categoryId) is not { } found) return new CategoryResult.NotFound();
            var wanted = change(found).Cleaned();
            if (CategoryRules.Refusal(wanted) is { } refusal) return refusal;
            if (all.Any(other => other.Id != categoryId && PlanningNames.AreSame(other.Name, wanted.Name))) return CategoryRules.Taken(wanted);

            await categories.SaveAsync(wanted, ct);
            await events.AppendAsync(PlanningEvents.Of(workspaceId, categoryId, "category.changed", actor, clock.Now, new { name = wanted.Name }), ct);
            return new CategoryResult.Saved(wanted);
        }, ct);
}
