using Dapper;
using Posthaste.Alerts;

namespace Posthaste.Storage;

/// <summary>Alerts in the table of that name.</summary>
internal sealed class SqlAlertStore(Database database) : IAlertStore
{
    private const string Columns =
        """
        id, workspace_id, kind, subject_id, occurrence, error_kind, title, message, path, raised_at, acknowledged_at, acknowledged_by,
        escalations, escalated_at, resolved_at
        """;

    public async Task<bool> HoldWatchAsync(Guid node, DateTimeOffset now, DateTimeOffset until, CancellationToken ct) => await WriteAsync(
        "UPDATE alert_watch SET node = @Node, held_until = @Until WHERE id = 1 AND (node IS NULL OR node = @Node OR held_until <= @Now)",
        new { Node = node, Now = now, Until = until }, ct) == 1;

    public async Task<IReadOnlyList<Alert>> ListOpenAsync(IReadOnlyCollection<AlertKind> kinds, CancellationToken ct) => await QueryAsync(
        $"SELECT {Columns} FROM alerts WHERE resolved_at IS NULL AND kind {database.AnyOf("Kinds")} ORDER BY id", new { Kinds = kinds.Select(Words.Of).ToArray() }, ct);

    public async Task<IReadOnlyList<Alert>> ListAsync(AlertQuery query, CancellationToken ct)
    {
        var sql =
            $"""
            SELECT {Columns}
            FROM alerts
            WHERE workspace_id = @WorkspaceId{Is(query.State)}{(query.After is null ? "" : " AND id < @After")}
            ORDER BY id DESC
            LIMIT @Limit
            """;
        return await QueryAsync(sql, new { query.WorkspaceId, query.After, query.Limit }, ct);
    }

    public async Task<Alert?> FindAsync(Guid workspaceId, Guid alertId, CancellationToken ct) => (await QueryAsync(
        $"SELECT {Columns} FROM alerts WHERE workspace_id = @WorkspaceId AND id = @Id", new { WorkspaceId = workspaceId, Id = alertId }, ct)).SingleOrDefault();

    public Task<long> CountUnseenAsync(Guid workspaceId, CancellationToken ct) => database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(new CommandDefinition(
        $"SELECT COUNT(*) FROM alerts WHERE workspace_id = @WorkspaceId{Is(AlertState.Open)}", new { WorkspaceId = workspaceId }, cancellationToken: ct)), ct);

    public async Task<bool> AddAsync(Alert alert, CancellationToken ct) => await WriteAsync(
        $"""
        INSERT INTO alerts ({Columns})
        VALUES (@Id, @WorkspaceId, @Kind, @SubjectId, @Occurrence, @ErrorKind, @Title, @Message, @Path, @RaisedAt, @AcknowledgedAt, @AcknowledgedBy,
                @Escalations, @EscalatedAt, @ResolvedAt)
        ON CONFLICT DO NOTHING
        """, AlertRow.From(alert), ct) == 1;

    public Task RewordAsync(Alert alert, CancellationToken ct) => WriteAsync(
        "UPDATE alerts SET error_kind = @ErrorKind, title = @Title, message = @Message, path = @Path WHERE id = @Id AND resolved_at IS NULL", AlertRow.From(alert), ct);

    public async Task<bool> ResolveAsync(Guid alertId, DateTimeOffset at, CancellationToken ct) =>
        await WriteAsync("UPDATE alerts SET resolved_at = @At WHERE id = @Id AND resolved_at IS NULL", new { Id = alertId, At = at }, ct) == 1;

    public async Task<bool> EscalateAsync(Guid alertId, DateTimeOffset at, CancellationToken ct) => await WriteAsync(
        "UPDATE alerts SET escalations = escalations + 1, escalated_at = @At WHERE id = @Id AND resolved_at IS NULL AND acknowledged_at IS NULL", new { Id = alertId, At = at }, ct) == 1;

    public async Task<bool> AcknowledgeAsync(Guid alertId, string by, DateTimeOffset at, CancellationToken ct) => await WriteAsync(
        "UPDATE alerts SET acknowledged_at = @At, acknowledged_by = @By WHERE id = @Id AND resolved_at IS NULL AND acknowledged_at IS NULL", new { Id = alertId, By = by, At = at }, ct) == 1;

    public Task<int> PruneAsync(DateTimeOffset before, int max, CancellationToken ct) => database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(new CommandDefinition(
        "DELETE FROM alerts WHERE id IN (SELECT id FROM alerts WHERE resolved_at IS NOT NULL AND resolved_at < @Before LIMIT @Max)",
        new { Before = before, Max = max }, cancellationToken: ct)), ct);

    private static string Is(AlertState? state) => state switch
    {
        AlertState.Open => " AND resolved_at IS NULL AND acknowledged_at IS NULL",
        AlertState.Acknowledged => " AND resolved_at IS NULL AND acknowledged_at IS NOT NULL",
        AlertState.Resolved => " AND resolved_at IS NOT NULL",
        _ => "",
    };

    private async Task<IReadOnlyList<Alert>> QueryAsync(string sql, object values, CancellationToken ct) =>
        [.. (await database.ReadAsync(connection => connection.QueryAsync<AlertRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct)).Select(row => row.ToAlert())];

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private sealed class AlertRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public string Kind { get; init; } = "";
        public Guid SubjectId { get; init; }
        public string Occurrence { get; init; } = "";
        public string ErrorKind { get; init; } = "";
        public string Title { get; init; } = "";
        public string Message { get; init; } = "";
        public string Path { get; init; } = "";
        public DateTimeOffset RaisedAt { get; init; }
        public DateTimeOffset? AcknowledgedAt { get; init; }
        public string? AcknowledgedBy { get; init; }
        public int Escalations { get; init; }
        public DateTimeOffset? EscalatedAt { get; init; }
        public DateTimeOffset? ResolvedAt { get; init; }

        public static AlertRow From(Alert alert) => new()
        {
            Id = alert.Id,
            WorkspaceId = alert.Finding.WorkspaceId,
            Kind = Words.Of(alert.Finding.Kind),
            SubjectId = alert.Finding.SubjectId,
            Occurrence = alert.Finding.Occurrence,
            ErrorKind = alert.Finding.ErrorKind,
            Title = alert.Finding.Title,
            Message = alert.Finding.Message,
            Path = alert.Finding.Path,
            RaisedAt = alert.RaisedAt,
            AcknowledgedAt = alert.AcknowledgedAt,
            AcknowledgedBy = alert.AcknowledgedBy,
            Escalations = alert.Escalations,
            EscalatedAt = alert.EscalatedAt,
            ResolvedAt = alert.ResolvedAt,
        };

        public Alert ToAlert() => new()
        {
            Id = Id,
            Finding = new AlertFinding
            {
                WorkspaceId = WorkspaceId,
                Kind = Words.Parse<AlertKind>(Kind),
                SubjectId = SubjectId,
                Occurrence = Occurrence,
                ErrorKind = ErrorKind,
                Title = Title,
                Message = Message,
                Path = Path,
            },
            RaisedAt = RaisedAt,
            AcknowledgedAt = AcknowledgedAt,
            AcknowledgedBy = AcknowledgedBy,
            Escalations = Escalations,
            EscalatedAt = EscalatedAt,
            ResolvedAt = ResolvedAt,
        };
    }
}
