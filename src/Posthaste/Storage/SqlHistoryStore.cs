using Dapper;
using Posthaste.Jobs.History;

namespace Posthaste.Storage;

/// <summary>History in its tables. Their ids are UUIDv7 and sort by time, so the oldest rows are the first of the primary key.</summary>
internal sealed class SqlHistoryStore(Database database) : IHistoryStore
{
    public Task<PruneStep> PruneAsync(HistoryKind kind, DateTimeOffset before, Guid after, int max, CancellationToken ct)
    {
        var (table, job, wanted) = kind switch
        {
            HistoryKind.Attempts => ("publish_attempts", "job_id", "1 = 1"),
            HistoryKind.IdleIntents => ("publish_intents", "job_id", "h.outcome = 'not_happened'"),
            _ => ("events", "subject_id", "h.kind LIKE 'job.%'"),
        };
        return database.WriteAsync(WritePriority.Upkeep, async connection =>
        {
            var seen = (await connection.QueryAsync<Row>(
                $"""
                SELECT h.id, CASE WHEN {wanted} AND (j.id IS NULL OR (j.wake_at IS NULL AND j.state IN ('published', 'failed', 'cancelled'))) THEN 1 ELSE 0 END AS over
                FROM {table} h LEFT JOIN publish_jobs j ON j.id = h.{job}
                WHERE h.id > @After AND h.id < @End
                ORDER BY h.id LIMIT @Max
                """, new { After = after, End = SqlTypes.FirstIdAt(before), Max = max })).AsList();
            if (seen.Count == 0) return default;

            var over = seen.Where(row => row.Over == 1).Select(row => row.Id).ToList();
            if (over.Count > 0) await connection.ExecuteAsync($"DELETE FROM {table} WHERE id {database.AnyOf("Ids")}", database.ListOf(over));
            return new PruneStep(seen[^1].Id, over.Count);
        }, ct);
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public int Over { get; init; }
    }
}
