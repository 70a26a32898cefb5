using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>Tells all stories of the table on a few servers at the same time, one story after another on each: they mostly wait. A
/// story that fails takes its server with it.</summary>
public abstract class KillRuns(Func<PostgresTestDatabase?> database) : IAsyncLifetime
{
    private const int Servers = 3;

    private readonly Dictionary<string, TaskCompletionSource> _stories = KillRows.All.ToDictionary(row => row.Failpoint, _ => new TaskCompletionSource());
    private Task[] _servers = [];

    public ValueTask InitializeAsync()
    {
        // They outlive this call and the tests that wait for other stories; what is current here must not be current there.
        using (ExecutionContext.SuppressFlow())
        {
            _servers = [.. KillRows.All.Select((row, turn) => (row, turn)).GroupBy(item => item.turn % Servers)
                .Select(items => Task.Run(() => RunAsync([.. items.Select(item => (item.row, PostKind.ForTurn(item.turn, item.row.Kinds)))])))];
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>What came of a story.</summary>
    public Task OfAsync(string failpoint) => _stories[failpoint].Task;

    /// <summary>What the checker found, once all stories are over.</summary>
    public Task CheckedAsync() => Task.WhenAll(_servers);

    public async ValueTask DisposeAsync()
    {
        // Stories that were not asked for have nobody to tell how they ended.
        await Task.WhenAll(_servers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        GC.SuppressFinalize(this);
    }

    private async Task RunAsync((KillRow Row, PostKind Kind)[] stories)
    {
        CrashRig? rig = null;
        try
        {
            foreach (var (row, kind) in stories)
            {
                try
                {
                    rig ??= await CrashRig.StartAsync(database());
                    await KillStory.TellAsync(rig, row, kind);
                    _stories[row.Failpoint].SetResult();
                }
                catch (Exception e)
                {
                    _stories[row.Failpoint].SetException(e);
                    if (rig is not null) await rig.DisposeAsync();
                    rig = null;
                }
            }
            if (rig is not null) await rig.AssertInvariantsAsync($"After {string.Join(", ", stories.Select(story => $"{story.Row.Failpoint} ({story.Kind})"))}.");
        }
        finally
        {
            if (rig is not null) await rig.DisposeAsync();
        }
    }
}

public sealed class SqliteKillRuns() : KillRuns(() => null);

public sealed class PostgresKillRuns(PostgresTemplate template) : KillRuns(() => new PostgresTestDatabase { Template = template });
