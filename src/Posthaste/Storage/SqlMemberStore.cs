using Dapper;
using Posthaste.Workspaces.Members;

namespace Posthaste.Storage;

/// <summary>Members in the table of that name.</summary>
internal sealed class SqlMemberStore(Database database) : IMemberStore
{
    private const string Columns = "id, email, name, created_at";

    public Task<Member?> FindAsync(Guid memberId, CancellationToken ct) =>
        database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<Member>(
            new CommandDefinition($"SELECT {Columns} FROM members WHERE id = @Id", new { Id = memberId }, cancellationToken: ct)), ct);

    public async Task<KnownPassword?> FindByEmailAsync(string email, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns}, password_hash FROM members WHERE email = @Email";
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<PasswordRow>(
            new CommandDefinition(sql, new { Email = email }, cancellationToken: ct)), ct);
        return row is null ? null : new KnownPassword(new Member { Id = row.Id, Email = row.Email, Name = row.Name, CreatedAt = row.CreatedAt }, row.PasswordHash);
    }

    public async Task<bool> AddAsync(Member member, string passwordHash, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO members ({Columns}, password_hash)
            VALUES (@Id, @Email, @Name, @CreatedAt, @PasswordHash)
            ON CONFLICT DO NOTHING
            """;
        return await WriteAsync(sql, new { member.Id, member.Email, member.Name, member.CreatedAt, PasswordHash = passwordHash }, ct) == 1;
    }

    public Task RenameAsync(Guid memberId, string name, CancellationToken ct) =>
        WriteAsync("UPDATE members SET name = @Name WHERE id = @Id", new { Id = memberId, Name = name }, ct);

    public Task SetPasswordAsync(Guid memberId, string passwordHash, CancellationToken ct) =>
        WriteAsync("UPDATE members SET password_hash = @Hash WHERE id = @Id", new { Id = memberId, Hash = passwordHash }, ct);

    public async Task<bool> RehashPasswordAsync(Guid memberId, string old, string passwordHash, CancellationToken ct) =>
        await WriteAsync("UPDATE members SET password_hash = @Hash WHERE id = @Id AND password_hash = @Old", new { Id = memberId, Old = old, Hash = passwordHash }, ct) == 1;

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private sealed class PasswordRow
    {
        public Guid Id { get; init; }
        public string Email { get; init; } = "";
        public string Name { get; init; } = "";
        public string PasswordHash { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
    }
}
