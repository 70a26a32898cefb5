using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Planning;

/// <summary>Makes a category.</summary>
internal sealed class CreateCategory(ICategoryStore categories, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public Task<CategoryResult> RunAsync(Guid workspaceId, string name, string colour, string actor, CancellationToken ct) =>
        transactions.RunAsync<CategoryResult>(async () =>
        {
            var now = clock.Now;
            var category = new Category { Id = Guid.CreateVersion7(now), WorkspaceId = workspaceId, Name = name, Colour = colour, CreatedAt = now }.Cleaned();
            if (CategoryRules.Refusal(category) is { } refusal) return refusal;
            var others = await categories.LockAllAsync(workspaceId, ct);
            if (others.Any(other => PlanningNames.AreSame(other.Name, category.Name))) return CategoryRules.Taken(category);
            if (others.Count >= CategoryRules.MaxPerWorkspace)
                return new CategoryResult.Refused("too_many", "name", $"A workspace has at most {CategoryRules.MaxPerWorkspace} categories. Delete one first.");

            await categories.AddAsync(category, ct);
            await events.AppendAsync(PlanningEvents.Of(workspaceId, category.Id, "category.created", actor, now, new { name = category.Name }), ct);
            return new CategoryResult.Saved(category);
        }, ct);
}
