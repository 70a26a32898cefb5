using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>Tells all stories of a table on a few servers at the same time, one story after another on each: they mostly wait. A
/// story that fails takes its server with it.</summary>
public abstract class KillRuns : IAsyncLifetime
{
    private readonly int _rigs;
    private readonly Func<int, PostgresTestDatabase?> _database;
    private readonly IReadOnlyList<(KillRow Row, PostKind Kind)> _table;
    private readonly Dictionary<(string Failpoint, string Platform), TaskCompletionSource> _stories;
    private Task[] _servers = [];

    /// <param name="database">A new one for the server of this number; null for a SQLite file.</param>
    /// <param name="table">Each place once for a network, with the kind of post that comes past it.</param>
    /// <param name="servers">How many share the table: the first takes the first story, the next one the second, and so on around.</param>
    private protected KillRuns(Func<int, PostgresTestDatabase?> database, IReadOnlyList<(KillRow Row, PostKind Kind)> table, int servers)
    {
        (_database, _table, _rigs) = (database, table, servers);
        _stories = table.ToDictionary(KeyOf, _ => new TaskCompletionSource());
    }

    /// <summary>The servers have one database and the other by turns, and change with each run of CI.</summary>
    protected static Func<int, PostgresTestDatabase?> DatabaseOf(PostgresTemplate template) =>
        server => (server + (int)(Simulation.Campaign.Turn % 2)) % 2 == 0 ? new PostgresTestDatabase { Template = template, IsPatient = true } : null;

    public ValueTask InitializeAsync()
    {
        // They outlive this call and the tests that wait for other stories; what is current here must not be current there.
        using (ExecutionContext.SuppressFlow())
        {
            _servers = [.. _table.Select((story, turn) => (story, turn)).GroupBy(item => item.turn % _rigs)
                .Select(items => Task.Run(() => RunAsync(items.Key, [.. items.Select(item => item.story)])))];
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>What came of a story.</summary>
    public Task OfAsync(string failpoint, string platform = "instagram") => _stories[(failpoint, platform)].Task;

    /// <summary>What the checker found, once all stories are over.</summary>
    public Task CheckedAsync() => Task.WhenAll(_servers);

    public async ValueTask DisposeAsync()
    {
        // Stories that were not asked for have nobody to tell how they ended.
        await Task.WhenAll(_servers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        GC.SuppressFinalize(this);
    }

    private static (string Failpoint, string Platform) KeyOf((KillRow Row, PostKind Kind) story) => (story.Row.Failpoint, story.Kind.Platform);

    private async Task RunAsync(int server, (KillRow Row, PostKind Kind)[] stories)
    {
        CrashRig? rig = null;
        try
        {
            foreach (var (row, kind) in stories)
            {
                var told = _stories[KeyOf((row, kind))];
                try
                {
                    rig ??= await CrashRig.StartAsync(_database(server));
                    await KillStory.TellAsync(rig, row, kind);
                    told.SetResult();
                }
                catch (Exception e)
                {
                    told.SetException(e);
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

/// <summary>The whole table, each place on one of the databases; which one, changes from run to run.</summary>
public sealed class EngineKillRuns(PostgresTemplate template) : KillRuns(DatabaseOf(template), [.. KillRows.All.Select((row, turn) => (row, PostKind.ForTurn(turn, row.Kinds)))], servers: 4);
