using Dapper;
using Posthaste.Events;

namespace Posthaste.Storage;

/// <summary>The young end of the table <c>events</c>, along its primary key.</summary>
internal sealed class SqlEventTail(Database database) : IEventTail
{
    public Task<DateTimeOffset> ReadClockAsync(CancellationToken ct) => database.ReadClockAsync(ct);

    public async Task<IReadOnlyList<EventNotice>> ReadAsync(DateTimeOffset from, Guid? after, int max, CancellationToken ct)
    {
        const string sql =
            """
            SELECT id, workspace_id, kind, subject_id
            FROM events
            WHERE id > @After
            ORDER BY id
            LIMIT @Max
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(new CommandDefinition(
            sql, new { After = after ?? SqlTypes.FirstIdAt(from), Max = max }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => new EventNotice(row.Id, row.WorkspaceId, row.Kind, row.SubjectId))];
    }

    public async Task<IReadOnlyDictionary<Guid, Guid>> FindPostsAsync(IReadOnlyCollection<Guid> jobIds, CancellationToken ct)
    {
        var sql = $"SELECT id, post_id FROM publish_jobs WHERE id {database.AnyOf("Ids")}";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<JobOfPost>(
            new CommandDefinition(sql, database.ListOf(jobIds), cancellationToken: ct)), ct);
        return rows.ToDictionary(row => row.Id, row => row.PostId);
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public string Kind { get; init; } = "";
        public Guid SubjectId { get; init; }
    }

    private sealed class JobOfPost
    {
        public Guid Id { get; init; }
        public Guid PostId { get; init; }
    }
}
