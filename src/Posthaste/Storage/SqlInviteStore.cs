using Dapper;
using Posthaste.Workspaces.Members;

namespace Posthaste.Storage;

/// <summary>Open invitations in the table <c>invites</c>.</summary>
internal sealed class SqlInviteStore(Database database) : IInviteStore
{
    private const string Columns = "id, workspace_id, email, role, invited_by, created_at, expires_at";

    public Task AddAsync(Invite invite, string hash, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO invites ({Columns}, hash)
            VALUES (@Id, @WorkspaceId, @Email, @Role, @InvitedBy, @CreatedAt, @ExpiresAt, @Hash)
            ON CONFLICT (workspace_id, email) DO UPDATE
            SET id = excluded.id, role = excluded.role, invited_by = excluded.invited_by, created_at = excluded.created_at,
                expires_at = excluded.expires_at, hash = excluded.hash
            """;
        var values = new { invite.Id, invite.WorkspaceId, invite.Email, Role = Words.Of(invite.Role), invite.InvitedBy, invite.CreatedAt, invite.ExpiresAt, Hash = hash };
        return database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
    }

    public Task<Invite?> FindByHashAsync(string hash, DateTimeOffset now, CancellationToken ct) =>
        FindOneAsync($"SELECT {Columns} FROM invites WHERE hash = @Hash AND expires_at > @Now", new { Hash = hash, Now = now }, ct);

    public async Task<IReadOnlyList<Invite>> ListAsync(Guid workspaceId, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM invites WHERE workspace_id = @WorkspaceId AND expires_at > @Now ORDER BY created_at DESC, id DESC";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<InviteRow>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId, Now = now }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToInvite())];
    }

    public Task<Invite?> FindAsync(Guid workspaceId, Guid inviteId, CancellationToken ct) =>
        FindOneAsync($"SELECT {Columns} FROM invites WHERE workspace_id = @WorkspaceId AND id = @Id", new { WorkspaceId = workspaceId, Id = inviteId }, ct);

    public async Task<bool> RemoveAsync(Guid inviteId, CancellationToken ct) =>
        await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition("DELETE FROM invites WHERE id = @Id", new { Id = inviteId }, cancellationToken: ct)), ct) == 1;

    public Task<int> PruneAsync(DateTimeOffset expiredBefore, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(
            new CommandDefinition("DELETE FROM invites WHERE expires_at < @Before", new { Before = expiredBefore }, cancellationToken: ct)), ct);

    private async Task<Invite?> FindOneAsync(string sql, object values, CancellationToken ct) =>
        (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<InviteRow>(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct))?.ToInvite();

    private sealed class InviteRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public string Email { get; init; } = "";
        public string Role { get; init; } = "";
        public string InvitedBy { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }

        public Invite ToInvite() => new()
        {
            Id = Id,
            WorkspaceId = WorkspaceId,
            Email = Email,
            Role = Words.Parse<Role>(Role),
            InvitedBy = InvitedBy,
            CreatedAt = CreatedAt,
            ExpiresAt = ExpiresAt,
        };
    }
}
