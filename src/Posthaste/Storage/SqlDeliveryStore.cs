using Dapper;
using Posthaste.Notifications;

namespace Posthaste.Storage;

/// <summary>Deliveries in the table of that name, the senders' leases in <c>notification_targets</c>, and how far the event log was followed.</summary>
internal sealed partial class SqlDeliveryStore(Database database) : IDeliveryStore
{
    public async Task<DateTimeOffset?> ReadCursorAsync(CancellationToken ct)
    {
        var at = await database.ReadAsync(connection => connection.ExecuteScalarAsync<long?>(new CommandDefinition("SELECT at FROM notification_cursor", cancellationToken: ct)), ct);
        return at is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
    }

    public Task MoveCursorAsync(DateTimeOffset at, CancellationToken ct) => WriteAsync(
        """
        INSERT INTO notification_cursor (id, at) VALUES (1, @At)
        ON CONFLICT (id) DO UPDATE SET at = excluded.at WHERE notification_cursor.at < excluded.at
        """, new { At = at }, ct);

    public async Task<IReadOnlyList<Happening>> ReadHappeningsAsync(IReadOnlyCollection<Guid> eventIds, CancellationToken ct)
    {
        var sql =
            $"""
            SELECT e.id, e.workspace_id, e.kind, e.subject_id, e.at, e.actor, e.data,
                   p.id AS post_id, p.title, c.username AS account, c.platform, j.last_error
            FROM events e
            LEFT JOIN publish_jobs j ON j.id = e.subject_id
            LEFT JOIN posts p ON p.id = COALESCE(j.post_id, e.subject_id)
            LEFT JOIN channels c ON c.id = COALESCE(j.channel_id, e.subject_id)
            WHERE e.id {database.AnyOf("Ids")}
            ORDER BY e.id
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<HappeningRow>(new CommandDefinition(sql, database.ListOf(eventIds), cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToHappening())];
    }

    public async Task<int> AddAsync(IReadOnlyList<Delivery> deliveries, CancellationToken ct)
    {
        const string sql =
            $"""
            INSERT INTO deliveries ({DeliveryRow.Columns})
            VALUES (@Id, @WorkspaceId, @TargetId, @EventId, @Kind, @Notice, @State, @CreatedAt, @DueAt, @Tries, @ToldWith, @LastAt, @LastStatus, @LastAnswer, @LastError)
            ON CONFLICT (target_id, event_id) DO NOTHING
            """;
        var added = 0;
        foreach (var delivery in deliveries) added += await WriteAsync(sql, DeliveryRow.From(delivery), ct);
        return added;
    }

    public async Task<IReadOnlyList<Delivery>> ListDueAsync(Guid targetId, DateTimeOffset now, int max, CancellationToken ct) => await ReadAsync(
        $"""
        SELECT {DeliveryRow.Columns}
        FROM deliveries
        WHERE target_id = @TargetId AND state = 'waiting' AND due_at <= @Now
        ORDER BY event_id
        LIMIT @Max
        """, new { TargetId = targetId, Now = now, Max = max }, ct);

    public async Task<Delivery?> FindAsync(Guid workspaceId, Guid deliveryId, CancellationToken ct) => (await ReadAsync(
        $"SELECT {DeliveryRow.Columns} FROM deliveries WHERE workspace_id = @WorkspaceId AND id = @Id", new { WorkspaceId = workspaceId, Id = deliveryId }, ct)).SingleOrDefault();

    public Task<IReadOnlyList<Delivery>> SearchAsync(DeliveryQuery query, CancellationToken ct)
    {
        var values = new DynamicParameters();
        values.Add("WorkspaceId", query.WorkspaceId);
        values.Add("Limit", query.Limit);
        List<string> wanted = ["workspace_id = @WorkspaceId"];
        if (query.TargetId is { } target)
        {
            wanted.Add("target_id = @TargetId");
            values.Add("TargetId", target);
        }
        if (query.State is { } state)
        {
            wanted.Add("state = @State");
            values.Add("State", Words.Of(state));
        }
        if (query.After is { } after)
        {
            wanted.Add("id < @After");
            values.Add("After", after);
        }
        return ReadAsync($"SELECT {DeliveryRow.Columns} FROM deliveries WHERE {string.Join(" AND ", wanted)} ORDER BY id DESC LIMIT @Limit", values, ct);
    }

    public async Task<Delivery?> RedeliverAsync(Guid workspaceId, Guid deliveryId, DateTimeOffset now, CancellationToken ct)
    {
        const string sql =
            """
            UPDATE deliveries
            SET state = 'waiting', tries = 0, created_at = @Now, due_at = @Now, told_with = NULL
            WHERE workspace_id = @WorkspaceId AND id = @Id
            """;
        return await WriteAsync(sql, new { WorkspaceId = workspaceId, Id = deliveryId, Now = now }, ct) == 1 ? await FindAsync(workspaceId, deliveryId, ct) : null;
    }

    public Task<int> GiveUpAsync(Guid targetId, DateTimeOffset madeBefore, string error, CancellationToken ct) => WriteAsync(
        "UPDATE deliveries SET state = 'failed', last_error = @Error WHERE target_id = @TargetId AND state = 'waiting' AND created_at < @Before",
        new { TargetId = targetId, Error = error, Before = madeBefore }, ct);

    public Task<int> PruneAsync(DateTimeOffset before, int max, CancellationToken ct)
    {
        const string sql =
            """
            DELETE FROM deliveries
            WHERE id IN (SELECT id FROM deliveries WHERE created_at < @Before ORDER BY created_at LIMIT @Max)
            """;
        return database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(
            new CommandDefinition(sql, new { Before = before, Max = max }, cancellationToken: ct)), ct);
    }

    private async Task<IReadOnlyList<Delivery>> ReadAsync(string sql, object values, CancellationToken ct)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<DeliveryRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToDelivery())];
    }

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
}
