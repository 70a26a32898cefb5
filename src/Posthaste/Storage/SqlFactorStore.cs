using Dapper;
using Posthaste.Channels;
using Posthaste.Platforms;
using Posthaste.Workspaces.Members;

namespace Posthaste.Storage;

/// <summary>Authenticators in the table <c>member_factors</c>, sealed with the key ring under the member's id; recovery codes beside them.</summary>
internal sealed class SqlFactorStore(Database database, TokenVault vault) : IFactorStore, ISealedStore
{
    public async Task<SecondFactor?> FindAsync(Guid memberId, CancellationToken ct)
    {
        const string sql = "SELECT member_id, secret, confirmed_at FROM member_factors WHERE member_id = @MemberId";
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<FactorRow>(
            new CommandDefinition(sql, new { MemberId = memberId }, cancellationToken: ct)), ct);
        return row is null ? null : new SecondFactor(Convert.FromBase64String(vault.Open(row.Secret, memberId).Reveal()), row.ConfirmedAt is not null);
    }

    public async Task<bool> ProposeAsync(Guid memberId, byte[] secret, CancellationToken ct)
    {
        const string sql =
            """
            INSERT INTO member_factors (member_id, secret, step)
            VALUES (@MemberId, @Secret, 0)
            ON CONFLICT (member_id) DO UPDATE SET secret = excluded.secret
            WHERE member_factors.confirmed_at IS NULL
            """;
        return await WriteAsync(sql, new { MemberId = memberId, Secret = vault.Seal(new Secret(Convert.ToBase64String(secret)), memberId) }, ct) == 1;
    }

    public async Task<bool> ConfirmAsync(Guid memberId, long step, DateTimeOffset at, CancellationToken ct) =>
        await WriteAsync("UPDATE member_factors SET confirmed_at = @At, step = @Step WHERE member_id = @MemberId AND confirmed_at IS NULL",
            new { MemberId = memberId, Step = step, At = at }, ct) == 1;

    public async Task<bool> UseStepAsync(Guid memberId, long step, CancellationToken ct) =>
        await WriteAsync("UPDATE member_factors SET step = @Step WHERE member_id = @MemberId AND step < @Step", new { MemberId = memberId, Step = step }, ct) == 1;

    public Task<bool> RemoveAsync(Guid memberId, CancellationToken ct) => database.RunAsync(async () =>
    {
        await WriteAsync("DELETE FROM recovery_codes WHERE member_id = @MemberId", new { MemberId = memberId }, ct);
        return await WriteAsync("DELETE FROM member_factors WHERE member_id = @MemberId", new { MemberId = memberId }, ct) == 1;
    }, ct);

    public Task SetRecoveryCodesAsync(Guid memberId, IReadOnlyList<string> hashes, CancellationToken ct) => database.RunAsync(async () =>
    {
        await WriteAsync("DELETE FROM recovery_codes WHERE member_id = @MemberId", new { MemberId = memberId }, ct);
        foreach (var hash in hashes) await WriteAsync("INSERT INTO recovery_codes (member_id, hash) VALUES (@MemberId, @Hash)", new { MemberId = memberId, Hash = hash }, ct);
        return true;
    }, ct);

    public async Task<bool> UseRecoveryCodeAsync(Guid memberId, string hash, CancellationToken ct) =>
        await WriteAsync("DELETE FROM recovery_codes WHERE member_id = @MemberId AND hash = @Hash", new { MemberId = memberId, Hash = hash }, ct) == 1;

    public async Task<int> CountRecoveryCodesAsync(Guid memberId, CancellationToken ct) =>
        (int)await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            new CommandDefinition("SELECT COUNT(*) FROM recovery_codes WHERE member_id = @MemberId", new { MemberId = memberId }, cancellationToken: ct)), ct);

    public async Task<IReadOnlyList<SealedToken>> ListTokensAsync(CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<FactorRow>(
            new CommandDefinition("SELECT member_id, secret FROM member_factors ORDER BY member_id", cancellationToken: ct)), ct);
        return [.. rows.Select(row => new SealedToken(row.MemberId, row.Secret))];
    }

    public async Task<bool> ReplaceTokenAsync(SealedToken old, string sealedToken, CancellationToken ct) =>
        await WriteAsync("UPDATE member_factors SET secret = @Secret WHERE member_id = @Id AND secret = @Old", new { Id = old.ChannelId, Old = old.Token, Secret = sealedToken }, ct) == 1;

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private sealed class FactorRow
    {
        public Guid MemberId { get; init; }
        public string Secret { get; init; } = "";
        public DateTimeOffset? ConfirmedAt { get; init; }
    }
}
