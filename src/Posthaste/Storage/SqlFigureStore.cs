using System.Data.Common;
using Dapper;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts.Figures;

namespace Posthaste.Storage;

/// <summary>Counts of jobs, each along an index: by due time, or only those that wait for somebody.</summary>
internal sealed class SqlFigureStore(Database database) : IFigureStore
{
    private const string Due = "j.workspace_id = @WorkspaceId AND j.due_at >= @From AND j.due_at < @To";

    private const string OnTheirWay = "j.state IN ('scheduled', 'preparing', 'ready', 'publishing')";

    /// <summary>A try used up an attempt. Looked for job by job, for the few that ended without success: as an EXISTS PostgreSQL would read the whole table
    /// of attempts for it.</summary>
    internal const string WasTried = "(SELECT 1 FROM publish_attempts a WHERE a.job_id = j.id AND a.counted = 1 LIMIT 1) IS NOT NULL";

    /// <summary>What still mends itself has not ended, and of what is undecidable nobody knows how.</summary>
    internal const string HasEnded = "(j.state IN ('published', 'failed') OR (j.state = 'needs_attention' AND j.wake_at IS NULL AND (j.reason IS NULL OR j.reason <> 'undecidable')))";

    internal const string TriesSql =
        $"""
        SELECT a.error_kind, SUM(a.counted) AS attempts, SUM(CASE WHEN a.counted = 1 AND a.number > 1 THEN 1 ELSE 0 END) AS retries, COUNT(*) AS lines
        FROM publish_jobs j JOIN publish_attempts a ON a.job_id = j.id
        WHERE {Due}
        GROUP BY a.error_kind
        """;

    /// <summary>The nearest ranks, so that each is a lateness that really was.</summary>
    internal const string LatenessSql =
        $"""
        SELECT MAX(CASE WHEN place = (n * 50 + 99) / 100 THEN lateness_ms END) AS p50_ms, MAX(CASE WHEN place = (n * 95 + 99) / 100 THEN lateness_ms END) AS p95_ms,
               MAX(lateness_ms) AS max_ms
        FROM (SELECT j.lateness_ms, ROW_NUMBER() OVER (ORDER BY j.lateness_ms) AS place, COUNT(*) OVER () AS n
              FROM publish_jobs j
              WHERE {Due} AND j.state = 'published' AND j.lateness_ms IS NOT NULL) ranked
        """;

    public async Task<IReadOnlyList<TallyRow>> CountAsync(Guid workspaceId, ZoneSpans days, CancellationToken ct)
    {
        var (sql, values) = Count(workspaceId, days);
        var rows = await database.ReadAsync(connection => connection.QueryAsync<CountRow>(new CommandDefinition(sql, values, cancellationToken: ct)), ct);
        return [.. rows.Select(row => row.ToTally())];
    }

    /// <summary>Days are reckoned by the database: each span of the zone is one offset.</summary>
    internal static (string Sql, DynamicParameters Values) Count(Guid workspaceId, ZoneSpans days)
    {
        var values = new DynamicParameters(new { WorkspaceId = workspaceId, days.From, days.To });
        var cases = days.Spans.SkipLast(1).Select((span, i) =>
        {
            values.Add($"Until{i}", span.UntilMs);
            values.Add($"Offset{i}", span.OffsetMs);
            return $"WHEN j.due_at < @Until{i} THEN @Offset{i} ";
        }).ToList();
        values.Add("LastOffset", days.Spans[^1].OffsetMs);
        var offset = cases.Count == 0 ? "@LastOffset" : $"CASE {string.Concat(cases)}ELSE @LastOffset END";
        return (
            $"""
            SELECT day, channel_id, method, SUM(published) AS published, SUM(CASE WHEN published = 0 THEN tried ELSE 0 END) AS not_published,
                   SUM(CASE WHEN published = 0 THEN 1 - tried ELSE 0 END) AS never_tried
            FROM (SELECT (j.due_at + {offset}) / 86400000 AS day, j.channel_id, j.method, CASE WHEN j.state = 'published' THEN 1 ELSE 0 END AS published,
                         CASE WHEN j.state <> 'published' AND {WasTried} THEN 1 ELSE 0 END AS tried
                  FROM publish_jobs j
                  WHERE {Due} AND {HasEnded}) ended
            GROUP BY day, channel_id, method
            """, values);
    }

    public async Task<Lateness> ReadLatenessAsync(Guid workspaceId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var row = await database.ReadAsync(connection => connection.QuerySingleAsync<LatenessRow>(
            new CommandDefinition(LatenessSql, new { WorkspaceId = workspaceId, From = from, To = to }, cancellationToken: ct)), ct);
        return new Lateness(row.P50Ms, row.P95Ms, row.MaxMs);
    }

    public async Task<TryCounts> CountTriesAsync(Guid workspaceId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var rows = (await database.ReadAsync(connection => connection.QueryAsync<TryRow>(
            new CommandDefinition(TriesSql, new { WorkspaceId = workspaceId, From = from, To = to }, cancellationToken: ct)), ct)).AsList();
        return new TryCounts(
            rows.Sum(row => row.Attempts), rows.Sum(row => row.Retries),
            rows.Where(row => row.ErrorKind is not null).ToDictionary(row => Words.Parse<ErrorKind>(row.ErrorKind!), row => row.Lines));
    }

    public async Task<IReadOnlyList<AttentionCount>> CountAttentionAsync(Guid workspaceId, CancellationToken ct)
    {
        const string sql =
            """
            SELECT reason, COUNT(*) AS count FROM publish_jobs
            WHERE workspace_id = @WorkspaceId AND state = 'needs_attention'
            GROUP BY reason ORDER BY COUNT(*) DESC, reason
            """;
        var rows = await database.ReadAsync(connection => connection.QueryAsync<ReasonRow>(
            new CommandDefinition(sql, new { WorkspaceId = workspaceId }, cancellationToken: ct)), ct);
        return [.. rows.Select(row => new AttentionCount(row.Reason is null ? null : Words.Parse<JobReason>(row.Reason), row.Count))];
    }

    public Task<IReadOnlyList<TitledJob>> ListAttentionAsync(Guid workspaceId, DateTimeOffset now, int max, CancellationToken ct) => ListAsync(
        """
        j.workspace_id = @WorkspaceId AND j.state = 'needs_attention'
        ORDER BY CASE WHEN j.late_at > @Now THEN 0 ELSE 1 END, CASE WHEN j.late_at > @Now THEN j.late_at ELSE -j.due_at END, j.id
        """, new { WorkspaceId = workspaceId, Now = now, Max = max }, ct);

    public Task<long> CountUpcomingAsync(Guid workspaceId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        CountAsync($"SELECT COUNT(*) FROM publish_jobs j WHERE {Due} AND {OnTheirWay}", new { WorkspaceId = workspaceId, From = from, To = to }, ct);

    public Task<IReadOnlyList<TitledJob>> ListUpcomingAsync(Guid workspaceId, DateTimeOffset from, DateTimeOffset to, int max, CancellationToken ct) =>
        ListAsync($"{Due} AND {OnTheirWay} ORDER BY j.due_at, j.id", new { WorkspaceId = workspaceId, From = from, To = to, Max = max }, ct);

    public Task<long> CountPendingAsync(Guid workspaceId, CancellationToken ct) => CountAsync(
        "SELECT COUNT(*) FROM posts WHERE workspace_id = @WorkspaceId AND approval = 'pending' AND deleted_at IS NULL", new { WorkspaceId = workspaceId }, ct);

    private Task<long> CountAsync(string sql, object values, CancellationToken ct) =>
        database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, values, cancellationToken: ct)), ct);

    private Task<IReadOnlyList<TitledJob>> ListAsync(string which, object values, CancellationToken ct) => database.ReadAsync<IReadOnlyList<TitledJob>>(async connection =>
    {
        var jobs = (await connection.QueryAsync<JobRow>(new CommandDefinition(
            $"SELECT {JobRow.ColumnsOf("j")} FROM publish_jobs j WHERE {which} LIMIT @Max", values, cancellationToken: ct))).Select(row => row.ToJob()).ToList();
        var titles = await ReadTitlesAsync(connection, jobs);
        return [.. jobs.Select(job => new TitledJob(job, titles.GetValueOrDefault(job.PostId, "")))];
    }, ct);

    private async Task<Dictionary<Guid, string>> ReadTitlesAsync(DbConnection connection, List<Job> jobs) => jobs.Count == 0 ? [] :
        (await connection.QueryAsync<TitleRow>($"SELECT id, title FROM posts WHERE id {database.AnyOf("Ids")}", database.ListOf(jobs.Select(job => job.PostId).Distinct())))
        .ToDictionary(row => row.Id, row => row.Title);

    private sealed class CountRow
    {
        public long Day { get; init; }
        public Guid ChannelId { get; init; }
        public string Method { get; init; } = "";
        public long Published { get; init; }
        public long NotPublished { get; init; }
        public long NeverTried { get; init; }

        public TallyRow ToTally() => new(ZoneSpans.DayAt(Day), ChannelId, Words.Parse<PublishMethod>(Method), new Tally(Published, NotPublished, NeverTried));
    }

    private sealed class LatenessRow
    {
        public long? P50Ms { get; init; }
        public long? P95Ms { get; init; }
        public long? MaxMs { get; init; }
    }

    private sealed class TryRow
    {
        public string? ErrorKind { get; init; }
        public long Attempts { get; init; }
        public long Retries { get; init; }
        public long Lines { get; init; }
    }

    private sealed class ReasonRow
    {
        public string? Reason { get; init; }
        public long Count { get; init; }
    }

    private sealed class TitleRow
    {
        public Guid Id { get; init; }
        public string Title { get; init; } = "";
    }
}
