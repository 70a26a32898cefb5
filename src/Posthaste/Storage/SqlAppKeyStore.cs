using Dapper;
using Posthaste.Channels;
using Posthaste.Channels.Apps;

namespace Posthaste.Storage;

/// <summary>Apps at networks in the table <c>app_keys</c>.</summary>
internal sealed class SqlAppKeyStore(Database database) : IAppKeyStore
{
    public async Task<IReadOnlyList<KeptAppKey>> ListAsync(CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<AppKeyRow>(
            new CommandDefinition("SELECT id, login, client_id, secret, changed_by, changed_at FROM app_keys ORDER BY login", cancellationToken: ct)), ct);
        return [.. rows.Select(row => new KeptAppKey(row.Id, row.Login, row.ClientId, row.Secret, row.ChangedBy, row.ChangedAt))];
    }

    public Task SetAsync(KeptAppKey key, CancellationToken ct) => WriteAsync(
        """
        INSERT INTO app_keys (login, id, client_id, secret, changed_by, changed_at) VALUES (@Login, @Id, @ClientId, @SealedSecret, @ChangedBy, @ChangedAt)
        ON CONFLICT (login) DO UPDATE SET id = excluded.id, client_id = excluded.client_id, secret = excluded.secret,
            changed_by = excluded.changed_by, changed_at = excluded.changed_at
        """, key, ct);

    public async Task<bool> RemoveAsync(string login, CancellationToken ct) =>
        await WriteAsync("DELETE FROM app_keys WHERE login = @Login", new { Login = login }, ct) == 1;

    public async Task<IReadOnlyList<SealedToken>> ListTokensAsync(CancellationToken ct) =>
        [.. (await ListAsync(ct)).Select(key => new SealedToken(key.Id, key.SealedSecret))];

    public async Task<bool> ReplaceTokenAsync(SealedToken old, string sealedToken, CancellationToken ct) => await WriteAsync(
        "UPDATE app_keys SET secret = @Secret WHERE id = @Id AND secret = @Old", new { Id = old.ChannelId, Old = old.Token, Secret = sealedToken }, ct) == 1;

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private sealed class AppKeyRow
    {
        public Guid Id { get; init; }
        public string Login { get; init; } = "";
        public string ClientId { get; init; } = "";
        public string Secret { get; init; } = "";
        public string ChangedBy { get; init; } = "";
        public DateTimeOffset ChangedAt { get; init; }
    }
}
