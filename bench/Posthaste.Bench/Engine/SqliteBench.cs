using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Posthaste.Bench.Engine;

/// <summary>Fills the file of SQLite through prepared statements, before the engine opens it or beside it.</summary>
internal sealed class SqliteBench(string path) : IBenchStore
{
    public async Task SeedAsync(SeedBatch batch, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var transaction = connection.BeginTransaction();
        await using (var insert = connection.CreateCommand())
        {
            insert.CommandText =
                $"""
                INSERT INTO publish_jobs (id, workspace_id, post_id, channel_id, platform, lane_kind, lane_slot, wake_at, state, method, due_at, first_due_at, late_at,
                    late_action, lead_ms, attempt, max_attempts, round, deaths, version, approved_hash, prepared_hash, step, checkpoint, created_at, updated_at)
                VALUES (@id, @workspace, @post, @channel, 'bench', {batch.Kind}, @slot, @due - {batch.Ahead}, '{batch.State}', 'api', @due, @due, @due + 86400000,
                    'attention', 0, 0, 4, 1, 0, 1, '{BenchContents.Hash}', {(batch.Prepared ? $"'{BenchContents.Hash}', 'publish'" : "NULL, NULL")}, @checkpoint, @due, @due)
                """;
            insert.Parameters.AddWithValue("@workspace", BenchIds.Of(BenchIds.Workspace, 1).ToByteArray(bigEndian: true));
            SqliteParameter Add(string name) => insert.Parameters.Add(new SqliteParameter(name, null));
            var (id, post, channel, slot, due, checkpoint) = (Add("@id"), Add("@post"), Add("@channel"), Add("@slot"), Add("@due"), Add("@checkpoint"));
            for (long n = 0; n < batch.Count; n++)
            {
                var at = batch.DueFrom.ToUnixTimeMilliseconds() + (long)Math.Floor(n * batch.Step);
                id.Value = BenchIds.Of(BenchIds.Job, batch.First + n).ToByteArray(bigEndian: true);
                post.Value = BenchIds.Of(BenchIds.Post, batch.First + n).ToByteArray(bigEndian: true);
                channel.Value = BenchIds.Of(BenchIds.Channel, batch.FirstChannel + (n % batch.Channels)).ToByteArray(bigEndian: true);
                slot.Value = batch.Prepared ? 0 : n / batch.Channels % SeedBatch.Slots;
                due.Value = at;
                checkpoint.Value = batch.Prepared ? (batch.First + n).ToString(CultureInfo.InvariantCulture) + (batch.Timed ? $"@{at}" : "") : DBNull.Value;
                insert.ExecuteNonQuery();
            }
        }
        await using (var lanes = connection.CreateCommand())
        {
            lanes.CommandText =
                """
                INSERT INTO lanes (channel_id, kind, slot, ready_at, gate, paused_until, epoch)
                SELECT @channel, @kind, @slot, MAX(head, COALESCE(@paused, head)), 0, @paused, 0
                FROM (SELECT MIN(wake_at) AS head FROM publish_jobs WHERE channel_id = @channel AND lane_kind = @kind AND lane_slot = @slot AND wake_at IS NOT NULL)
                WHERE 1 = 1 ON CONFLICT DO NOTHING
                """;
            SqliteParameter Add(string name) => lanes.Parameters.Add(new SqliteParameter(name, null));
            var (channel, kind, slot) = (Add("@channel"), Add("@kind"), Add("@slot"));
            lanes.Parameters.AddWithValue("@paused", batch.PausedUntil is { } until ? until.ToUnixTimeMilliseconds() : DBNull.Value);
            for (long n = 0; n < batch.Channels; n++)
            {
                channel.Value = BenchIds.Of(BenchIds.Channel, batch.FirstChannel + n).ToByteArray(bigEndian: true);
                for (var i = 0; i <= SeedBatch.Slots; i++)
                {
                    (kind.Value, slot.Value) = i == SeedBatch.Slots ? (1, 0) : (0, i);
                    lanes.ExecuteNonQuery();
                }
            }
        }
        transaction.Commit();
    }

    public async Task SettleAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<long> CountPublishedAsync(long first, long count, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT COUNT(*) FROM publish_jobs j WHERE id >= @from AND id < @to AND state = 'published'
              AND (SELECT COUNT(*) FROM publish_intents i WHERE i.job_id = j.id AND i.outcome = 'happened') = 1
            """;
        command.Parameters.AddWithValue("@from", BenchIds.Of(BenchIds.Job, first).ToByteArray(bigEndian: true));
        command.Parameters.AddWithValue("@to", BenchIds.Of(BenchIds.Job, first + count).ToByteArray(bigEndian: true));
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public async Task<IReadOnlyList<Guid>> ReadOwnersAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT owner FROM lanes WHERE owner IS NOT NULL";
        await using var reader = await command.ExecuteReaderAsync(ct);
        var owners = new List<Guid>();
        while (await reader.ReadAsync(ct)) owners.Add(new Guid((byte[])reader.GetValue(0), bigEndian: true));
        return owners;
    }

    public async Task<long> CountHeldAsync(IReadOnlyList<Guid> nodes, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM lanes WHERE owner IS NOT NULL AND owner = @owner";
        var owner = command.Parameters.Add(new SqliteParameter("@owner", null));
        long held = 0;
        foreach (var node in nodes)
        {
            owner.Value = node.ToByteArray(bigEndian: true);
            held += (long)(await command.ExecuteScalarAsync(ct))!;
        }
        return held;
    }

    public Task<long?> ReadLogBytesAsync(CancellationToken ct) => Task.FromResult<long?>(null);

    private async Task<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection($"Data Source={path};Default Timeout=60;Pooling=False");
        await connection.OpenAsync(ct);
        return connection;
    }
}
