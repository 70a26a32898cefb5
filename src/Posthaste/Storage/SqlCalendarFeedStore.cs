using System.Text.Json;
using Dapper;
using Posthaste.Jobs;
using Posthaste.Transfer.Feeds;

namespace Posthaste.Storage;

/// <summary>Calendar feeds in the table of that name, and what they show.</summary>
internal sealed class SqlCalendarFeedStore(Database database) : ICalendarFeedStore
{
    private const string Columns = "id, workspace_id, name, channel_ids, states, created_by, created_at, used_day, revoked_at";

    public Task AddAsync(CalendarFeed feed, string hash, CancellationToken ct)
    {
        const string sql =
            """
            INSERT INTO calendar_feeds (id, workspace_id, name, hash, channel_ids, states, created_by, created_at)
            VALUES (@Id, @WorkspaceId, @Name, @Hash, @ChannelIds, @States, @CreatedBy, @CreatedAt)
            """;
        var values = new
        {
            feed.Id,
            feed.WorkspaceId,
            feed.Name,
            Hash = hash,
            ChannelIds = JsonSerializer.Serialize(feed.ChannelIds),
            States = JsonSerializer.Serialize(feed.States.Select(Words.Of)),
            feed.CreatedBy,
            feed.CreatedAt,
        };
        return database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
    }

    public async Task<CalendarFeed?> FindByHashAsync(string hash, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM calendar_feeds WHERE hash = @Hash AND revoked_at IS NULL";
        return (await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<FeedRow>(
            new CommandDefinition(sql, new { Hash = hash }, cancellationToken: ct)), ct))?.ToFeed();
    }

    public async Task<IReadOnlyList<CalendarFeed>> ListAsync(Guid workspaceId, CancellationToken ct)
    {
        const string sql = $"SELECT {Columns} FROM calendar_feeds WHERE workspace_id = @WorkspaceId ORDER BY id DESC";
        var rows = await database.ReadAsync(connection => connection.QueryAsync<FeedRow>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToFeed())];
    }

    public async Task<bool> RevokeAsync(Guid workspaceId, Guid feedId, DateTimeOffset at, CancellationToken ct) =>
        await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(
            "UPDATE calendar_feeds SET revoked_at = @At WHERE id = @Id AND workspace_id = @WorkspaceId AND revoked_at IS NULL",
            new { Id = feedId, WorkspaceId = workspaceId, At = at }, cancellationToken: ct)), ct) == 1;

    public Task SetUsedAsync(Guid feedId, DateTimeOffset day, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(new CommandDefinition(
            "UPDATE calendar_feeds SET used_day = @Day WHERE id = @Id AND (used_day IS NULL OR used_day < @Day)",
            new { Id = feedId, Day = day }, cancellationToken: ct)), ct);

    public async Task<IReadOnlyList<FeedEntry>> ListEntriesAsync(FeedWindow window, CancellationToken ct)
    {
        // Like the calendar, and with what will not go out any more, for as long as readers need to hear of it. A version of a post and one of its job only grow, and so does their sum.
        const string sql =
            """
            SELECT p.id AS post_id, j.channel_id, j.due_at AS at, p.title, p.version + j.version AS sequence,
                   CASE WHEN j.updated_at > p.updated_at THEN j.updated_at ELSE p.updated_at END AS changed_at, j.state
            FROM publish_jobs j
            JOIN posts p ON p.id = j.post_id
            WHERE j.workspace_id = @WorkspaceId AND j.due_at >= @From AND j.due_at < @To
              AND (j.state NOT IN ('cancelled', 'failed') OR j.updated_at >= @EndedSince)
            UNION ALL
            SELECT p.id, c.channel_id, p.planned_at, p.title, p.version, p.updated_at, CASE WHEN p.deleted_at IS NULL THEN NULL ELSE 'cancelled' END
            FROM posts p
            LEFT JOIN post_channels c ON c.post_id = p.id
            WHERE p.workspace_id = @WorkspaceId AND p.planned_at >= @From AND p.planned_at < @To
              AND (p.deleted_at IS NULL OR p.deleted_at >= @EndedSince)
              AND NOT EXISTS (SELECT 1 FROM publish_jobs j WHERE j.post_id = p.id AND (j.state <> 'cancelled' OR p.deleted_at IS NOT NULL))
            ORDER BY 3, 1, 2
            LIMIT @Limit
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<EntryRow>(
            new CommandDefinition(sql, new { window.WorkspaceId, window.From, window.To, window.EndedSince, window.Limit }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToEntry())];
    }

    private sealed class FeedRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public string Name { get; init; } = "";
        public string ChannelIds { get; init; } = "";
        public string States { get; init; } = "";
        public string CreatedBy { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? UsedDay { get; init; }
        public DateTimeOffset? RevokedAt { get; init; }

        public CalendarFeed ToFeed() => new()
        {
            Id = Id,
            WorkspaceId = WorkspaceId,
            Name = Name,
            ChannelIds = JsonSerializer.Deserialize<Guid[]>(ChannelIds)!,
            States = [.. JsonSerializer.Deserialize<string[]>(States)!.Select(Words.Parse<JobState>)],
            CreatedBy = CreatedBy,
            CreatedAt = CreatedAt,
            UsedDay = UsedDay,
            RevokedAt = RevokedAt,
        };
    }

    private sealed class EntryRow
    {
        public Guid PostId { get; init; }
        public Guid? ChannelId { get; init; }
        public DateTimeOffset At { get; init; }
        public string Title { get; init; } = "";
        public long Sequence { get; init; }
        public DateTimeOffset ChangedAt { get; init; }
        public string? State { get; init; }

        public FeedEntry ToEntry() => new()
        {
            PostId = PostId,
            ChannelId = ChannelId,
            At = At,
            Title = Title,
            Sequence = Sequence,
            ChangedAt = ChangedAt,
            State = State is null ? null : Words.Parse<JobState>(State),
        };
    }
}
