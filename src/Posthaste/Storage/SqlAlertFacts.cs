using System.Data.Common;
using Dapper;
using Posthaste.Alerts;
using Posthaste.Alerts.Health;

namespace Posthaste.Storage;

/// <summary>What is in trouble, each question along an index of just that.</summary>
internal sealed class SqlAlertFacts(Database database) : IAlertFacts
{
    private const string OnTheirWay = "j.state IN ('scheduled', 'preparing', 'ready')";

    /// <summary>Beyond this a queue is long enough to be told of.</summary>
    private const int MaxCounted = 100_000;

    public async Task<IReadOnlyList<TroubledJob>> ListTroubledAsync(DateTimeOffset skippedSince, CancellationToken ct)
    {
        var rows = await database.ReadAsync(async connection => (await TroubledAsync(connection, "j.state = 'needs_attention'", new { }, ct))
            .Concat(await TroubledAsync(connection, "j.state = 'failed' AND j.reason = 'skipped' AND j.updated_at >= @Since", new { Since = skippedSince }, ct)).ToList(), ct);
        return rows;
    }

    public async Task<IReadOnlyList<SettlingJob>> ListSettlingAsync(DateTimeOffset before, CancellationToken ct)
    {
        const string sql =
            """
            SELECT j.workspace_id, j.id AS job_id, j.post_id, p.title, c.username, i.intent_at AS since
            FROM publish_intents i
            JOIN publish_jobs j ON j.id = i.job_id
            JOIN posts p ON p.id = j.post_id
            JOIN channels c ON c.id = j.channel_id
            WHERE i.outcome IS NULL AND i.intent_at < @Before AND j.state = 'publishing'
            """;
        var rows = await QueryAsync<SettlingRow>(sql, new { Before = before }, ct);
        // Several parts of a post may be unknown at once: the oldest speaks for it.
        return [.. rows.GroupBy(row => row.JobId).Select(job => job.MinBy(row => row.Since)!.ToJob())];
    }

    public async Task<PlannedJobs> CountPlannedAsync(Guid workspaceId, Guid channelId, DateTimeOffset after, CancellationToken ct)
    {
        const string sql =
            $"""
            SELECT COUNT(*) AS count, MIN(j.due_at) AS first
            FROM publish_jobs j
            WHERE j.workspace_id = @WorkspaceId AND j.due_at > @After AND j.channel_id = @ChannelId AND {OnTheirWay}
            """;
        var row = (await QueryAsync<PlannedRow>(sql, new { WorkspaceId = workspaceId, ChannelId = channelId, After = after }, ct)).Single();
        return new PlannedJobs(row.Count, row.First);
    }

    public async Task<IReadOnlyList<LostAccount>> ListLostAsync(CancellationToken ct) =>
        [.. (await QueryAsync<LostRow>("SELECT workspace_id, id, platform, username FROM channels WHERE state = 'reconnect'", new { }, ct)).Select(row => row.ToAccount())];

    public async Task<IReadOnlyList<WaitingQueue>> ListWaitingAsync(DateTimeOffset before, CancellationToken ct)
    {
        // From the lanes to their jobs, as for the figures of the queue: a lane that sleeps costs nothing.
        var sql =
            $"""
            SELECT workspace_id, COUNT(*) AS count, MIN(since) AS since FROM (
                SELECT j.workspace_id, CASE WHEN j.wake_at > l.ready_at THEN j.wake_at ELSE l.ready_at END AS since
                FROM lanes l JOIN publish_jobs j
                  ON j.channel_id = l.channel_id AND j.lane_kind = l.kind AND j.lane_slot = l.slot AND j.wake_at IS NOT NULL AND j.wake_at <= @Before
                WHERE l.kind IN (0, 1) AND l.share IN (0, 1) AND l.ready_at IS NOT NULL AND l.ready_at <= @Before AND j.due_at <= @Before AND {OnTheirWay}
                LIMIT {MaxCounted}) waiting
            GROUP BY workspace_id
            """;
        return [.. (await QueryAsync<WaitingRow>(sql, new { Before = before }, ct)).Select(row => new WaitingQueue(row.WorkspaceId, row.Count, row.Since))];
    }

    public async Task<IReadOnlyList<UnansweredCard>> ListUnansweredAsync(CancellationToken ct)
    {
        const string sql =
            """
            SELECT h.workspace_id, h.id AS handover_id, h.job_id, h.post_id, p.title, c.username
            FROM handovers h
            JOIN posts p ON p.id = h.post_id
            JOIN channels c ON c.id = h.channel_id
            WHERE h.state = 'with_person' AND h.reminded_at IS NOT NULL
            """;
        return [.. (await QueryAsync<CardRow>(sql, new { }, ct)).Select(row => row.ToCard())];
    }

    public async Task<IReadOnlyList<Guid>> ListBusyAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => await QueryAsync<Guid>(
        $"""
        SELECT w.id
        FROM workspaces w
        WHERE EXISTS (SELECT 1 FROM publish_jobs j WHERE j.workspace_id = w.id AND j.due_at >= @From AND j.due_at < @To AND {OnTheirWay})
        ORDER BY w.id
        """, new { From = from, To = to }, ct);

    public async Task<IReadOnlyList<AccountHome>> ListHomesAsync(CancellationToken ct) =>
        [.. (await QueryAsync<HomeRow>("SELECT DISTINCT platform, login, server FROM channels WHERE state = 'active'", new { }, ct)).Select(row => row.ToHome())];

    public async Task<IReadOnlyDictionary<Guid, long>> ListBusyOnAsync(IReadOnlyList<AccountHome> homes, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        const string sql =
            $"""
            SELECT w.id, COUNT(*) AS count
            FROM workspaces w JOIN publish_jobs j ON j.workspace_id = w.id AND j.due_at >= @From AND j.due_at < @To
            JOIN channels c ON c.id = j.channel_id
            WHERE c.platform = @Platform AND COALESCE(c.login, '') = @Login AND COALESCE(c.server, '') = @Server AND {OnTheirWay}
            GROUP BY w.id
            """;
        var busy = new Dictionary<Guid, long>();
        foreach (var home in homes)
        {
            var values = new { home.Platform, Login = home.Login ?? "", Server = home.Server?.AbsoluteUri ?? "", From = from, To = to };
            foreach (var row in await QueryAsync<BusyRow>(sql, values, ct)) busy[row.Id] = busy.GetValueOrDefault(row.Id) + row.Count;
        }
        return busy;
    }

    private static async Task<IEnumerable<TroubledJob>> TroubledAsync(DbConnection connection, string which, object values, CancellationToken ct) =>
        (await connection.QueryAsync<JobRow, NamesRow, TroubledJob>(new CommandDefinition(
            $"""
            SELECT {JobRow.ColumnsOf("j")}, p.title, c.username
            FROM publish_jobs j
            JOIN posts p ON p.id = j.post_id
            JOIN channels c ON c.id = j.channel_id
            WHERE {which} AND p.deleted_at IS NULL
            """, values, cancellationToken: ct), (job, names) => new TroubledJob(job.ToJob(), names.Title, names.Username), splitOn: "title"));

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object values, CancellationToken ct) =>
        [.. await database.ReadAsync(connection => connection.QueryAsync<T>(new CommandDefinition(sql, values, cancellationToken: ct)), ct)];

    private sealed class HomeRow
    {
        public string Platform { get; init; } = "";
        public string? Login { get; init; }
        public string? Server { get; init; }

        public AccountHome ToHome() => new(Platform, Login, Server is null ? null : new Uri(Server));
    }

    private sealed class BusyRow
    {
        public Guid Id { get; init; }
        public long Count { get; init; }
    }

    private sealed class NamesRow
    {
        public string Title { get; init; } = "";
        public string Username { get; init; } = "";
    }

    private sealed class SettlingRow
    {
        public Guid WorkspaceId { get; init; }
        public Guid JobId { get; init; }
        public Guid PostId { get; init; }
        public string Title { get; init; } = "";
        public string Username { get; init; } = "";
        public DateTimeOffset Since { get; init; }

        public SettlingJob ToJob() => new(WorkspaceId, JobId, PostId, Title, Username, Since);
    }

    private sealed class PlannedRow
    {
        public long Count { get; init; }
        public DateTimeOffset? First { get; init; }
    }

    private sealed class CardRow
    {
        public Guid WorkspaceId { get; init; }
        public Guid HandoverId { get; init; }
        public Guid JobId { get; init; }
        public Guid PostId { get; init; }
        public string Title { get; init; } = "";
        public string Username { get; init; } = "";

        public UnansweredCard ToCard() => new(WorkspaceId, HandoverId, JobId, PostId, Title, Username);
    }

    private sealed class LostRow
    {
        public Guid WorkspaceId { get; init; }
        public Guid Id { get; init; }
        public string Platform { get; init; } = "";
        public string Username { get; init; } = "";

        public LostAccount ToAccount() => new(WorkspaceId, Id, Platform, Username);
    }

    private sealed class WaitingRow
    {
        public Guid WorkspaceId { get; init; }
        public long Count { get; init; }
        public DateTimeOffset Since { get; init; }
    }
}
