using Dapper;
using Posthaste.Jobs;
using Posthaste.Jobs.Generations;

namespace Posthaste.Storage;

/// <summary>The lives of the database, and the intents of calls that may have been made in another one.</summary>
internal sealed class SqlGenerationStore(Database database) : IGenerationStore
{
    public async Task<GenerationFacts> ReadAsync(IReadOnlyCollection<Guid> intents, Guid node, DateTimeOffset now, CancellationToken ct)
    {
        var place = await database.ReadPlaceAsync(ct);
        return await database.ReadAsync(async connection =>
        {
            var history = await connection.QueryAsync<Row>("SELECT id, number, began_at, known_until, found, place, seen_at FROM generations ORDER BY number");
            var known = intents.Count == 0 ? [] : await connection.QueryAsync<Guid>(
                $"SELECT id FROM publish_intents WHERE id {database.AnyOf("Ids")}", database.ListOf(intents));
            // Ids are made of the time: the primary key's last entry is the newest.
            var newest = await connection.QueryFirstOrDefaultAsync<(Guid Id, DateTimeOffset At)>("SELECT id, intent_at FROM publish_intents ORDER BY id DESC LIMIT 1");
            var (jobs, others) = await connection.QuerySingleAsync<(long, long)>(
                """
                SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM publish_jobs) THEN 1 ELSE 0 END AS bigint),
                       (SELECT COUNT(*) FROM nodes WHERE incarnation <> @Node AND lease_until > @Now)
                """, new { Node = node, Now = now });
            return new GenerationFacts
            {
                History = [.. history.Select(row => row.ToGeneration())],
                Place = place,
                HasJobs = jobs == 1,
                NewestIntent = newest.Id == Guid.Empty ? null : newest,
                Known = known.ToHashSet(),
                // Of a file that this process holds, nobody else is alive, whatever its rows say.
                OtherNodes = database.IsExclusive ? 0 : (int)others,
            };
        }, ct);
    }

    public async Task<DateTimeOffset?> ReadLastChangeAsync(CancellationToken ct) =>
        await database.ReadAsync(connection => connection.ExecuteScalarAsync<long?>("SELECT MAX(updated_at) FROM publish_jobs"), ct) is { } at
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;

    public async Task<bool> BeginAsync(Generation generation, CancellationToken ct) =>
        await database.WriteAsync(WritePriority.Publish, connection => connection.ExecuteAsync(
            """
            INSERT INTO generations (id, number, began_at, known_until, found, place, seen_at)
            VALUES (@Id, @Number, @BeganAt, @KnownUntil, @Found, @Place, @SeenAt) ON CONFLICT DO NOTHING
            """,
            new
            {
                generation.Id,
                generation.Number,
                generation.BeganAt,
                KnownUntil = generation.KnownUntil?.ToUnixTimeMilliseconds(),
                generation.Found,
                Place = generation.Place?.ToString(),
                generation.SeenAt,
            }), ct) == 1;

    public Task SeenAsync(Generation generation, DateTimeOffset now, CancellationToken ct) =>
        // Between the look and this a copy may have taken the database's place: it was seen last before.
        database.WriteAsync(WritePriority.Upkeep, connection => connection.ExecuteAsync(
            "UPDATE generations SET seen_at = @Now WHERE id = @Id AND seen_at >= @Before AND seen_at < @Now",
            new { generation.Id, Now = now, Before = generation.SeenAt }), ct);

    public async Task<bool> OpenIntentAsync(Lease lease, Job job, Intent intent, CancellationToken ct)
    {
        var statement = new Statement(
            $"""
            INSERT INTO publish_intents (id, job_id, channel_id, part, number, step, checkpoint, content_hash, node, epoch, intent_at, deadline_at)
            SELECT @IntentId, @JobId, @LaneChannel, @Part, @Number, @Step, @Checkpoint, @ContentHash, @Node, @Epoch, @IntentAt, @DeadlineAt /*FROM k*/
            WHERE {LaneSql.Current} AND NOT EXISTS (SELECT 1 FROM publish_intents i WHERE i.job_id = @JobId AND i.outcome IS NULL)
            ON CONFLICT DO NOTHING
            """, Stage.Job, intent.Id)
            .With("LaneChannel", lease.Lane.ChannelId)
            .With("LaneKind", (int)lease.Lane.Kind)
            .With("LaneSlot", lease.Lane.Slot)
            .With("Epoch", lease.Epoch)
            .With("JobId", job.Id)
            .With("Version", job.Version)
            .With("IntentId", intent.Id)
            .With("Part", intent.Part)
            .With("Number", intent.Number)
            .With("Step", intent.Step)
            .With("Checkpoint", intent.Checkpoint)
            .With("ContentHash", intent.ContentHash)
            .With("Node", lease.Node)
            .With("IntentAt", intent.IntentAt)
            .With("DeadlineAt", intent.DeadlineAt);
        return await database.WriteUnderLeaseAsync(new LaneWrite("restored", [lease.Lane], [statement]), ct);
    }

    public Task<IReadOnlySet<string>> FindLinkedAsync(Guid channelId, IReadOnlyCollection<string> permalinks, CancellationToken ct) =>
        database.ReadAsync<IReadOnlySet<string>>(async connection => (await connection.QueryAsync<string>(
            $"SELECT permalink FROM publish_jobs WHERE channel_id = @ChannelId AND permalink {database.AnyOf("Links")}",
            new { ChannelId = channelId, Links = permalinks.ToArray() })).ToHashSet(), ct);

    private sealed class Row
    {
        public Guid Id { get; init; }
        public long Number { get; init; }
        public DateTimeOffset BeganAt { get; init; }
        public DateTimeOffset? KnownUntil { get; init; }
        public string? Found { get; init; }
        public string? Place { get; init; }
        public DateTimeOffset SeenAt { get; init; }

        public Generation ToGeneration() => new()
        {
            Id = Id,
            Number = Number,
            BeganAt = BeganAt,
            KnownUntil = KnownUntil,
            Found = Found,
            Place = DatabasePlace.Read(Place),
            SeenAt = SeenAt,
        };
    }
}
