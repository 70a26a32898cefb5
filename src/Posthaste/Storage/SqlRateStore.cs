using Dapper;
using Posthaste.Alerts.Rates;
using Posthaste.Jobs;

namespace Posthaste.Storage;

/// <summary>Counts of the latest time, of one workspace or of all. What is read is what was due, called or renewed then, never all there is.</summary>
internal sealed class SqlRateStore(Database database) : IRateStore
{
    private static readonly string Fallbacks = string.Join(", ", Enum.GetValues<HandoverCause>().Where(HandoverOrder.IsFallbackFor).Select(cause => $"'{Words.Of(cause)}'"));

    /// <summary>Looked for job by job along handovers_by_job; few jobs have one.</summary>
    private static readonly string FellBack = $"(SELECT 1 FROM handovers h WHERE h.job_id = j.id AND h.cause IN ({Fallbacks}) LIMIT 1) IS NOT NULL";

    internal static string OutcomesSql(bool ofOne) =>
        $"""
        SELECT workspace_id, platform, SUM(published) AS published, SUM(by_hand) AS by_hand, SUM(CASE WHEN ended = 1 AND published = 0 THEN tried ELSE 0 END) AS not_published,
               SUM(CASE WHEN ended = 1 AND published = 0 THEN 1 - tried ELSE 0 END) AS never_tried, SUM(fell_back) AS fell_back, SUM(CASE WHEN ended = 0 THEN fell_back ELSE 0 END) AS fell_back_only
        FROM (SELECT j.workspace_id, j.platform, CASE WHEN j.state = 'published' THEN 1 ELSE 0 END AS published,
                     CASE WHEN j.state = 'published' AND j.method = 'manual' THEN 1 ELSE 0 END AS by_hand,
                     CASE WHEN j.state IN ('failed', 'needs_attention') AND {SqlFigureStore.WasTried} THEN 1 ELSE 0 END AS tried,
                     CASE WHEN {SqlFigureStore.HasEnded} THEN 1 ELSE 0 END AS ended, CASE WHEN {FellBack} THEN 1 ELSE 0 END AS fell_back
              FROM workspaces w JOIN publish_jobs j ON j.workspace_id = w.id AND j.due_at >= @From AND j.due_at < @To
              WHERE ({SqlFigureStore.HasEnded} OR j.state IN ('handed_over', 'cancelled')){(ofOne ? " AND w.id = @WorkspaceId" : "")}) counted
        WHERE ended = 1 OR fell_back = 1
        GROUP BY workspace_id, platform
        """;

    public async Task<IReadOnlyList<OutcomeCount>> CountOutcomesAsync(RateScope scope, CancellationToken ct) =>
        [.. (await QueryAsync<OutcomeRow>(OutcomesSql(scope.WorkspaceId is not null), scope, ct)).Select(row => row.ToCount())];

    public async Task<IReadOnlyList<CallCount>> CountCallsAsync(RateScope scope, CancellationToken ct)
    {
        // An hour stands in one of the tables. Days stand for times so long ago that only a window of weeks reaches them.
        var sql =
            $"""
            SELECT c.workspace_id, c.platform, CAST(SUM(u.calls) AS bigint) AS calls, CAST(SUM(u.errors) AS bigint) AS errors
            FROM (SELECT channel_id, calls, errors FROM channel_usage WHERE hour >= @Hour
                  UNION ALL
                  SELECT channel_id, calls, errors FROM channel_usage_days WHERE day >= @From) u
            JOIN channels c ON c.id = u.channel_id
            {(scope.WorkspaceId is null ? "" : "WHERE c.workspace_id = @WorkspaceId")}
            GROUP BY c.workspace_id, c.platform
            """;
        var hour = scope.From.ToUnixTimeMilliseconds() / 3_600_000 * 3_600_000;
        var rows = await QueryAsync<CallRow>(sql, new { scope.WorkspaceId, scope.From, Hour = hour }, ct);
        return [.. rows.Where(row => row.Calls > 0).Select(row => new CallCount(row.WorkspaceId, row.Platform, row.Calls, row.Errors))];
    }

    public async Task<IReadOnlyList<RenewalCount>> CountRenewalsAsync(RateScope scope, CancellationToken ct)
    {
        var sql =
            $"""
            SELECT c.workspace_id, c.platform, COUNT(*) AS tried, COUNT(r.renewed_at) AS renewed
            FROM token_renewals r JOIN channels c ON c.id = r.channel_id
            WHERE r.tried_at >= @From{(scope.WorkspaceId is null ? "" : " AND c.workspace_id = @WorkspaceId")}
            GROUP BY c.workspace_id, c.platform
            """;
        return [.. (await QueryAsync<RenewalRow>(sql, scope, ct)).Select(row => new RenewalCount(row.WorkspaceId, row.Platform, row.Tried, row.Renewed))];
    }

    public async Task<IReadOnlyList<FailingRenewal>> ListFailingAsync(DateTimeOffset from, CancellationToken ct)
    {
        const string sql =
            """
            SELECT c.workspace_id, c.id AS channel_id, c.username, r.token_at, r.tries, c.token_expires_at AS ends_at, c.renew_at AS retry_at
            FROM token_renewals r JOIN channels c ON c.id = r.channel_id
            WHERE r.renewed_at IS NULL AND r.tried_at >= @From AND c.state IN ('active', 'paused') AND COALESCE(c.token_changed_at, 0) = r.token_at
            """;
        return [.. (await QueryAsync<FailingRow>(sql, new { From = from }, ct)).Select(row => row.ToFailing())];
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object values, CancellationToken ct) =>
        [.. await database.ReadAsync(connection => connection.QueryAsync<T>(new CommandDefinition(sql, values, cancellationToken: ct)), ct)];

    private sealed class OutcomeRow
    {
        public Guid WorkspaceId { get; init; }
        public string Platform { get; init; } = "";
        public long Published { get; init; }
        public long ByHand { get; init; }
        public long NotPublished { get; init; }
        public long NeverTried { get; init; }
        public long FellBack { get; init; }
        public long FellBackOnly { get; init; }

        public OutcomeCount ToCount() => new(WorkspaceId, Platform, Published, ByHand, NotPublished, NeverTried, FellBack, FellBackOnly);
    }

    private sealed class CallRow
    {
        public Guid WorkspaceId { get; init; }
        public string Platform { get; init; } = "";
        public long Calls { get; init; }
        public long Errors { get; init; }
    }

    private sealed class RenewalRow
    {
        public Guid WorkspaceId { get; init; }
        public string Platform { get; init; } = "";
        public long Tried { get; init; }
        public long Renewed { get; init; }
    }

    private sealed class FailingRow
    {
        public Guid WorkspaceId { get; init; }
        public Guid ChannelId { get; init; }
        public string Username { get; init; } = "";
        public DateTimeOffset TokenAt { get; init; }
        public int Tries { get; init; }
        public DateTimeOffset? EndsAt { get; init; }
        public DateTimeOffset? RetryAt { get; init; }

        public FailingRenewal ToFailing() => new(WorkspaceId, ChannelId, Username, TokenAt, Tries, EndsAt, RetryAt);
    }
}
