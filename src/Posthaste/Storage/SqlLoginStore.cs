using Dapper;
using Posthaste.Channels;
using Posthaste.Channels.Logins;

namespace Posthaste.Storage;

/// <summary>Sign-ins under way in the table <c>logins</c>, and what was deleted on request in <c>deletions</c>.</summary>
internal sealed class SqlLoginStore(Database database) : ILoginStore
{
    private const string Columns = "id, session_id, workspace_id, login, verifier, grants, created_at, expires_at, returned_at";

    public Task AddAsync(LoginAttempt attempt, string stateHash, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO logins ({Columns}, state_hash)
            VALUES (@Id, @SessionId, @WorkspaceId, @Login, @Verifier, @Grants, @CreatedAt, @ExpiresAt, @ReturnedAt, @StateHash)
            """;
        var values = new
        {
            attempt.Id,
            attempt.SessionId,
            attempt.WorkspaceId,
            attempt.Login,
            attempt.Verifier,
            attempt.Grants,
            attempt.CreatedAt,
            attempt.ExpiresAt,
            attempt.ReturnedAt,
            StateHash = stateHash,
        };
        return WriteAsync(sql, values, ct);
    }

    public Task<LoginAttempt?> FindByStateAsync(string stateHash, CancellationToken ct) =>
        FindOneAsync($"SELECT {Columns} FROM logins WHERE state_hash = @Hash", new { Hash = stateHash }, ct);

    public Task<LoginAttempt?> FindAsync(Guid attemptId, CancellationToken ct) =>
        FindOneAsync($"SELECT {Columns} FROM logins WHERE id = @Id", new { Id = attemptId }, ct);

    public async Task<bool> MarkReturnedAsync(Guid attemptId, DateTimeOffset at, CancellationToken ct) =>
        await WriteAsync("UPDATE logins SET returned_at = @At WHERE id = @Id AND returned_at IS NULL AND expires_at > @At", new { Id = attemptId, At = at }, ct) == 1;

    public Task OfferAsync(Guid attemptId, string sealedGrants, DateTimeOffset until, CancellationToken ct) =>
        WriteAsync("UPDATE logins SET grants = @Grants, expires_at = @Until WHERE id = @Id", new { Id = attemptId, Grants = sealedGrants, Until = until }, ct);

    public async Task<bool> TakeAsync(Guid attemptId, DateTimeOffset now, CancellationToken ct) =>
        await WriteAsync("DELETE FROM logins WHERE id = @Id AND expires_at > @Now", new { Id = attemptId, Now = now }, ct) == 1;

    public Task<int> PruneAsync(DateTimeOffset expiredBefore, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(
            new CommandDefinition("DELETE FROM logins WHERE expires_at < @Before", new { Before = expiredBefore }, cancellationToken: ct)), ct);

    public Task AddDeletionAsync(Deletion deletion, string codeHash, CancellationToken ct) =>
        WriteAsync("INSERT INTO deletions (code_hash, login, at, accounts) VALUES (@Hash, @Login, @At, @Accounts)",
            new { Hash = codeHash, deletion.Login, deletion.At, deletion.Accounts }, ct);

    public async Task<Deletion?> FindDeletionAsync(string codeHash, CancellationToken ct)
    {
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<DeletionRow>(
            new CommandDefinition("SELECT login, at, accounts FROM deletions WHERE code_hash = @Hash", new { Hash = codeHash }, cancellationToken: ct)), ct);
        return row is null ? null : new Deletion(row.Login, row.At, row.Accounts);
    }

    public async Task<IReadOnlyList<SealedToken>> ListTokensAsync(CancellationToken ct)
    {
        const string sql =
            """
            SELECT id, verifier AS token FROM logins WHERE verifier IS NOT NULL
            UNION ALL
            SELECT id, grants AS token FROM logins WHERE grants IS NOT NULL
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(Guid Id, string Token)>(new CommandDefinition(sql, cancellationToken: ct)), ct);
        return [.. rows.Select(row => new SealedToken(row.Id, row.Token))];
    }

    public async Task<bool> ReplaceTokenAsync(SealedToken old, string sealedToken, CancellationToken ct) =>
        await WriteAsync(
            """
            UPDATE logins
            SET verifier = CASE WHEN verifier = @Old THEN @Token ELSE verifier END, grants = CASE WHEN grants = @Old THEN @Token ELSE grants END
            WHERE id = @Id AND (verifier = @Old OR grants = @Old)
            """, new { Id = old.ChannelId, Old = old.Token, Token = sealedToken }, ct) == 1;

    private async Task<LoginAttempt?> FindOneAsync(string sql, object values, CancellationToken ct) =>
        (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<LoginRow>(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct))?.ToAttempt();

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private sealed class DeletionRow
    {
        public string Login { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public int Accounts { get; init; }
    }

    private sealed class LoginRow
    {
        public Guid Id { get; init; }
        public Guid SessionId { get; init; }
        public Guid WorkspaceId { get; init; }
        public string Login { get; init; } = "";
        public string? Verifier { get; init; }
        public string? Grants { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
        public DateTimeOffset? ReturnedAt { get; init; }

        public LoginAttempt ToAttempt() => new()
        {
            Id = Id,
            SessionId = SessionId,
            WorkspaceId = WorkspaceId,
            Login = Login,
            Verifier = Verifier,
            Grants = Grants,
            CreatedAt = CreatedAt,
            ExpiresAt = ExpiresAt,
            ReturnedAt = ReturnedAt,
        };
    }
}
