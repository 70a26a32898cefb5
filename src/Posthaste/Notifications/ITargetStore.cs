using Posthaste.Channels;

namespace Posthaste.Notifications;

/// <summary>Rows of targets. Every implementation passes <c>NotificationStoreContract</c>.</summary>
public interface ITargetStore : ISealedStore
{
    /// <summary>By name.</summary>
    Task<IReadOnlyList<Target>> ListAsync(Guid workspaceId, CancellationToken ct);

    Task<Target?> FindAsync(Guid workspaceId, Guid targetId, CancellationToken ct);

    /// <summary>Reads them all, and keeps others from adding and renaming any until the current transaction ends.</summary>
    Task<IReadOnlyList<Target>> LockAllAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>Those of all workspaces that are on.</summary>
    Task<IReadOnlyList<Target>> ListOnAsync(CancellationToken ct);

    /// <summary>Those of all workspaces that come from the settings.</summary>
    Task<IReadOnlyList<Target>> ListOfServerAsync(CancellationToken ct);

    /// <returns>False where there is one of this id already: nothing was changed.</returns>
    Task<bool> AddAsync(Target target, CancellationToken ct);

    /// <summary>Writes what people decide and the vault seals; not what came of sending.</summary>
    Task SaveAsync(Target target, CancellationToken ct);

    /// <summary>Lets what is due be tried at once.</summary>
    Task HurryAsync(Guid targetId, CancellationToken ct);

    /// <summary>Deletes it, with its deliveries.</summary>
    /// <returns>False where there is no such target.</returns>
    Task<bool> RemoveAsync(Guid workspaceId, Guid targetId, CancellationToken ct);
}
