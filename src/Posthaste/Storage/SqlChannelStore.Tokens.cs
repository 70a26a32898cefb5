using Dapper;
using Posthaste.Channels;

namespace Posthaste.Storage;

// Sealed tokens, in the column of that name.
internal sealed partial class SqlChannelStore
{
    public async Task<SealedAccount?> FindAccountAsync(Guid channelId, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns}, token, grant_token FROM channels WHERE id = @Id";
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<ChannelRow>(
            new CommandDefinition(sql, new { Id = channelId }, cancellationToken: ct)), ct);
        return row is null ? null : new SealedAccount(row.ToChannel(), row.ToTokens());
    }

    public async Task<IReadOnlyList<Channel>> ListByGrantorAsync(string login, string personId, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM channels WHERE login = @Login AND (grantor_id = @PersonId OR remote_id = @PersonId) AND token IS NOT NULL ORDER BY id";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<ChannelRow>(
            new CommandDefinition(sql, new { Login = login, PersonId = personId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToChannel())];
    }

    public async Task<IReadOnlyList<SealedToken>> ListTokensAsync(CancellationToken ct)
    {
        const string sql =
            """
            SELECT id, token FROM channels WHERE token IS NOT NULL
            UNION ALL
            SELECT id, grant_token AS token FROM channels WHERE grant_token IS NOT NULL
            ORDER BY id
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<ChannelRow>(
            new CommandDefinition(sql, cancellationToken: ct)), ct);
        return [.. rows.Select(row => new SealedToken(row.Id, row.Token!))];
    }

    public async Task<bool> ReplaceTokenAsync(SealedToken old, string sealedToken, CancellationToken ct)
    {
        const string sql =
            """
            UPDATE channels
            SET token = CASE WHEN token = @Old THEN @Token ELSE token END, grant_token = CASE WHEN grant_token = @Old THEN @Token ELSE grant_token END
            WHERE id = @Id AND (token = @Old OR grant_token = @Old)
            """;
        return await WriteAsync(sql, new { Id = old.ChannelId, Old = old.Token, Token = sealedToken }, ct) == 1;
    }

    private sealed class UsageRow
    {
        public DateTimeOffset Hour { get; init; }
        public long Calls { get; init; }
        public long Publishes { get; init; }
        public long Errors { get; init; }
        public long BytesOut { get; init; }
        public long BytesIn { get; init; }
    }
}
