using Dapper;
using Posthaste.Workspaces;

namespace Posthaste.Storage;

/// <summary>API keys in the table <c>api_keys</c>.</summary>
internal sealed class SqlWorkspaceApiKeyStore(Database database) : IApiKeyStore
{
    private const string Columns = "id, workspace_id, name, hint, created_at, revoked_at";

    public async Task<bool> AddAsync(ApiKey key, string hash, CancellationToken ct)
    {
        const string sql =
            """
            INSERT INTO api_keys (id, workspace_id, name, hint, hash, created_at)
            VALUES (@Id, @WorkspaceId, @Name, @Hint, @Hash, @CreatedAt)
            ON CONFLICT DO NOTHING
            """;
        var values = new { key.Id, key.WorkspaceId, key.Name, key.Hint, Hash = hash, key.CreatedAt };
        return await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct) == 1;
    }

    public Task<ApiKey?> FindByHashAsync(string hash, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM api_keys WHERE hash = @Hash";
        return database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<ApiKey>(
            new CommandDefinition(sql, new { Hash = hash }, cancellationToken: ct)), ct);
    }

    public async Task<IReadOnlyList<ApiKey>> ListAsync(Guid workspaceId, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM api_keys WHERE workspace_id = @WorkspaceId ORDER BY created_at DESC, id DESC";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<ApiKey>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId }, cancellationToken: ct)), ct);
        return rows.AsList();
    }

    public async Task<bool> RevokeAsync(Guid workspaceId, Guid keyId, DateTimeOffset at, CancellationToken ct)
    {
        const string sql =
            """
            UPDATE api_keys SET revoked_at = @At
            WHERE id = @Id AND workspace_id = @WorkspaceId AND revoked_at IS NULL
            """;
        return await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, new { Id = keyId, WorkspaceId = workspaceId, At = at }, cancellationToken: ct)), ct) == 1;
    }
}
