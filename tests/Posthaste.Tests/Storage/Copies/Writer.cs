using Dapper;
using Posthaste.Storage;
using Posthaste.Storage.Copies;

namespace Posthaste.Tests.Storage.Copies;

/// <summary>A server that goes on working: each of its transactions writes a row to one table and counts it in another.</summary>
internal sealed class Writer(Database database)
{
    private readonly Lock _gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

    /// <summary>Transactions so far.</summary>
    public int Written { get; private set; }

    public async Task RunAsync(CancellationToken until)
    {
        await database.WriteAsync(WritePriority.Api, connection => connection.ExecuteAsync("UPDATE notification_cursor SET at = 0"), CancellationToken.None);
        while (!until.IsCancellationRequested)
        {
            await database.WriteAsync(WritePriority.Api, async connection =>
            {
                var now = TimeProvider.System.GetUtcNow();
                await connection.ExecuteAsync(
                    "INSERT INTO events (id, workspace_id, kind, subject_id, at, actor, data) VALUES (@Id, @Id, 'test.written', @Id, @Now, 'writer', '{}')",
                    new { Id = Guid.CreateVersion7(now), Now = now });
                return await connection.ExecuteAsync("UPDATE notification_cursor SET at = at + 1");
            }, CancellationToken.None);
            Count();
        }
    }

    /// <summary>Waits until there are so many.</summary>
    public Task WrittenAsync(int count)
    {
        lock (_gate)
        {
            if (Written >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task;
        }
    }

    public static Task<int> CountEventsAsync(Database database) =>
        database.ReadAsync(connection => connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM events WHERE kind = 'test.written'"), CancellationToken.None);

    public static Task<int> ReadCursorAsync(Database database) =>
        database.ReadAsync(connection => connection.ExecuteScalarAsync<int>("SELECT at FROM notification_cursor"), CancellationToken.None);

    private void Count()
    {
        lock (_gate)
        {
            Written++;
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= Written)) reached.TrySetResult();
            _waiting.RemoveAll(waiting => waiting.Count <= Written);
        }
    }
}

/// <summary>Stops in the middle of a look, before one of the tables, until something has happened.</summary>
internal sealed class PausingSource(ITableSource source, string before, Func<Task> until) : ITableSource
{
    public bool HasPaused { get; private set; }

    public int Version => source.Version;

    public DateTimeOffset At => source.At;

    public IReadOnlyList<TableShape> Tables => source.Tables;

    public async IAsyncEnumerable<object?[]> ReadAsync(TableShape table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (table.Name == before)
        {
            await until();
            HasPaused = true;
        }
        await foreach (var row in source.ReadAsync(table, ct)) yield return row;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
