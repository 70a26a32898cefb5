using Dapper;
using Posthaste.Workspaces.Members;

namespace Posthaste.Storage;

/// <summary>Who is what where, in the table <c>memberships</c>.</summary>
internal sealed class SqlMembershipStore(Database database) : IMembershipStore
{
    public Task<bool> LockAsync(Guid workspaceId, CancellationToken ct)
    {
        // The workspace's row stands for all of its memberships: one that is being added has no row to lock yet.
        var sql = $"SELECT name FROM workspaces WHERE id = @Id {database.ForUpdate}";
        return database.WriteAsync(WritePriority.Api, async connection => await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition(sql, new { Id = workspaceId }, cancellationToken: ct)) is not null, ct);
    }

    public async Task<bool> HasOwnerAsync(CancellationToken ct)
    {
        const string sql = "SELECT COUNT(*) FROM memberships WHERE role = 'owner'";
        return await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, cancellationToken: ct)), ct) > 0;
    }

    public async Task<IReadOnlyList<Membership>> ListWorkspacesAsync(Guid memberId, CancellationToken ct)
    {
        const string sql =
            """
            SELECT m.workspace_id, w.name AS workspace_name, m.role, m.created_at
            FROM memberships m JOIN workspaces w ON w.id = m.workspace_id
            WHERE m.member_id = @MemberId
            ORDER BY m.created_at, m.workspace_id
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<MembershipRow>(
            new CommandDefinition(sql, new { MemberId = memberId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => new Membership(row.WorkspaceId, row.WorkspaceName, Words.Parse<Role>(row.Role), row.CreatedAt))];
    }

    public async Task<IReadOnlyList<WorkspaceMember>> ListMembersAsync(Guid workspaceId, CancellationToken ct)
    {
        const string sql =
            """
            SELECT m.member_id, p.email, p.name, p.created_at AS member_created_at, m.role, m.created_at,
                   CASE WHEN f.confirmed_at IS NULL THEN 0 ELSE 1 END AS has_totp
            FROM memberships m JOIN members p ON p.id = m.member_id LEFT JOIN member_factors f ON f.member_id = m.member_id
            WHERE m.workspace_id = @WorkspaceId
            ORDER BY p.name, p.email
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<MemberRow>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToMember())];
    }

    public async Task<bool> AddAsync(Guid workspaceId, Guid memberId, Role role, DateTimeOffset at, CancellationToken ct)
    {
        const string sql =
            """
            INSERT INTO memberships (workspace_id, member_id, role, created_at)
            VALUES (@WorkspaceId, @MemberId, @Role, @At)
            ON CONFLICT DO NOTHING
            """;
        return await WriteAsync(sql, new { WorkspaceId = workspaceId, MemberId = memberId, Role = Words.Of(role), At = at }, ct) == 1;
    }

    public async Task<bool> SetRoleAsync(Guid workspaceId, Guid memberId, Role role, CancellationToken ct) =>
        await WriteAsync("UPDATE memberships SET role = @Role WHERE workspace_id = @WorkspaceId AND member_id = @MemberId",
            new { WorkspaceId = workspaceId, MemberId = memberId, Role = Words.Of(role) }, ct) == 1;

    public async Task<bool> RemoveAsync(Guid workspaceId, Guid memberId, CancellationToken ct) =>
        await WriteAsync("DELETE FROM memberships WHERE workspace_id = @WorkspaceId AND member_id = @MemberId",
            new { WorkspaceId = workspaceId, MemberId = memberId }, ct) == 1;

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private sealed class MembershipRow
    {
        public Guid WorkspaceId { get; init; }
        public string WorkspaceName { get; init; } = "";
        public string Role { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
    }

    private sealed class MemberRow
    {
        public Guid MemberId { get; init; }
        public string Email { get; init; } = "";
        public string Name { get; init; } = "";
        public DateTimeOffset MemberCreatedAt { get; init; }
        public string Role { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public long HasTotp { get; init; }

        public WorkspaceMember ToMember() => new(
            new Member { Id = MemberId, Email = Email, Name = Name, CreatedAt = MemberCreatedAt }, Words.Parse<Role>(Role), CreatedAt, HasTotp == 1);
    }
}
