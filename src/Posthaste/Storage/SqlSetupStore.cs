using Dapper;
using Posthaste.Workspaces.Members;

namespace Posthaste.Storage;

/// <summary>Setup links in the table <c>setup_links</c>.</summary>
internal sealed class SqlSetupStore(Database database) : ISetupStore
{
    public Task AddAsync(string hash, DateTimeOffset expiresAt, CancellationToken ct) =>
        WriteAsync("INSERT INTO setup_links (hash, expires_at) VALUES (@Hash, @ExpiresAt)", new { Hash = hash, ExpiresAt = expiresAt }, ct);

    public async Task<bool> IsGoodAsync(string hash, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = "SELECT COUNT(*) FROM setup_links WHERE hash = @Hash AND expires_at > @Now";
        return await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            new CommandDefinition(sql, new { Hash = hash, Now = now }, cancellationToken: ct)), ct) == 1;
    }

    public Task PruneAsync(DateTimeOffset now, CancellationToken ct) => WriteAsync("DELETE FROM setup_links WHERE expires_at <= @Now", new { Now = now }, ct);

    public Task RemoveAllAsync(CancellationToken ct) => WriteAsync("DELETE FROM setup_links", new { }, ct);

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct);
}
