using Dapper;
using Posthaste.Alerts.Health;
using Posthaste.Jobs.Nodes;

namespace Posthaste.Storage;

/// <summary>What the health of publishing is read from, along the indexes of what is ready, unknown or in trouble.</summary>
internal sealed class SqlHealthFacts(Database database) : IHealthFacts
{
    /// <summary>Beyond this a queue is long, and counting it to the end would only make it longer.</summary>
    private const int MaxCounted = 100_000;

    public Task<IReadOnlyList<LiveNode>> ListNodesAsync(DateTimeOffset now, CancellationToken ct) => database.ReadAsync<IReadOnlyList<LiveNode>>(async connection =>
        [.. (await connection.QueryAsync<(string Version, DateTimeOffset StartedAt, string Roles, string? Broker)>(
            new CommandDefinition("SELECT version, started_at, roles, broker FROM nodes WHERE lease_until > @Now ORDER BY started_at", new { Now = now }, cancellationToken: ct)))
            .Select(row => new LiveNode(row.Version, row.StartedAt, NodeRoleWords.Read(row.Roles) ?? NodeRoles.All, row.Broker is { } broker ? broker == "up" : null))], ct);

    public Task<QueueFacts> ReadQueueAsync(Guid workspaceId, DateTimeOffset now, CancellationToken ct) => database.ReadAsync(async connection =>
    {
        var values = new { WorkspaceId = workspaceId, Now = now };
        var (waiting, waitingSince) = await connection.QuerySingleAsync<(long, DateTimeOffset?)>(new CommandDefinition(
            $"""
            SELECT COUNT(*), MIN(since) FROM (
                SELECT CASE WHEN j.wake_at > l.ready_at THEN j.wake_at ELSE l.ready_at END AS since
                FROM lanes l JOIN publish_jobs j
                  ON j.channel_id = l.channel_id AND j.lane_kind = l.kind AND j.lane_slot = l.slot AND j.wake_at IS NOT NULL AND j.wake_at <= @Now
                WHERE l.kind IN (0, 1) AND l.share IN (0, 1) AND l.ready_at IS NOT NULL AND l.ready_at <= @Now
                  AND j.workspace_id = @WorkspaceId AND j.due_at <= @Now AND j.state IN ('scheduled', 'preparing', 'ready')
                LIMIT {MaxCounted}) waiting
            """, values, cancellationToken: ct));
        var (unknown, unknownSince) = await connection.QuerySingleAsync<(long, DateTimeOffset?)>(new CommandDefinition(
            """
            SELECT COUNT(*), MIN(i.intent_at) FROM publish_intents i JOIN publish_jobs j ON j.id = i.job_id
            WHERE i.outcome IS NULL AND j.workspace_id = @WorkspaceId AND j.state NOT IN ('needs_attention', 'handed_over')
            """, values, cancellationToken: ct));
        var attention = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "SELECT COUNT(*) FROM publish_jobs WHERE workspace_id = @WorkspaceId AND state = 'needs_attention'", values, cancellationToken: ct));
        return new QueueFacts(waiting, waitingSince, unknown, unknownSince, attention);
    }, ct);

    public Task<IReadOnlyDictionary<string, int>> CountFailuresAsync(Guid workspaceId, DateTimeOffset since, CancellationToken ct) => database.ReadAsync<IReadOnlyDictionary<string, int>>(async connection =>
    {
        // Ids sort by time: the newest attempts are one range of the primary key.
        var rows = await connection.QueryAsync<(string Platform, long Count)>(new CommandDefinition(
            """
            SELECT j.platform, COUNT(*) FROM publish_attempts a JOIN publish_jobs j ON j.id = a.job_id
            WHERE a.id >= @First AND a.ended_at >= @Since AND j.workspace_id = @WorkspaceId AND a.outcome IN ('unavailable', 'unknown', 'settled_not_published')
            GROUP BY j.platform
            """, new { First = SqlTypes.FirstIdAt(since), Since = since, WorkspaceId = workspaceId }, cancellationToken: ct));
        return rows.ToDictionary(row => row.Platform, row => (int)row.Count);
    }, ct);
}
