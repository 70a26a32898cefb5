using System.Text.Json;
using Dapper;
using Posthaste.Planning.Recurring;
using Posthaste.Posts;

namespace Posthaste.Storage;

/// <summary>Series in the table of that name, and the columns of posts that say which made them.</summary>
internal sealed class SqlSeriesStore(Database database) : ISeriesStore
{
    private const string Columns =
        "id, workspace_id, post_id, rule, anchor_day, starts_at, until_day, total, force, problem, created_by, created_at, updated_at, ended_at";

    public async Task<IReadOnlyList<PostSeries>> ListAsync(Guid workspaceId, CancellationToken ct) =>
        await QueryAsync($"SELECT {Columns} FROM series WHERE workspace_id = @WorkspaceId ORDER BY id DESC", new { WorkspaceId = workspaceId }, ct);

    public async Task<IReadOnlyList<PostSeries>> ListRunningAsync(CancellationToken ct) =>
        await QueryAsync($"SELECT {Columns} FROM series WHERE ended_at IS NULL ORDER BY id", new { }, ct);

    public async Task<PostSeries?> FindAsync(Guid workspaceId, Guid seriesId, CancellationToken ct) =>
        (await QueryAsync($"SELECT {Columns} FROM series WHERE workspace_id = @WorkspaceId AND id = @Id", new { WorkspaceId = workspaceId, Id = seriesId }, ct)).SingleOrDefault();

    public async Task<PostSeries?> LockAsync(Guid workspaceId, Guid seriesId, CancellationToken ct) => (await QueryAsync(
        $"SELECT {Columns} FROM series WHERE workspace_id = @WorkspaceId AND id = @Id {database.ForUpdate}", new { WorkspaceId = workspaceId, Id = seriesId }, ct)).SingleOrDefault();

    public Task AddAsync(PostSeries series, CancellationToken ct) => WriteAsync(
        $"""
        INSERT INTO series ({Columns})
        VALUES (@Id, @WorkspaceId, @PostId, @Rule, @AnchorDay, @StartsAt, @UntilDay, @Total, @Force, @Problem, @CreatedBy, @CreatedAt, @UpdatedAt, @EndedAt)
        """, SeriesRow.From(series), ct);

    public Task SaveAsync(PostSeries series, CancellationToken ct) => WriteAsync(
        """
        UPDATE series
        SET rule = @Rule, anchor_day = @AnchorDay, starts_at = @StartsAt, until_day = @UntilDay, total = @Total, force = @Force, problem = @Problem,
            updated_at = @UpdatedAt, ended_at = @EndedAt
        WHERE id = @Id
        """, SeriesRow.From(series), ct);

    public async Task RemoveAsync(Guid seriesId, CancellationToken ct)
    {
        await WriteAsync("UPDATE posts SET series_id = NULL, series_day = NULL WHERE series_id = @Id", new { Id = seriesId }, ct);
        await WriteAsync("DELETE FROM series WHERE id = @Id", new { Id = seriesId }, ct);
    }

    public async Task<IReadOnlySet<DateOnly>> ListDaysAsync(Guid seriesId, CancellationToken ct)
    {
        const string sql = "SELECT series_day FROM posts WHERE series_id = @Id AND series_day IS NOT NULL";
        var days = await database.ReadAsync(connection => connection.QueryAsync<string>(new CommandDefinition(sql, new { Id = seriesId }, cancellationToken: ct)), ct);
        return days.Select(SeriesDays.Parse).ToHashSet();
    }

    public Task MarkMadeAsync(Guid postId, long version, CancellationToken ct) =>
        WriteAsync("UPDATE posts SET series_version = @Version WHERE id = @Id", new { Id = postId, Version = version }, ct);

    public async Task<IReadOnlyList<Guid>> ListPostsAsync(Guid seriesId, DateTimeOffset after, bool untouched, CancellationToken ct)
    {
        var sql =
            $"""
            SELECT id
            FROM posts
            WHERE series_id = @Id AND deleted_at IS NULL AND planned_at > @After{(untouched ? " AND version = series_version" : "")}
            ORDER BY id
            """;
        return [.. await database.ReadAsync(connection => connection.QueryAsync<Guid>(new CommandDefinition(sql, new { Id = seriesId, After = after }, cancellationToken: ct)), ct)];
    }

    public Task FreeDayAsync(Guid postId, CancellationToken ct) => WriteAsync("UPDATE posts SET series_day = NULL WHERE id = @Id", new { Id = postId }, ct);

    private async Task<IReadOnlyList<PostSeries>> QueryAsync(string sql, object values, CancellationToken ct) =>
        [.. (await database.ReadAsync(connection => connection.QueryAsync<SeriesRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct)).Select(row => row.ToSeries())];

    private Task<int> WriteAsync(string sql, object values, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private sealed class SeriesRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public Guid PostId { get; init; }
        public string Rule { get; init; } = "";
        public string AnchorDay { get; init; } = "";
        public DateTimeOffset StartsAt { get; init; }
        public string? UntilDay { get; init; }
        public int? Total { get; init; }
        public int Force { get; init; }
        public string? Problem { get; init; }
        public string CreatedBy { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
        public DateTimeOffset? EndedAt { get; init; }

        public static SeriesRow From(PostSeries series) => new()
        {
            Id = series.Id,
            WorkspaceId = series.WorkspaceId,
            PostId = series.PostId,
            Rule = JsonSerializer.Serialize(series.Rule, PostDraft.Json),
            AnchorDay = SeriesDays.Of(series.AnchorDay),
            StartsAt = series.StartsAt,
            UntilDay = series.UntilDay is { } day ? SeriesDays.Of(day) : null,
            Total = series.Total,
            Force = series.Force ? 1 : 0,
            Problem = series.Problem,
            CreatedBy = series.CreatedBy,
            CreatedAt = series.CreatedAt,
            UpdatedAt = series.UpdatedAt,
            EndedAt = series.EndedAt,
        };

        public PostSeries ToSeries() => new()
        {
            Id = Id,
            WorkspaceId = WorkspaceId,
            PostId = PostId,
            Rule = JsonSerializer.Deserialize<SeriesRule>(Rule, PostDraft.Json)!,
            AnchorDay = SeriesDays.Parse(AnchorDay),
            StartsAt = StartsAt,
            UntilDay = UntilDay is null ? null : SeriesDays.Parse(UntilDay),
            Total = Total,
            Force = Force != 0,
            Problem = Problem,
            CreatedBy = CreatedBy,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            EndedAt = EndedAt,
        };
    }
}
