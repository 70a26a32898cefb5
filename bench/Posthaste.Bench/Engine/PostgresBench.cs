using Npgsql;

namespace Posthaste.Bench.Engine;

/// <summary>Fills PostgreSQL: one statement for all, made inside the database.</summary>
internal sealed class PostgresBench(string connectionString) : IBenchStore, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString + ";Command Timeout=3600;Application Name=bench");

    /// <summary>A database of that name, new and empty.</summary>
    /// <returns>How to connect to it.</returns>
    public static async Task<string> CreateAsync(string server, string name, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using (var drop = source.CreateCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)")) await drop.ExecuteNonQueryAsync(ct);
        await using (var create = source.CreateCommand($"CREATE DATABASE {name}")) await create.ExecuteNonQueryAsync(ct);
        return Of(server, name);
    }

    /// <summary>How to connect to that database.</summary>
    public static string Of(string server, string name) => new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();

    public async Task SeedAsync(SeedBatch batch, CancellationToken ct)
    {
        var due = FormattableString.Invariant($"({batch.DueFrom.ToUnixTimeMilliseconds()} + floor(n * {batch.Step}))::bigint");
        var channel = BenchIds.Sql(BenchIds.Channel, $"{batch.FirstChannel} + n % {batch.Channels}");
        var slot = batch.Prepared ? "0" : $"(n / {batch.Channels}) % {SeedBatch.Slots}";
        var checkpoint = !batch.Prepared ? "NULL" : batch.Timed ? $"{batch.First} + n || '@' || {due}" : $"({batch.First} + n)::text";
        await RunAsync(
            $"""
            INSERT INTO publish_jobs (id, workspace_id, post_id, channel_id, platform, lane_kind, lane_slot, wake_at, state, method, due_at, first_due_at, late_at,
                late_action, lead_ms, attempt, max_attempts, round, deaths, version, approved_hash, prepared_hash, step, checkpoint, created_at, updated_at)
            SELECT {BenchIds.Sql(BenchIds.Job, $"{batch.First} + n")}, {BenchIds.Sql(BenchIds.Workspace, "1")}, {BenchIds.Sql(BenchIds.Post, $"{batch.First} + n")}, {channel},
                'bench', {batch.Kind}, {slot}, {due} - {batch.Ahead}, '{batch.State}', 'api', {due}, {due}, {due} + 86400000,
                'attention', 0, 0, 4, 1, 0, 1, '{BenchContents.Hash}', {(batch.Prepared ? $"'{BenchContents.Hash}'" : "NULL")}, {(batch.Prepared ? "'publish'" : "NULL")},
                {checkpoint}, {due}, {due}
            FROM generate_series(0::bigint, {batch.Count - 1}) n
            """, ct);
        var paused = batch.PausedUntil is { } until ? until.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture) : "NULL::bigint";
        await RunAsync(
            $"""
            INSERT INTO lanes (channel_id, kind, slot, ready_at, gate, paused_until, epoch)
            SELECT c.id, k.kind, k.slot, GREATEST(h.head, {paused}), 0, {paused}, 0
            FROM (SELECT {BenchIds.Sql(BenchIds.Channel, $"{batch.FirstChannel} + n")} AS id FROM generate_series(0::bigint, {batch.Channels - 1}) n) c
            CROSS JOIN (VALUES (0, 0), (0, 1), (0, 2), (1, 0)) k(kind, slot)
            LEFT JOIN (SELECT channel_id, lane_kind, lane_slot, MIN(wake_at) AS head FROM publish_jobs WHERE wake_at IS NOT NULL GROUP BY 1, 2, 3) h
                ON h.channel_id = c.id AND h.lane_kind = k.kind AND h.lane_slot = k.slot
            ON CONFLICT DO NOTHING
            """, ct);
    }

    public async Task SettleAsync(CancellationToken ct)
    {
        await RunAsync("VACUUM (ANALYZE) publish_jobs, lanes, publish_intents, publish_attempts, events", ct);
        // What filling a table has left to be written is no part of what is measured next.
        await RunAsync("CHECKPOINT", ct);
    }

    public async Task<long> CountPublishedAsync(long first, long count, CancellationToken ct)
    {
        await using var command = _source.CreateCommand(
            $"""
            SELECT COUNT(*) FROM publish_jobs j
            WHERE id >= {BenchIds.Sql(BenchIds.Job, $"{first}::bigint")} AND id < {BenchIds.Sql(BenchIds.Job, $"{first + count}::bigint")} AND state = 'published'
              AND (SELECT COUNT(*) FROM publish_intents i WHERE i.job_id = j.id AND i.outcome = 'happened') = 1
            """);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public async Task<IReadOnlyList<Guid>> ReadOwnersAsync(CancellationToken ct)
    {
        await using var command = _source.CreateCommand("SELECT COALESCE(array_agg(DISTINCT owner), '{}') FROM lanes WHERE owner IS NOT NULL");
        return (Guid[])(await command.ExecuteScalarAsync(ct))!;
    }

    public async Task<long> CountHeldAsync(IReadOnlyList<Guid> nodes, CancellationToken ct)
    {
        await using var command = _source.CreateCommand("SELECT COUNT(*) FROM lanes WHERE owner IS NOT NULL AND owner = ANY($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = nodes.ToArray() });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public async Task<long?> ReadLogBytesAsync(CancellationToken ct)
    {
        await using var command = _source.CreateCommand("SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Holds a snapshot: from now on no dead row of anybody can be cleaned up, until it is disposed of.</summary>
    public async Task<IAsyncDisposable> PinAsync(CancellationToken ct)
    {
        var connection = await _source.OpenConnectionAsync(ct);
        var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using var look = new NpgsqlCommand("SELECT COUNT(*) FROM nodes", connection, transaction);
        await look.ExecuteScalarAsync(ct);
        return connection;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task RunAsync(string sql, CancellationToken ct)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }
}
