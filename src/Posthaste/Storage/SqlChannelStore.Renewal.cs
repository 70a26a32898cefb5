using Dapper;
using Posthaste.Channels;
using Posthaste.Channels.Renewal;

namespace Posthaste.Storage;

// Whose token is to be renewed, and who is at it.
internal sealed partial class SqlChannelStore
{
    private const string Unplanned = "renew_at IS NULL AND renew_error IS NULL AND token IS NOT NULL AND state IN ('active', 'paused')";

    public async Task<IReadOnlyList<Guid>> ListToRenewAsync(DateTimeOffset now, int limit, CancellationToken ct)
    {
        // The partial index channels_to_renew gives them in this order.
        const string sql =
            """
            SELECT id FROM channels
            WHERE renew_at <= @Now AND token IS NOT NULL AND state IN ('active', 'paused') AND (renew_held_until IS NULL OR renew_held_until <= @Now)
            ORDER BY renew_at, id
            LIMIT @Limit
            """;
        var ids = await database.ReadAsync(connection => connection.QueryAsync<Guid>(
            new CommandDefinition(sql, new { Now = now, Limit = limit }, cancellationToken: ct)), ct);
        return [.. ids];
    }

    public Task<IReadOnlyList<Channel>> ListUnplannedAsync(CancellationToken ct) =>
        ListAsync($"SELECT {Columns} FROM channels WHERE {Unplanned} ORDER BY id", new { }, ct);

    public Task<IReadOnlyList<Channel>> ListEndingAsync(DateTimeOffset until, CancellationToken ct) =>
        ListAsync($"SELECT {Columns} FROM channels WHERE {Unplanned} AND token_expires_at <= @Until ORDER BY id", new { Until = until }, ct);

    public Task<IReadOnlyList<Channel>> ListUnrenewedAsync(DateTimeOffset until, CancellationToken ct) => ListAsync(
        $"SELECT {Columns} FROM channels WHERE state IN ('active', 'paused') AND token_expires_at <= @Until AND (renew_at IS NULL OR renew_error IS NOT NULL) ORDER BY id",
        new { Until = until }, ct);

    // One statement compares and sets: of two nodes the second waits for the first one's row, then finds it held.
    public async Task<bool> HoldRenewalAsync(RenewalHold hold, CancellationToken ct)
    {
        const string sql =
            """
            UPDATE channels
            SET renew_held_until = @Until, renew_at = @RetryAt, renew_failures = renew_failures + 1
            WHERE id = @ChannelId AND token IS NOT NULL AND token_changed_at = @TokenChangedAt AND (renew_held_until IS NULL OR renew_held_until <= @Since)
            """;
        return await WriteAsync(sql, hold, ct) == 1;
    }

    public Task EndRenewalAsync(RenewalHold hold, CancellationToken ct) =>
        WriteAsync("UPDATE channels SET renew_held_until = NULL WHERE id = @ChannelId AND renew_held_until = @Until", hold, ct);

    public Task CountRenewalAsync(Guid channelId, DateTimeOffset? tokenAt, bool isRenewed, DateTimeOffset now, CancellationToken ct) => WriteAsync(
        """
        INSERT INTO token_renewals (channel_id, token_at, tries, tried_at, renewed_at) VALUES (@ChannelId, @TokenAt, 1, @Now, @RenewedAt)
        ON CONFLICT (channel_id, token_at) DO UPDATE SET tries = token_renewals.tries + 1, tried_at = excluded.tried_at, renewed_at = COALESCE(excluded.renewed_at, token_renewals.renewed_at)
        """, new { ChannelId = channelId, TokenAt = tokenAt?.ToUnixTimeMilliseconds() ?? 0, Now = now, RenewedAt = isRenewed ? now : (DateTimeOffset?)null }, ct);

    public Task ForgetRenewalAsync(Guid channelId, DateTimeOffset now, CancellationToken ct) =>
        WriteAsync("UPDATE channels SET renew_at = NULL WHERE id = @Id AND renew_at <= @Now", new { Id = channelId, Now = now }, ct);

    private async Task<IReadOnlyList<Channel>> ListAsync(string sql, object values, CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<ChannelRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToChannel())];
    }
}
