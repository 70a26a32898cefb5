using Dapper;
using Posthaste.Workspaces;

namespace Posthaste.Storage;

/// <summary>Workspaces in the table of that name.</summary>
internal sealed class SqlWorkspaceStore(Database database) : IWorkspaceStore
{
    private const string Columns = "id, name, time_zone, late_policy, late_minutes, caption_policy, media_policy, approval_policy, repeat_days, plan, created_at";

    public async Task<Workspace?> FindAsync(Guid id, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM workspaces WHERE id = @Id";
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<WorkspaceRow>(
            new CommandDefinition(sql, new { Id = id }, cancellationToken: ct)), ct);
        return row?.ToWorkspace();
    }

    public async Task<IReadOnlyList<Workspace>> ListAsync(CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM workspaces ORDER BY created_at, id";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<WorkspaceRow>(
            new CommandDefinition(sql, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToWorkspace())];
    }

    public async Task<bool> AddAsync(Workspace workspace, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO workspaces ({Columns})
            VALUES (@Id, @Name, @TimeZone, @LatePolicy, @LateMinutes, @CaptionPolicy, @MediaPolicy, @ApprovalPolicy, @RepeatDays, @Plan, @CreatedAt)
            ON CONFLICT (id) DO NOTHING
            """;
        return await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, WorkspaceRow.From(workspace), cancellationToken: ct)), ct) == 1;
    }

    public async Task<bool> SaveAsync(Workspace workspace, CancellationToken ct)
    {
        const string sql =
            """
            UPDATE workspaces
            SET name = @Name, time_zone = @TimeZone, late_policy = @LatePolicy, late_minutes = @LateMinutes,
                caption_policy = @CaptionPolicy, media_policy = @MediaPolicy, approval_policy = @ApprovalPolicy, repeat_days = @RepeatDays
            WHERE id = @Id
            """;
        return await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, WorkspaceRow.From(workspace), cancellationToken: ct)), ct) == 1;
    }

    public async Task<bool> SavePlanAsync(Guid workspaceId, string plan, CancellationToken ct) =>
        await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(
            new CommandDefinition("UPDATE workspaces SET plan = @Plan WHERE id = @Id", new { Id = workspaceId, Plan = plan }, cancellationToken: ct)), ct) == 1;

    private sealed class WorkspaceRow
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public string TimeZone { get; init; } = "";
        public string LatePolicy { get; init; } = "";
        public int LateMinutes { get; init; }
        public string CaptionPolicy { get; init; } = "";
        public string MediaPolicy { get; init; } = "";
        public string ApprovalPolicy { get; init; } = "";
        public int? RepeatDays { get; init; }
        public string? Plan { get; init; }
        public DateTimeOffset CreatedAt { get; init; }

        public static WorkspaceRow From(Workspace workspace) => new()
        {
            Id = workspace.Id,
            Name = workspace.Name,
            TimeZone = workspace.TimeZone,
            LatePolicy = Words.Of(workspace.LatePolicy),
            LateMinutes = workspace.LateMinutes,
            CaptionPolicy = Words.Of(workspace.CaptionPolicy),
            MediaPolicy = Words.Of(workspace.MediaPolicy),
            ApprovalPolicy = Words.Of(workspace.ApprovalPolicy),
            RepeatDays = workspace.RepeatDays,
            Plan = workspace.Plan,
            CreatedAt = workspace.CreatedAt,
        };

        public Workspace ToWorkspace() => new()
        {
            Id = Id,
            Name = Name,
            TimeZone = TimeZone,
            LatePolicy = Words.Parse<LatePolicy>(LatePolicy),
            LateMinutes = LateMinutes,
            CaptionPolicy = Words.Parse<LongCaption>(CaptionPolicy),
            MediaPolicy = Words.Parse<UnfitMedia>(MediaPolicy),
            ApprovalPolicy = Words.Parse<ApprovalPolicy>(ApprovalPolicy),
            RepeatDays = RepeatDays,
            Plan = Plan,
            CreatedAt = CreatedAt,
        };
    }
}
