using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Posthaste.Storage.Sqlite;

/// <summary>The only writer of the file. What is waiting when it becomes free shares one transaction and one fsync;
/// an item that throws is undone alone.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Bounds a transaction, so that an intent never waits behind more than this.</summary>
    private const int MaxBatch = 256;

    private static readonly Statement Begin = new("BEGIN IMMEDIATE");
    private static readonly Statement Savepoint = new("SAVEPOINT item");
    private static readonly Statement UndoItem = new("ROLLBACK TO item");
    private static readonly Statement Release = new("RELEASE item");
    private static readonly Statement Commit = new("COMMIT");
    private static readonly Statement Rollback = new("ROLLBACK");

    private readonly SqliteConnection _connection;
    private readonly Queue<Item>[] _queues = [.. Enum.GetValues<WritePriority>().Select(_ => new Queue<Item>())];
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Task _loop;
    private bool _stopping;

    public SqliteWriter(SqliteConnection connection)
    {
        _connection = connection;
        Statements = new SqliteStatements(connection);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Only for use from inside an item.</summary>
    public SqliteStatements Statements { get; }

    public Task<T> EnqueueAsync<T>(WritePriority priority, Func<DbConnection, Task<T>> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var item = new Item<T>(work, ct);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            _queues[(int)priority].Enqueue(item);
        }
        Wake();
        return item.Result;
    }

    /// <summary>Runs the statements on the writer's connection; only from inside an item.</summary>
    /// <returns>Whether the first one changed a row.</returns>
    public bool Execute(LaneWrite write)
    {
        var changed = Statements.Execute(write.Statements[0]);
        for (var i = 1; i < write.Statements.Count; i++) Statements.Execute(write.Statements[i]);
        return changed > 0;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate) _stopping = true;
        Wake();
        await _loop;
        Statements.Dispose();
        await _connection.DisposeAsync();
        _signal.Dispose();
    }

    private void Wake()
    {
        lock (_gate)
        {
            if (_signal.CurrentCount == 0) _signal.Release();
        }
    }

    private async Task LoopAsync()
    {
        while (true)
        {
            var batch = TakeBatch();
            if (batch.Count > 0)
            {
                await RunAsync(batch);
                continue;
            }
            if (Stopped()) return;
            await _signal.WaitAsync();
        }
    }

    // Asked together: what was taken in just before the stop is still done.
    private bool Stopped()
    {
        lock (_gate) return _stopping && _queues.All(queue => queue.Count == 0);
    }

    private List<Item> TakeBatch()
    {
        var batch = new List<Item>();
        lock (_gate)
        {
            foreach (var queue in _queues)
            {
                while (batch.Count < MaxBatch && queue.TryDequeue(out var item)) batch.Add(item);
            }
        }
        return batch;
    }

    private async Task RunAsync(List<Item> batch)
    {
        try
        {
            // One item needs no savepoint: its own failure rolls the transaction back.
            Statements.Execute(Begin);
            foreach (var item in batch)
            {
                if (item.Withdrawn) continue;
                Statements.Execute(Savepoint);
                if (!await item.RunAsync(_connection)) Statements.Execute(UndoItem);
                Statements.Execute(Release);
            }
            Statements.Execute(Commit);
        }
        catch (SqliteException e)
        {
            // Nothing of the batch is stored: the disk is full, or the file is gone.
            if (!SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle).Equals(1)) Statements.Execute(Rollback);
            foreach (var item in batch) item.Fail(e);
            return;
        }
        foreach (var item in batch) item.Complete();
    }

    private abstract class Item
    {
        public abstract bool Withdrawn { get; }

        /// <returns>False where the work threw: undo it, and only it.</returns>
        public abstract Task<bool> RunAsync(DbConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception e);
    }

    private sealed class Item<T>(Func<DbConnection, Task<T>> work, CancellationToken ct) : Item
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private Session? _session;
        private Exception? _error;
        private T? _value;

        public Task<T> Result => _result.Task;

        public override bool Withdrawn => ct.IsCancellationRequested;

        public override async Task<bool> RunAsync(DbConnection connection)
        {
            _session = new Session(connection);
            try
            {
                _value = await InCallersContext(() => _session.RunAsync(work));
                return true;
            }
            catch (Exception e)
            {
                _error = e;
                return false;
            }
        }

        public override void Complete()
        {
            if (_error is not null)
            {
                _result.TrySetException(_error);
                return;
            }
            if (_session is null)
            {
                _result.TrySetCanceled(ct);
                return;
            }
            _session.Committed();
            _result.TrySetResult(_value!);
        }

        public override void Fail(Exception e) => _result.TrySetException(_error ?? e);

        // Log scopes and the trace of the caller belong to its work, also on the writer's thread.
        private Task<T> InCallersContext(Func<Task<T>> run)
        {
            if (_context is null) return run();
            Task<T>? task = null;
            ExecutionContext.Run(_context, _ => task = run(), null);
            return task!;
        }
    }
}
