using System.Data.Common;
using Dapper;
using Posthaste.Jobs;

namespace Posthaste.Storage;

/// <summary>An intent as the database keeps it.</summary>
internal sealed class IntentRow
{
    public Guid Id { get; init; }
    public Guid JobId { get; init; }
    public string Part { get; init; } = "";
    public int Number { get; init; }
    public string Step { get; init; } = "";
    public string? Checkpoint { get; init; }
    public string ContentHash { get; init; } = "";
    public DateTimeOffset IntentAt { get; init; }
    public DateTimeOffset DeadlineAt { get; init; }
    public string? Outcome { get; init; }
    public string? RemoteId { get; init; }
    public string? Permalink { get; init; }

    private const string Columns = "id, job_id, part, number, step, checkpoint, content_hash, intent_at, deadline_at, outcome, remote_id, permalink";

    public static async Task<Intent?> ReadLastAsync(DbConnection connection, Guid jobId, string part) =>
        (await connection.QueryFirstOrDefaultAsync<IntentRow>(
            $"SELECT {Columns} FROM publish_intents WHERE job_id = @JobId AND part = @Part ORDER BY number DESC LIMIT 1",
            new { JobId = jobId, Part = part }))?.ToIntent();

    public static async Task<IEnumerable<Intent>> ReadOpenAsync(DbConnection connection, Database database, IReadOnlyList<Guid> jobIds) =>
        (await connection.QueryAsync<IntentRow>(
            $"SELECT {Columns} FROM publish_intents WHERE job_id {database.AnyOf("Ids")} AND outcome IS NULL",
            database.ListOf(jobIds))).Select(row => row.ToIntent());

    public static async Task<IEnumerable<Intent>> ReadNamelessAsync(DbConnection connection, Guid channelId, DateTimeOffset from, DateTimeOffset until) =>
        (await connection.QueryAsync<IntentRow>(
            $"""
            SELECT {Columns} FROM publish_intents
            WHERE channel_id = @ChannelId AND intent_at BETWEEN @From AND @Until AND part <> 'comment'
              AND remote_id IS NULL AND (outcome IS NULL OR outcome <> 'not_happened')
            ORDER BY intent_at, id
            """,
            new { ChannelId = channelId, From = from, Until = until })).Select(row => row.ToIntent());

    /// <summary>Every intent of these jobs, oldest first.</summary>
    public static Task<IEnumerable<IntentRow>> ReadAllAsync(DbConnection connection, Database database, IReadOnlyCollection<Guid> jobIds) =>
        connection.QueryAsync<IntentRow>(
            $"SELECT {Columns} FROM publish_intents WHERE job_id {database.AnyOf("Ids")} ORDER BY intent_at, id",
            database.ListOf(jobIds));

    public static async Task<IReadOnlyList<JobPart>> ReadPartsAsync(DbConnection connection, Database database, IReadOnlyCollection<Guid> jobIds) =>
        ToParts(await ReadAllAsync(connection, database, jobIds));

    /// <summary>The newest intent of each part, in the order of their first ones.</summary>
    public static IReadOnlyList<JobPart> ToParts(IEnumerable<IntentRow> rows) =>
        [.. rows
            .GroupBy(row => (row.JobId, row.Part))
            .Select(rows => ToPart(first: rows.MinBy(row => row.Number)!, newest: rows.MaxBy(row => row.Number)!))];

    private static JobPart ToPart(IntentRow first, IntentRow newest) => new()
    {
        JobId = newest.JobId,
        Part = newest.Part,
        Intents = newest.Number,
        FirstIntentAt = first.IntentAt,
        Outcome = newest.ToIntent().Outcome,
        RemoteId = newest.RemoteId,
        Permalink = newest.Permalink,
    };

    public Intent ToIntent() => new()
    {
        Id = Id,
        JobId = JobId,
        Part = Part,
        Number = Number,
        Step = Step,
        Checkpoint = Checkpoint,
        ContentHash = ContentHash,
        IntentAt = IntentAt,
        DeadlineAt = DeadlineAt,
        Outcome = Outcome is null ? null : Words.Parse<IntentOutcome>(Outcome),
        RemoteId = RemoteId,
    };
}
