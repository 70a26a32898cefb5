using Dapper;
using Posthaste.Channels;

namespace Posthaste.Storage;

/// <summary>Channels in the table of that name; tokens only as the vault sealed them.</summary>
internal sealed partial class SqlChannelStore(Database database) : IChannelStore
{
    private const string Columns =
        """
        id, workspace_id, platform, remote_id, login, username, display_name, picture_url, state, paused_at, token_changed_at, token_expires_at, scopes,
        grantor_id, grant_expires_at, renew_at, token_renewed_at, renew_failures, renew_error, created_at, updated_at,
        automation, automated_per_day, server
        """;

    private const string Values =
        """
        login = @Login, username = @Username, display_name = @DisplayName, picture_url = @PictureUrl, state = @State, paused_at = @PausedAt,
        token_changed_at = @TokenChangedAt, token_expires_at = @TokenExpiresAt, scopes = @Scopes, grantor_id = @GrantorId, grant_expires_at = @GrantExpiresAt,
        renew_at = @RenewAt, token_renewed_at = @TokenRenewedAt, renew_failures = @RenewFailures, renew_error = @RenewError, updated_at = @UpdatedAt,
        automation = @Automation, automated_per_day = @AutomatedPerDay, server = @Server
        """;

    public Task<Channel?> FindAsync(Guid workspaceId, Guid channelId, CancellationToken ct) =>
        FindOneAsync($"SELECT {Columns} FROM channels WHERE workspace_id = @WorkspaceId AND id = @Id", new { WorkspaceId = workspaceId, Id = channelId }, ct);

    public Task<Channel?> FindByRemoteIdAsync(Guid workspaceId, string platform, string remoteId, CancellationToken ct) =>
        FindOneAsync(
            $"SELECT {Columns} FROM channels WHERE workspace_id = @WorkspaceId AND platform = @Platform AND remote_id = @RemoteId",
            new { WorkspaceId = workspaceId, Platform = platform, RemoteId = remoteId }, ct);

    public async Task<IReadOnlyList<Channel>> ListAsync(Guid workspaceId, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM channels WHERE workspace_id = @WorkspaceId ORDER BY platform, username, id";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<ChannelRow>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToChannel())];
    }

    // Locked, because who pauses and who reports a dead token each write the state that the other has read.
    public Task<Channel?> LockAsync(Guid channelId, CancellationToken ct) =>
        FindOneAsync($"SELECT {Columns} FROM channels WHERE id = @Id {database.ForUpdate}", new { Id = channelId }, ct);

    public async Task<bool> AddAsync(Channel channel, SealedTokens tokens, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO channels ({Columns}, token, grant_token)
            VALUES (@Id, @WorkspaceId, @Platform, @RemoteId, @Login, @Username, @DisplayName, @PictureUrl, @State, @PausedAt, @TokenChangedAt, @TokenExpiresAt, @Scopes,
                    @GrantorId, @GrantExpiresAt, @RenewAt, @TokenRenewedAt, @RenewFailures, @RenewError, @CreatedAt, @UpdatedAt, @Automation, @AutomatedPerDay, @Server,
                    @Token, @GrantToken)
            ON CONFLICT (workspace_id, platform, remote_id) DO NOTHING
            """;
        return await WriteAsync(sql, ChannelRow.From(channel, tokens), ct) == 1;
    }

    public Task SaveAsync(Channel channel, CancellationToken ct) =>
        WriteAsync($"UPDATE channels SET {Values} WHERE id = @Id", ChannelRow.From(channel, null), ct);

    public Task SaveAsync(Channel channel, SealedTokens? tokens, CancellationToken ct) =>
        WriteAsync($"UPDATE channels SET {Values}, token = @Token, grant_token = @GrantToken WHERE id = @Id", ChannelRow.From(channel, tokens), ct);

    public async Task<bool> HasOpenIntentAsync(Guid channelId, CancellationToken ct)
    {
        // Few intents are ever open at once: the partial index publish_intents_open holds exactly those.
        // What lies in the account's own inbox is no call under way, and nobody else can finish it.
        const string sql =
            """
            SELECT COUNT(*) FROM publish_intents i WHERE i.outcome IS NULL AND i.channel_id = @ChannelId
              AND NOT EXISTS (SELECT 1 FROM publish_jobs j WHERE j.id = i.job_id AND j.state = 'handed_over')
            """;
        return await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            new CommandDefinition(sql, new { ChannelId = channelId }, cancellationToken: ct)), ct) > 0;
    }

    public async Task<IReadOnlyList<UsageHour>> ListUsageAsync(Guid channelId, DateTimeOffset since, CancellationToken ct)
    {
        const string sql =
            """
            SELECT hour, calls, publishes, errors, bytes_out, bytes_in
            FROM channel_usage
            WHERE channel_id = @ChannelId AND hour >= @Since
            ORDER BY hour
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<UsageRow>(
            new CommandDefinition(sql, new { ChannelId = channelId, Since = since }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => new UsageHour(row.Hour, row.Calls, row.Publishes, row.Errors, row.BytesOut, row.BytesIn))];
    }

    private async Task<Channel?> FindOneAsync(string sql, object values, CancellationToken ct) =>
        (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<ChannelRow>(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct))?.ToChannel();

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct);
}
