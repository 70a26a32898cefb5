using System.Text.Json;
using Dapper;
using Posthaste.Jobs.Metrics;

namespace Posthaste.Storage;

/// <summary>The readings of live posts.</summary>
internal sealed class SqlMetricsStore(Database database) : IMetricsStore
{
    public Task<IReadOnlyList<MetricsReading>> ListAsync(Guid jobId, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<MetricsReading>>(async connection =>
        {
            var rows = await connection.QueryAsync<Row>(
                "SELECT job_id, part, age, read_at, likes, comments, insights, missing FROM post_metrics WHERE job_id = @JobId", new { JobId = jobId });
            return [.. rows.Select(row => row.ToReading()).OrderBy(reading => reading.Age).ThenBy(reading => reading.Part.Length).ThenBy(reading => reading.Part, StringComparer.Ordinal)];
        }, ct);

    /// <summary>Adds a reading while the lease holds; what was read before stands.</summary>
    public static Statement Insert(MetricsReading reading, Func<Statement, Statement> hold) =>
        hold(new Statement(
            $"""
            INSERT INTO post_metrics (job_id, part, age, read_at, likes, comments, insights, missing)
            SELECT @JobId, @Part, @Age, @ReadAt, @Likes, @Comments, @Insights, @Missing /*FROM k*/
            WHERE {LaneSql.Current}
            ON CONFLICT DO NOTHING
            """))
            .With("JobId", reading.JobId)
            .With("Part", reading.Part)
            .With("Age", Words.Of(reading.Age))
            .With("ReadAt", reading.ReadAt)
            .With("Likes", reading.Likes)
            .With("Comments", reading.Comments)
            .With("Insights", JsonSerializer.Serialize(reading.Insights))
            .With("Missing", reading.Missing);

    private sealed class Row
    {
        public Guid JobId { get; init; }
        public string Part { get; init; } = "";
        public string Age { get; init; } = "";
        public DateTimeOffset ReadAt { get; init; }
        public long? Likes { get; init; }
        public long? Comments { get; init; }
        public string Insights { get; init; } = "{}";
        public string? Missing { get; init; }

        public MetricsReading ToReading() => new()
        {
            JobId = JobId,
            Part = Part,
            Age = Words.Parse<MetricsAge>(Age),
            ReadAt = ReadAt,
            Likes = Likes,
            Comments = Comments,
            Insights = JsonSerializer.Deserialize<Dictionary<string, long>>(Insights)!,
            Missing = Missing,
        };
    }
}
