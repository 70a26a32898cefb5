namespace Posthaste.Workspaces;

/// <summary>Rows of workspaces.</summary>
public interface IWorkspaceStore
{
    Task<Workspace?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<Workspace>> ListAsync(CancellationToken ct);

    /// <returns>False where there is one of this id already: nothing was changed.</returns>
    Task<bool> AddAsync(Workspace workspace, CancellationToken ct);

    /// <summary>Writes everything but the plan.</summary>
    /// <returns>False where it is gone.</returns>
    Task<bool> SaveAsync(Workspace workspace, CancellationToken ct);

    /// <summary>Writes the plan alone.</summary>
    /// <returns>False where it is gone.</returns>
    Task<bool> SavePlanAsync(Guid workspaceId, string plan, CancellationToken ct);
}
