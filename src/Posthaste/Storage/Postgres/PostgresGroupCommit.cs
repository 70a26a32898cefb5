using System.Data.Common;
using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace Posthaste.Storage.Postgres;

/// <summary>Commits the lease writes of many jobs together: one round trip, one fsync, one statement for all of a kind. It never lingers
/// to fill a batch: what has arrived while the last commit was under way is the next one.</summary>
internal sealed class PostgresGroupCommit : IAsyncDisposable
{
    private const int MaxBatch = 256;

    private readonly NpgsqlDataSource _source;
    private readonly Channel<Item> _queue = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;

    public PostgresGroupCommit(NpgsqlConnectionStringBuilder settings)
    {
        // Nothing is left on its connections that would have to be reset.
        var source = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(settings.ToString()) { NoResetOnClose = true }.ToString());
        source.UsePhysicalConnectionInitializer(connection => Prefer(connection).ExecuteNonQuery(), connection => Prefer(connection).ExecuteNonQueryAsync());
        _source = source.Build();
        _loop = Task.Run(LoopAsync);
    }

    /// <returns>Whether the first statement changed its row.</returns>
    public Task<bool> EnqueueAsync(LaneWrite write, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var item = new Item(write);
        return _queue.Writer.TryWrite(item)
            ? item.Result.Task
            : throw new ObjectDisposedException(nameof(PostgresGroupCommit));
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        await _source.DisposeAsync();
    }

    // Each statement finds its rows by key, whatever the statistics say of tables that were small or empty an hour ago.
    private static NpgsqlCommand Prefer(NpgsqlConnection connection) =>
        new("SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET plan_cache_mode = force_generic_plan", connection);

    private async Task LoopAsync()
    {
        var waiting = new List<Item>();
        while (waiting.Count > 0 || await _queue.Reader.WaitToReadAsync())
        {
            while (waiting.Count < MaxBatch && _queue.Reader.TryRead(out var item)) waiting.Add(item);
            await CommitAsync(TakeApart(waiting));
        }
    }

    /// <summary>Takes those that have nothing in common: two writes of one lane or one row would not see each other in a statement
    /// for both. The others stay for the next commit.</summary>
    private static List<Item> TakeApart(List<Item> waiting)
    {
        var lanes = new HashSet<object>();
        var batch = new List<Item>(waiting.Count);
        var rest = new List<Item>();
        foreach (var item in waiting)
        {
            var row = item.Write.Statements[0].Row;
            var apart = lanes.Add(item.Write.Lanes[0]) && (row is null || lanes.Add(row));
            (apart ? batch : rest).Add(item);
        }
        waiting.Clear();
        waiting.AddRange(rest);
        return batch;
    }

    private async Task CommitAsync(IReadOnlyList<Item> batch)
    {
        try
        {
            var changed = await ExecuteAsync(batch);
            foreach (var item in batch) item.Result.TrySetResult(item.Write.Statements[0].Row is not { } row || changed.Contains(row));
        }
        catch (Exception e) when (batch.Count > 1 && (e is PostgresException || e is not DbException))
        {
            // A deadlock with another node, or one bad item: each alone, so that only the guilty one fails.
            foreach (var item in batch) await CommitAsync([item]);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected && batch[0].Retry())
        {
            await CommitAsync(batch);
        }
        catch (Exception e)
        {
            // The server is away: waiting for it once for each item would keep every post from its instant.
            foreach (var item in batch) item.Result.TrySetException(e);
        }
    }

    /// <returns>The rows that first statements changed.</returns>
    private async Task<IReadOnlySet<Guid>> ExecuteAsync(IReadOnlyList<Item> items)
    {
        await using var connection = await _source.OpenConnectionAsync();
        // Sent together and without a BEGIN they are one transaction, which ends with the last of them. To fail before its end needs one of its own.
        await using var transaction = Failpoint.IsSet ? await connection.BeginTransactionAsync() : null;
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(LockLanes(items));
        foreach (var alike in items.SelectMany(item => item.Write.Statements).GroupBy(statement => (statement.Stage, statement.Sql)).OrderBy(group => group.Key.Stage))
        {
            batch.BatchCommands.Add(SetSql.Join([.. alike]));
        }
        var changed = new HashSet<Guid>();
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            // The first is that of the locks.
            while (await reader.NextResultAsync())
            {
                while (await reader.ReadAsync()) changed.Add(reader.GetGuid(0));
            }
        }
        if (transaction is null) return changed;
        foreach (var item in items) Failpoint.Reach(item.Write.Name, ".before_commit");
        await transaction.CommitAsync();
        return changed;
    }

    /// <summary>All lanes of the batch, first and in key order: the one lock order that keeps nodes from deadlocking.</summary>
    private static NpgsqlBatchCommand LockLanes(IReadOnlyList<Item> items)
    {
        var lanes = items.SelectMany(item => item.Write.Lanes).Distinct().ToArray();
        return new NpgsqlBatchCommand(
            """
            SELECT 1 FROM lanes l JOIN unnest($1, $2, $3) AS k(channel_id, kind, slot)
              ON l.channel_id = k.channel_id AND l.kind = k.kind AND l.slot = k.slot
            ORDER BY l.channel_id, l.kind, l.slot
            FOR UPDATE OF l
            """)
        {
            Parameters =
            {
                new() { Value = lanes.Select(lane => lane.ChannelId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { Value = lanes.Select(lane => (short)lane.Kind).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint },
                new() { Value = lanes.Select(lane => (short)lane.Slot).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint },
            },
        };
    }

    private sealed class Item(LaneWrite write)
    {
        private int _retries = 3;

        public LaneWrite Write { get; } = write;

        public TaskCompletionSource<bool> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Retry() => _retries-- > 0;
    }
}
