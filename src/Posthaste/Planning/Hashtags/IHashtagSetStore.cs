namespace Posthaste.Planning.Hashtags;

/// <summary>Rows of hashtag sets. Every implementation passes <c>HashtagSetContract</c>.</summary>
public interface IHashtagSetStore
{
    /// <summary>By name.</summary>
    Task<IReadOnlyList<HashtagSet>> ListAsync(Guid workspaceId, CancellationToken ct);

    Task<HashtagSet?> FindAsync(Guid workspaceId, Guid setId, CancellationToken ct);

    /// <summary>Reads them all, and keeps others from adding and renaming any until the current transaction ends.</summary>
    Task<IReadOnlyList<HashtagSet>> LockAllAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>To be called under <see cref="LockAllAsync"/>, with a name that none of them has.</summary>
    Task AddAsync(HashtagSet set, CancellationToken ct);

    /// <summary>Writes name and tags. To be called under <see cref="LockAllAsync"/>, with a name that no other has.</summary>
    Task SaveAsync(HashtagSet set, CancellationToken ct);

    /// <returns>False where there is no such set.</returns>
    Task<bool> RemoveAsync(Guid workspaceId, Guid setId, CancellationToken ct);
}
