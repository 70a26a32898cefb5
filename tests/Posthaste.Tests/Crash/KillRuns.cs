using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>Runs all rows of the table at the same time, a few at once: they mostly wait.</summary>
public abstract class KillRuns(Func<PostgresTestDatabase?> database) : IAsyncLifetime
{
    private const int AtOnce = 3;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly Dictionary<string, Task> _runs = [];

    public ValueTask InitializeAsync()
    {
        // Rows outlive this call and the tests that wait for other rows; what is current here must not be current there.
        using (ExecutionContext.SuppressFlow())
        {
            foreach (var (row, turn) in KillRows.All.Select((row, i) => (row, i)))
                _runs[row.Failpoint] = Task.Run(() => RunAsync(row, turn));
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>What came of a row.</summary>
    public Task OfAsync(string failpoint) => _runs[failpoint];

    public async ValueTask DisposeAsync()
    {
        // Rows that were not asked for have nobody to tell how they ended.
        await Task.WhenAll(_runs.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _places.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task RunAsync(KillRow row, int turn)
    {
        await _places.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await KillStory.TellAsync(row, PostKind.ForTurn(turn, row.Kinds), database());
        }
        finally
        {
            _places.Release();
        }
    }
}

public sealed class SqliteKillRuns() : KillRuns(() => null);

public sealed class PostgresKillRuns(PostgresTemplate template) : KillRuns(() => new PostgresTestDatabase { Template = template });
