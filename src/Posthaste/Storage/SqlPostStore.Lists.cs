using System.Text.Json;
using Dapper;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Posts.Variants;

namespace Posthaste.Storage;

// Lists of posts: pages, the calendar, and who uses what.
internal sealed partial class SqlPostStore
{
    /// <summary>Stands for "no time" where posts are put in the order of their times: later than any.</summary>
    private const long Never = long.MaxValue;

    private const string Plan = "COALESCE(p.planned_at, 9223372036854775807)";

    /// <summary>Stands for "no time" where the latest come first: earlier than any.</summary>
    private const long Ever = -long.MaxValue;

    private const string BackwardPlan = "COALESCE(p.planned_at, -9223372036854775807)";

    public async Task<PostPage> ListAsync(PostQuery query, CancellationToken ct)
    {
        List<string> wanted = ["p.workspace_id = @WorkspaceId", "p.deleted_at IS NULL"];
        if (query.Approval is not null) wanted.Add("p.approval = @Approval");
        if (query.ChannelId is not null) wanted.Add("EXISTS (SELECT 1 FROM post_channels c WHERE c.post_id = p.id AND c.channel_id = @ChannelId)");
        var (order, after, noPlan) = query.Order switch
        {
            PostOrder.ByPlan => ($"{Plan}, p.id", $"({Plan}, p.id) > (@AfterPlan, @After)", Never),
            PostOrder.LatestPlanFirst => ($"{BackwardPlan} DESC, p.id DESC", $"({BackwardPlan}, p.id) < (@AfterPlan, @After)", Ever),
            _ => ("p.id DESC", "p.id < @After", Never),
        };
        if (query.After is not null) wanted.Add(after);
        // Along the unique constraint of jobs, which begins with the post.
        if (query.States.Count > 0) wanted.Add($"EXISTS (SELECT 1 FROM publish_jobs j WHERE j.post_id = p.id AND j.state {database.AnyOf("States")})");
        if (query.CategoryId is not null) wanted.Add("p.category_id = @CategoryId");
        if (query.SeriesId is not null) wanted.Add("p.series_id = @SeriesId");
        // Few posts have it, so they are found first, each half along an index of its own.
        if (query.MediaId is not null)
            wanted.Add("p.id IN (SELECT m.post_id FROM post_media m WHERE m.media_id = @MediaId UNION SELECT f.post_id FROM post_files f WHERE f.media_id = @MediaId)");
        if (query.Search is not null) wanted.Add(database.Says("p.title", "p.content", "Search"));
        // One more than asked for tells whether there is a next page.
        var sql =
            $"""
            SELECT {Columns}
            FROM posts p
            WHERE {string.Join(" AND ", wanted)}
            ORDER BY {order}
            LIMIT @Limit
            """;
        var values = new
        {
            query.WorkspaceId,
            Approval = query.Approval is { } approval ? Words.Of(approval) : null,
            States = query.States.Select(Words.Of).ToArray(),
            Search = query.Search is { } text ? database.PatternOf(text) : null,
            query.ChannelId,
            query.CategoryId,
            query.SeriesId,
            query.MediaId,
            query.After,
            AfterPlan = query.AfterPlannedAt?.ToUnixTimeMilliseconds() ?? noPlan,
            Limit = query.Limit + 1,
        };
        var rows = (await database.ReadAsync(connection => connection.QueryAsync<PostRow>(
            new CommandDefinition(sql, values, cancellationToken: ct)), ct)).AsList();
        var items = rows.Take(query.Limit).Select(row => row.ToPost()).ToList();
        return new PostPage(items, rows.Count > query.Limit ? items[^1].Id : null);
    }

    public async Task<IReadOnlyList<CalendarEntry>> ListCalendarAsync(Guid workspaceId, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct)
    {
        // Two halves, each along an index of its own: jobs by their due time, and posts that have no job on its way by their plan.
        const string sql =
            """
            SELECT j.due_at AS at, p.id AS post_id, p.title, p.approval, p.content, p.category_id, j.id AS job_id, j.channel_id, j.state, j.reason
            FROM publish_jobs j
            JOIN posts p ON p.id = j.post_id
            WHERE j.workspace_id = @WorkspaceId AND j.due_at >= @From AND j.due_at < @To
              AND j.state <> 'cancelled' AND p.deleted_at IS NULL
            UNION ALL
            SELECT p.planned_at, p.id, p.title, p.approval, p.content, p.category_id, NULL, NULL, NULL, NULL
            FROM posts p
            WHERE p.workspace_id = @WorkspaceId AND p.planned_at >= @From AND p.planned_at < @To AND p.deleted_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM publish_jobs j WHERE j.post_id = p.id AND j.state <> 'cancelled')
            ORDER BY 1, 2
            LIMIT @Limit
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<CalendarRow>(new CommandDefinition(
            sql, new { WorkspaceId = workspaceId, From = from, To = to, Limit = limit }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToEntry())];
    }

    public async Task<IReadOnlyList<PostUse>> ListUsesAsync(Guid mediaId, CancellationToken ct)
    {
        // A published job with a wake time still has something to do, such as looking for its permalink.
        const string sql =
            """
            SELECT p.id AS post_id, p.title, MIN(j.due_at) AS due_at
            FROM post_media m
            JOIN posts p ON p.id = m.post_id
            JOIN publish_jobs j ON j.post_id = p.id
            WHERE m.media_id = @MediaId
              AND (j.state NOT IN ('published', 'failed', 'cancelled') OR j.wake_at IS NOT NULL)
            GROUP BY p.id, p.title
            ORDER BY MIN(j.due_at), p.id
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<UseRow>(
            new CommandDefinition(sql, new { MediaId = mediaId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => new PostUse(row.PostId, row.Title, row.DueAt))];
    }

    public async Task<bool> IsMediaOnItsWayAsync(Guid mediaId, CancellationToken ct) =>
        await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            SELECT COUNT(*)
            FROM post_media m
            JOIN publish_jobs j ON j.post_id = m.post_id
            WHERE m.media_id = @MediaId AND j.state NOT IN ('published', 'failed', 'cancelled')
            """, new { MediaId = mediaId }, cancellationToken: ct)), ct) > 0;

    private sealed class UseRow
    {
        public Guid PostId { get; init; }
        public string Title { get; init; } = "";
        public DateTimeOffset DueAt { get; init; }
    }

    private sealed class CalendarRow
    {
        public DateTimeOffset At { get; init; }
        public Guid PostId { get; init; }
        public string Title { get; init; } = "";
        public string Approval { get; init; } = "";
        public string Content { get; init; } = "";
        public Guid? CategoryId { get; init; }
        public Guid? JobId { get; init; }
        public Guid? ChannelId { get; init; }
        public string? State { get; init; }
        public string? Reason { get; init; }

        public CalendarEntry ToEntry()
        {
            var draft = JsonSerializer.Deserialize<PostDraft>(Content, PostDraft.Json)!;
            var shown = ChannelId is { } one ? ChannelDraft.Of(draft, one).Content.MediaIds : draft.MediaIds;
            return new CalendarEntry
            {
                At = At,
                PostId = PostId,
                Title = Title,
                Type = draft.Type,
                Approval = Words.Parse<ApprovalState>(Approval),
                MediaId = shown.Count > 0 ? shown[0] : null,
                ChannelIds = ChannelId is { } channel ? [channel] : draft.ChannelIds,
                CategoryId = CategoryId,
                JobId = JobId,
                State = State is null ? null : Words.Parse<JobState>(State),
                Reason = Reason is null ? null : Words.Parse<JobReason>(Reason),
            };
        }
    }
}
