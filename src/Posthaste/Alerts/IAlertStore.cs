namespace Posthaste.Alerts;

/// <summary>Alerts, open and over.</summary>
public interface IAlertStore
{
    /// <summary>Takes or keeps the right to look for alerts: one node does at a time.</summary>
    /// <returns>False where another node has it.</returns>
    Task<bool> HoldWatchAsync(Guid node, DateTimeOffset now, DateTimeOffset until, CancellationToken ct);

    /// <summary>Those that last, of all workspaces.</summary>
    Task<IReadOnlyList<Alert>> ListOpenAsync(IReadOnlyCollection<AlertKind> kinds, CancellationToken ct);

    /// <summary>Of one workspace, newest first.</summary>
    Task<IReadOnlyList<Alert>> ListAsync(AlertQuery query, CancellationToken ct);

    Task<Alert?> FindAsync(Guid workspaceId, Guid alertId, CancellationToken ct);

    /// <summary>How many last and have not been seen.</summary>
    Task<long> CountUnseenAsync(Guid workspaceId, CancellationToken ct);

    /// <returns>False where the same one lasts already: nothing was changed.</returns>
    Task<bool> AddAsync(Alert alert, CancellationToken ct);

    /// <summary>Says the same in other words.</summary>
    Task RewordAsync(Alert alert, CancellationToken ct);

    /// <returns>False where it was over already: nothing was changed.</returns>
    Task<bool> ResolveAsync(Guid alertId, DateTimeOffset at, CancellationToken ct);

    /// <returns>False where it is over, or somebody has seen it: nothing was changed.</returns>
    Task<bool> EscalateAsync(Guid alertId, DateTimeOffset at, CancellationToken ct);

    /// <returns>False where somebody had seen it before: nothing was changed.</returns>
    Task<bool> AcknowledgeAsync(Guid alertId, string by, DateTimeOffset at, CancellationToken ct);

    /// <summary>Forgets those that were over before then.</summary>
    Task<int> PruneAsync(DateTimeOffset before, int max, CancellationToken ct);
}

/// <summary>Which alerts are asked for.</summary>
public sealed record AlertQuery
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>Null for all.</summary>
    public AlertState? State { get; init; }

    /// <summary>Only those before this one; null for the newest.</summary>
    public Guid? After { get; init; }

    public required int Limit { get; init; }
}

/// <summary>How far an alert has come.</summary>
public enum AlertState
{
    /// <summary>It lasts, and nobody has said that it was seen.</summary>
    Open,

    /// <summary>It lasts, and somebody has seen it.</summary>
    Acknowledged,

    Resolved,
}
