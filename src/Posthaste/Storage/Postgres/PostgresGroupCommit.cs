using System.Data.Common;
using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace Posthaste.Storage.Postgres;

/// <summary>Commits the lease writes of many jobs together: one round trip, one fsync. It never lingers to fill a batch:
/// what has arrived while the last commit was under way is the next one.</summary>
internal sealed class PostgresGroupCommit : IAsyncDisposable
{
    private const int MaxBatch = 128;

    private readonly NpgsqlDataSource _source;
    private readonly Channel<Item> _queue = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;

    public PostgresGroupCommit(NpgsqlDataSource source)
    {
        _source = source;
        _loop = Task.Run(LoopAsync);
    }

    public Task<IReadOnlyList<int>> EnqueueAsync(LaneWrite write, CancellationToken ct)
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
    }

    private async Task LoopAsync()
    {
        var batch = new List<Item>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var item)) batch.Add(item);
            await CommitAsync(batch);
        }
    }

    private async Task CommitAsync(IReadOnlyList<Item> batch)
    {
        try
        {
            var changed = await ExecuteAsync(batch);
            for (var i = 0; i < batch.Count; i++) batch[i].Result.TrySetResult(changed[i]);
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

    private async Task<IReadOnlyList<IReadOnlyList<int>>> ExecuteAsync(IReadOnlyList<Item> items)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(LockLanes(items));
        foreach (var statement in items.SelectMany(item => item.Write.Statements)) batch.BatchCommands.Add(ToCommand(statement));
        await batch.ExecuteNonQueryAsync();
        foreach (var item in items) Failpoint.Reach(item.Write.Name, ".before_commit");
        await transaction.CommitAsync();

        var next = 1;
        return [.. items.Select(item => (IReadOnlyList<int>)[.. item.Write.Statements.Select(_ => (int)batch.BatchCommands[next++].RecordsAffected)])];
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

    private static NpgsqlBatchCommand ToCommand(Statement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Sql);
        foreach (var parameter in statement.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter(parameter.Name, parameter.Type) { Value = parameter.Value ?? DBNull.Value });
        }
        return command;
    }

    private sealed class Item(LaneWrite write)
    {
        private int _retries = 3;

        public LaneWrite Write { get; } = write;

        public TaskCompletionSource<IReadOnlyList<int>> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Retry() => _retries-- > 0;
    }
}
