using Dapper;
using Posthaste.Jobs;
using Posthaste.Storage;

namespace Posthaste.Tests.Invariants;

/// <summary>Reads the records from either database, in one transaction.</summary>
internal static class SqlRecords
{
    public static async Task<StoreRecords> ReadAsync(Database database, CancellationToken ct)
    {
        var now = await database.ReadClockAsync(ct);
        return await database.WriteAsync(WritePriority.Api, async connection =>
        {
            var jobs = await connection.QueryAsync<JobRow>($"SELECT {JobRow.Columns} FROM publish_jobs ORDER BY id");
            var intents = await connection.QueryAsync<IntentLine>("SELECT * FROM publish_intents ORDER BY intent_at, id");
            var attempts = await connection.QueryAsync<AttemptRow>($"SELECT {AttemptRow.Columns} FROM publish_attempts ORDER BY id");
            var lanes = await connection.QueryAsync<LaneLine>("SELECT * FROM lanes ORDER BY channel_id, kind, slot");
            var nodes = await connection.QueryAsync<Guid>("SELECT incarnation FROM nodes WHERE lease_until > @Now", new { Now = now });
            return new StoreRecords(now, [.. jobs.Select(row => row.ToJob())], [.. intents.Select(row => row.ToRecord())],
                [.. attempts.Select(row => row.ToAttempt())], [.. lanes.Select(row => row.ToRecord())], [.. nodes]);
        }, ct);
    }

    private sealed class IntentLine
    {
        public Guid Id { get; init; }
        public Guid JobId { get; init; }
        public Guid ChannelId { get; init; }
        public string Part { get; init; } = "";
        public int Number { get; init; }
        public string Step { get; init; } = "";
        public string? Checkpoint { get; init; }
        public string ContentHash { get; init; } = "";
        public Guid Node { get; init; }
        public long Epoch { get; init; }
        public DateTimeOffset IntentAt { get; init; }
        public DateTimeOffset DeadlineAt { get; init; }
        public string? Outcome { get; init; }
        public DateTimeOffset? OutcomeAt { get; init; }
        public string? Evidence { get; init; }
        public string? RemoteId { get; init; }

        public IntentRecord ToRecord() => new(new Intent
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
        }, ChannelId, Node, Epoch, OutcomeAt, Evidence);
    }

    private sealed class LaneLine
    {
        public Guid ChannelId { get; init; }
        public int Kind { get; init; }
        public int Slot { get; init; }
        public DateTimeOffset? ReadyAt { get; init; }
        public int Gate { get; init; }
        public DateTimeOffset? PausedUntil { get; init; }
        public long Epoch { get; init; }
        public Guid? RunningJob { get; init; }
        public Guid? Owner { get; init; }

        public LaneRecord ToRecord() => new(new LaneKey(ChannelId, (LaneKind)Kind, Slot), ReadyAt, (Gate)Gate, PausedUntil, Epoch, RunningJob, Owner);
    }
}
