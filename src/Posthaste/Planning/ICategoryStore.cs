using Posthaste.Posts;

namespace Posthaste.Planning;

/// <summary>Rows of categories. Every implementation passes <c>CategoryStoreContract</c>.</summary>
public interface ICategoryStore : ICategories
{
    /// <summary>By name.</summary>
    Task<IReadOnlyList<Category>> ListAsync(Guid workspaceId, CancellationToken ct);

    Task<Category?> FindAsync(Guid workspaceId, Guid categoryId, CancellationToken ct);

    /// <summary>Reads them all, and keeps others from adding and renaming any until the current transaction ends.</summary>
    Task<IReadOnlyList<Category>> LockAllAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>To be called under <see cref="LockAllAsync"/>, with a name that none of them has.</summary>
    Task AddAsync(Category category, CancellationToken ct);

    /// <summary>To be called under <see cref="LockAllAsync"/>, with a name that no other has.</summary>
    Task SaveAsync(Category category, CancellationToken ct);

    /// <summary>Takes it from posts and slots, then removes it.</summary>
    /// <returns>How many had it, deleted posts left out; null where there is no such category.</returns>
    Task<CategoryUse?> RemoveAsync(Guid workspaceId, Guid categoryId, CancellationToken ct);
}

/// <summary>What had a category.</summary>
public sealed record CategoryUse(int Posts, int Slots);
