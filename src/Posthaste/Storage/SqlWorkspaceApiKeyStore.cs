using Dapper;
using Posthaste.Workspaces;

namespace Posthaste.Storage;

/// <summary>API keys in the table <c>api_keys</c>.</summary>
internal sealed class SqlWorkspaceApiKeyStore(Database database) : IApiKeyStore
{
    private const string Columns = "id, workspace_id, name, hint, scope, created_at, expires_at, revoked_at";

    public async Task<bool> AddAsync(ApiKey key, string hash, CancellationToken ct)
    {
        const string sql =
            """
            INSERT INTO api_keys (id, workspace_id, name, hint, hash, scope, created_at, expires_at)
            VALUES (@Id, @WorkspaceId, @Name, @Hint, @Hash, @Scope, @CreatedAt, @ExpiresAt)
            ON CONFLICT DO NOTHING
            """;
        var values = new { key.Id, key.WorkspaceId, key.Name, key.Hint, Hash = hash, Scope = key.Scope.Text, key.CreatedAt, key.ExpiresAt };
        return await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct) == 1;
    }

    public async Task<ApiKey?> FindByHashAsync(string hash, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM api_keys WHERE hash = @Hash";
        return (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<KeyRow>(
            new CommandDefinition(sql, new { Hash = hash }, cancellationToken: ct)), ct))?.ToKey();
    }

    public async Task<IReadOnlyList<ApiKey>> ListAsync(Guid workspaceId, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM api_keys WHERE workspace_id = @WorkspaceId ORDER BY created_at DESC, id DESC";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<KeyRow>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToKey())];
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

    private sealed class KeyRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public string Name { get; init; } = "";
        public string Hint { get; init; } = "";
        public string Scope { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
        public DateTimeOffset? RevokedAt { get; init; }

        public ApiKey ToKey() => new()
        {
            Id = Id,
            WorkspaceId = WorkspaceId,
            Name = Name,
            Hint = Hint,
            Scope = KeyScope.Parse(Scope),
            CreatedAt = CreatedAt,
            ExpiresAt = ExpiresAt,
            RevokedAt = RevokedAt,
        };
    }
}
