using Dapper;
using Posthaste.Planning;

namespace Posthaste.Storage;

/// <summary>Slots in the table of that name, and what lies in their places.</summary>
internal sealed class SqlSlotStore(Database database) : ISlotStore
{
    private const string Columns = "id, workspace_id, channel_id, category_id, weekdays, minute, created_at";

    public async Task<IReadOnlyList<Slot>> ListAsync(Guid workspaceId, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM slots WHERE workspace_id = @WorkspaceId ORDER BY channel_id, minute, id";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<SlotRow>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToSlot())];
    }

    public async Task<Slot?> LockAsync(Guid workspaceId, Guid slotId, CancellationToken ct) =>
        (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<SlotRow>(new CommandDefinition(
            $"SELECT {Columns} FROM slots WHERE workspace_id = @WorkspaceId AND id = @Id {database.ForUpdate}",
            new { WorkspaceId = workspaceId, Id = slotId }, cancellationToken: ct)), ct))?.ToSlot();

    public Task AddAsync(Slot slot, CancellationToken ct) => WriteAsync(
        $"INSERT INTO slots ({Columns}) VALUES (@Id, @WorkspaceId, @ChannelId, @CategoryId, @Weekdays, @Minute, @CreatedAt)", SlotRow.From(slot), ct);

    public Task SaveAsync(Slot slot, CancellationToken ct) => WriteAsync(
        "UPDATE slots SET category_id = @CategoryId, weekdays = @Weekdays, minute = @Minute WHERE id = @Id", SlotRow.From(slot), ct);

    public async Task<bool> RemoveAsync(Guid workspaceId, Guid slotId, CancellationToken ct) =>
        await WriteAsync("DELETE FROM slots WHERE workspace_id = @WorkspaceId AND id = @Id", new { WorkspaceId = workspaceId, Id = slotId }, ct) == 1;

    public async Task<IReadOnlyList<TakenTime>> ListTakenAsync(
        Guid workspaceId, IReadOnlyCollection<Guid> channelIds, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        // As in the calendar: jobs along publish_jobs_by_due, and along posts_by_plan the posts that have no job on its way.
        var sql =
            $"""
            SELECT j.channel_id, j.due_at AS at, j.post_id, p.category_id
            FROM publish_jobs j
            JOIN posts p ON p.id = j.post_id
            WHERE j.workspace_id = @WorkspaceId AND j.due_at >= @From AND j.due_at < @To
              AND j.channel_id {database.AnyOf("Ids")} AND j.state NOT IN ('cancelled', 'failed')
            UNION ALL
            SELECT c.channel_id, p.planned_at, p.id, p.category_id
            FROM posts p
            JOIN post_channels c ON c.post_id = p.id
            WHERE p.workspace_id = @WorkspaceId AND p.planned_at >= @From AND p.planned_at < @To AND p.deleted_at IS NULL
              AND c.channel_id {database.AnyOf("Ids")}
              AND NOT EXISTS (SELECT 1 FROM publish_jobs j WHERE j.post_id = p.id AND j.state <> 'cancelled')
            ORDER BY 2, 3
            """;
        var values = database.ListOf(channelIds);
        values.Add("WorkspaceId", workspaceId);
        values.Add("From", from);
        values.Add("To", to);
        var rows = await database.ReadAsync(connection => connection.QueryAsync<TakenRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
        return [.. rows.Select(row => new TakenTime(row.ChannelId, row.At, row.PostId, row.CategoryId))];
    }

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private sealed class TakenRow
    {
        public Guid ChannelId { get; init; }
        public DateTimeOffset At { get; init; }
        public Guid PostId { get; init; }
        public Guid? CategoryId { get; init; }
    }

    private sealed class SlotRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public Guid ChannelId { get; init; }
        public Guid? CategoryId { get; init; }
        public string Weekdays { get; init; } = "";
        public int Minute { get; init; }
        public DateTimeOffset CreatedAt { get; init; }

        public static SlotRow From(Slot slot) => new()
        {
            Id = slot.Id,
            WorkspaceId = slot.WorkspaceId,
            ChannelId = slot.ChannelId,
            CategoryId = slot.CategoryId,
            Weekdays = string.Join(',', slot.Weekdays.Select(Words.Of)),
            Minute = (slot.Time.Hour * 60) + slot.Time.Minute,
            CreatedAt = slot.CreatedAt,
        };

        public Slot ToSlot() => new()
        {
            Id = Id,
            WorkspaceId = WorkspaceId,
            ChannelId = ChannelId,
            CategoryId = CategoryId,
            Weekdays = [.. Weekdays.Split(',').Select(Words.Parse<DayOfWeek>)],
            Time = new TimeOnly(Minute / 60, Minute % 60),
            CreatedAt = CreatedAt,
        };
    }
}
