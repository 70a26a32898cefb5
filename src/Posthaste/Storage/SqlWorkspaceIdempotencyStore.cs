using Dapper;
using Posthaste.Workspaces;

namespace Posthaste.Storage;

/// <summary>Stored answers in the table <c>idempotency_keys</c>.</summary>
internal sealed class SqlWorkspaceIdempotencyStore(Database database) : IIdempotencyStore
{
    private const string Columns = "workspace_id, key, request_hash, status, location, body, created_at";

    public Task<StoredAnswer?> FindAsync(Guid workspaceId, string key, DateTimeOffset since, CancellationToken ct)
    {
        const string sql =
            $"""
            SELECT {Columns}
            FROM idempotency_keys
            WHERE workspace_id = @WorkspaceId AND key = @Key AND created_at >= @Since
            """;
        return database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<StoredAnswer>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId, Key = key, Since = since }, cancellationToken: ct)), ct);
    }

    public async Task<bool> AddAsync(StoredAnswer answer, DateTimeOffset since, CancellationToken ct)
    {
        // On PostgreSQL the second of two requests waits here for the first one's commit, and then changes no row.
        const string sql =
            $"""
            INSERT INTO idempotency_keys ({Columns})
            VALUES (@WorkspaceId, @Key, @RequestHash, @Status, @Location, @Body, @CreatedAt)
            ON CONFLICT (workspace_id, key) DO UPDATE
            SET request_hash = excluded.request_hash, status = excluded.status, location = excluded.location,
                body = excluded.body, created_at = excluded.created_at
            WHERE idempotency_keys.created_at < @Since
            """;
        var values = new { answer.WorkspaceId, answer.Key, answer.RequestHash, answer.Status, answer.Location, answer.Body, answer.CreatedAt, Since = since };
        return await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct) == 1;
    }

    public Task<int> PruneAsync(DateTimeOffset before, int max, CancellationToken ct)
    {
        const string sql =
            """
            DELETE FROM idempotency_keys
            WHERE (workspace_id, key) IN (SELECT workspace_id, key FROM idempotency_keys
                                          WHERE created_at < @Before
                                          ORDER BY created_at
                                          LIMIT @Max)
            """;
        return database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, new { Before = before, Max = max }, cancellationToken: ct)), ct);
    }
}
