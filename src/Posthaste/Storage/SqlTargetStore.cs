using Dapper;
using Posthaste.Channels;
using Posthaste.Notifications;

namespace Posthaste.Storage;

/// <summary>Targets in the table <c>notification_targets</c>; what is secret of them is sealed under the target's id.</summary>
internal sealed class SqlTargetStore(Database database) : ITargetStore
{
    public async Task<IReadOnlyList<Target>> ListAsync(Guid workspaceId, CancellationToken ct) =>
        await ReadAsync($"SELECT {TargetRow.Columns} FROM notification_targets WHERE workspace_id = @WorkspaceId ORDER BY LOWER(name), id", new { WorkspaceId = workspaceId }, ct);

    public async Task<Target?> FindAsync(Guid workspaceId, Guid targetId, CancellationToken ct) =>
        (await ReadAsync($"SELECT {TargetRow.Columns} FROM notification_targets WHERE workspace_id = @WorkspaceId AND id = @Id", new { WorkspaceId = workspaceId, Id = targetId }, ct)).SingleOrDefault();

    public async Task<IReadOnlyList<Target>> LockAllAsync(Guid workspaceId, CancellationToken ct)
    {
        await WorkspaceLock.TakeAsync(database, workspaceId, ct);
        return await ListAsync(workspaceId, ct);
    }

    public async Task<IReadOnlyList<Target>> ListOnAsync(CancellationToken ct) =>
        await ReadAsync($"SELECT {TargetRow.Columns} FROM notification_targets WHERE off_at IS NULL ORDER BY id", new { }, ct);

    public async Task<IReadOnlyList<Target>> ListOfServerAsync(CancellationToken ct) =>
        await ReadAsync($"SELECT {TargetRow.Columns} FROM notification_targets WHERE of_server = 1 ORDER BY id", new { }, ct);

    public async Task<bool> AddAsync(Target target, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO notification_targets ({TargetRow.Columns}, lease_token)
            VALUES (@Id, @WorkspaceId, @Kind, @Name, @Address, @AddressHint, @OfServer, @Secret, @OldSecret, @OldSecretUntil, @Hears, @Quiet, @DigestMinutes,
                    @OffAt, @OffReason, @HearsSince, @CreatedAt, @NextAt, @Failures, @LastSentAt, @LastError, @LastErrorAt, 0)
            ON CONFLICT (id) DO NOTHING
            """;
        return await WriteAsync(sql, TargetRow.From(target), ct) == 1;
    }

    public Task SaveAsync(Target target, CancellationToken ct)
    {
        const string sql =
            """
            UPDATE notification_targets
            SET name = @Name, address = @Address, address_hint = @AddressHint, secret = @Secret, old_secret = @OldSecret, old_secret_until = @OldSecretUntil,
                hears = @Hears, quiet = @Quiet, digest_minutes = @DigestMinutes, off_at = @OffAt, off_reason = @OffReason, hears_since = @HearsSince
            WHERE id = @Id
            """;
        return WriteAsync(sql, TargetRow.From(target), ct);
    }

    public Task HurryAsync(Guid targetId, CancellationToken ct) =>
        WriteAsync("UPDATE notification_targets SET next_at = NULL, failures = 0 WHERE id = @Id", new { Id = targetId }, ct);

    public Task<bool> RemoveAsync(Guid workspaceId, Guid targetId, CancellationToken ct) => database.RunAsync(async () =>
    {
        var values = new { WorkspaceId = workspaceId, Id = targetId };
        if (await WriteAsync("DELETE FROM notification_targets WHERE workspace_id = @WorkspaceId AND id = @Id", values, ct) == 0) return false;
        await WriteAsync("DELETE FROM deliveries WHERE target_id = @Id", values, ct);
        await WriteAsync("DELETE FROM notification_paces WHERE target_id = @Id", values, ct);
        return true;
    }, ct);

    public async Task<IReadOnlyList<SealedToken>> ListTokensAsync(CancellationToken ct)
    {
        const string sql =
            """
            SELECT id, address AS token FROM notification_targets
            UNION ALL
            SELECT id, secret AS token FROM notification_targets WHERE secret IS NOT NULL
            UNION ALL
            SELECT id, old_secret AS token FROM notification_targets WHERE old_secret IS NOT NULL
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(Guid Id, string Token)>(new CommandDefinition(sql, cancellationToken: ct)), ct);
        return [.. rows.Select(row => new SealedToken(row.Id, row.Token))];
    }

    public async Task<bool> ReplaceTokenAsync(SealedToken old, string sealedToken, CancellationToken ct) =>
        await WriteAsync(
            """
            UPDATE notification_targets
            SET address = CASE WHEN address = @Old THEN @Token ELSE address END, secret = CASE WHEN secret = @Old THEN @Token ELSE secret END,
                old_secret = CASE WHEN old_secret = @Old THEN @Token ELSE old_secret END
            WHERE id = @Id AND (address = @Old OR secret = @Old OR old_secret = @Old)
            """, new { Id = old.ChannelId, Old = old.Token, Token = sealedToken }, ct) == 1;

    private async Task<IReadOnlyList<Target>> ReadAsync(string sql, object values, CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<TargetRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToTarget())];
    }

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
}
