using Dapper;

namespace Posthaste.Storage;

/// <summary>The workspace's row stands for lists of it that are compared as a whole: rows that are not there yet cannot be locked.</summary>
internal static class WorkspaceLock
{
    /// <summary>Held until the current transaction ends.</summary>
    public static Task TakeAsync(Database database, Guid workspaceId, CancellationToken ct) =>
        database.ReadAsync(connection => connection.QueryAsync<Guid>(new CommandDefinition(
            $"SELECT id FROM workspaces WHERE id = @Id {database.ForUpdate}", new { Id = workspaceId }, cancellationToken: ct)), ct);
}
