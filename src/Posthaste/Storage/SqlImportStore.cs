using Dapper;
using Posthaste.Transfer;

namespace Posthaste.Storage;

/// <summary>Imported rows in the table <c>import_rows</c>, and the library by its names.</summary>
internal sealed class SqlImportStore(Database database) : IImportStore
{
    public async Task<IReadOnlyList<Guid>> FindMediaByNameAsync(Guid workspaceId, string fileName, CancellationToken ct)
    {
        const string sql = "SELECT id FROM media WHERE workspace_id = @WorkspaceId AND lower(file_name) = lower(@FileName) ORDER BY id LIMIT 2";
        return [.. await database.ReadAsync(connection => connection.QueryAsync<Guid>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId, FileName = fileName }, cancellationToken: ct)), ct)];
    }

    public Task<Guid?> FindPostAsync(Guid workspaceId, string rowKey, CancellationToken ct)
    {
        const string sql =
            """
            SELECT r.post_id
            FROM import_rows r
            JOIN posts p ON p.id = r.post_id
            WHERE r.workspace_id = @WorkspaceId AND r.row_key = @RowKey AND p.deleted_at IS NULL
            """;
        return database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<Guid?>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId, RowKey = rowKey }, cancellationToken: ct)), ct);
    }

    public async Task<bool> AddRowAsync(Guid workspaceId, string rowKey, Guid postId, DateTimeOffset now, CancellationToken ct)
    {
        // A row whose post was deleted may be imported again; of two nodes that import it at once, one waits here and then changes nothing.
        const string sql =
            """
            INSERT INTO import_rows (workspace_id, row_key, post_id, created_at)
            VALUES (@WorkspaceId, @RowKey, @PostId, @Now)
            ON CONFLICT (workspace_id, row_key) DO UPDATE
            SET post_id = excluded.post_id, created_at = excluded.created_at
            WHERE EXISTS (SELECT 1 FROM posts p WHERE p.id = import_rows.post_id AND p.deleted_at IS NOT NULL)
            """;
        return await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId, RowKey = rowKey, PostId = postId, Now = now }, cancellationToken: ct)), ct) == 1;
    }
}
