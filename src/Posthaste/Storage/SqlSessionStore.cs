using Dapper;
using Posthaste.Workspaces.Members;

namespace Posthaste.Storage;

/// <summary>Sessions in the table of that name.</summary>
internal sealed class SqlSessionStore(Database database) : ISessionStore
{
    private const string Columns = "id, member_id, address, client, created_at, seen_at, ended_at";

    public Task AddAsync(MemberSession session, string hash, CancellationToken ct)
    {
        const string sql =
            """
            INSERT INTO sessions (id, member_id, hash, address, client, created_at, seen_at)
            VALUES (@Id, @MemberId, @Hash, @Address, @Client, @CreatedAt, @SeenAt)
            """;
        return WriteAsync(sql, new { session.Id, session.MemberId, Hash = hash, session.Address, session.Client, session.CreatedAt, session.SeenAt }, ct);
    }

    public Task<MemberSession?> FindByHashAsync(string hash, CancellationToken ct) =>
        database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<MemberSession>(
            new CommandDefinition($"SELECT {Columns} FROM sessions WHERE hash = @Hash", new { Hash = hash }, cancellationToken: ct)), ct);

    public async Task<IReadOnlyList<MemberSession>> ListAsync(Guid memberId, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM sessions WHERE member_id = @MemberId AND ended_at IS NULL ORDER BY created_at DESC, id DESC";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<MemberSession>(
            new CommandDefinition(sql, new { MemberId = memberId }, cancellationToken: ct)), ct);
        return rows.AsList();
    }

    public Task TouchAsync(Guid sessionId, DateTimeOffset at, CancellationToken ct) =>
        WriteAsync("UPDATE sessions SET seen_at = @At WHERE id = @Id AND seen_at < @At", new { Id = sessionId, At = at }, ct);

    public async Task<bool> EndAsync(Guid memberId, Guid sessionId, DateTimeOffset at, CancellationToken ct) =>
        await WriteAsync("UPDATE sessions SET ended_at = @At WHERE id = @Id AND member_id = @MemberId AND ended_at IS NULL",
            new { Id = sessionId, MemberId = memberId, At = at }, ct) == 1;

    public Task<int> EndAllAsync(Guid memberId, Guid? except, DateTimeOffset at, CancellationToken ct) =>
        WriteAsync("UPDATE sessions SET ended_at = @At WHERE member_id = @MemberId AND id <> @Except AND ended_at IS NULL",
            new { MemberId = memberId, Except = except ?? Guid.Empty, At = at }, ct);

    public async Task<bool> WasBegunAtAsync(Guid memberId, string address, DateTimeOffset since, CancellationToken ct)
    {
        const string sql = "SELECT COUNT(*) FROM sessions WHERE member_id = @MemberId AND created_at >= @Since AND address = @Address";
        return await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
            new CommandDefinition(sql, new { MemberId = memberId, Address = address, Since = since }, cancellationToken: ct)), ct) > 0;
    }

    public Task<int> PruneAsync(DateTimeOffset seenBefore, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(
            new CommandDefinition("DELETE FROM sessions WHERE seen_at < @Before", new { Before = seenBefore }, cancellationToken: ct)), ct);

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct);
}
