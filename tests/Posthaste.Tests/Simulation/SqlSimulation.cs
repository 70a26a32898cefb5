using Posthaste.Tests.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Simulation;

/// <summary>Some of the same worlds on the real stores: what the model proves is worth as much as the model is like them.</summary>
/// <param name="seeds">How many.</param>
/// <param name="isExclusive">Only one process can use the database: then worlds of one process.</param>
public abstract class SqlSimulation(int seeds, bool isExclusive)
{
    internal abstract TestDatabase Database();

    [Fact]
    public async Task A_world_on_a_real_database_breaks_nothing_either()
    {
        Campaign.SkipWhereOneIsReplayed();
        var chosen = Enumerable.Range(0, 100 * seeds).Select(i => Campaign.Base + (ulong)i).Where(seed => new Weather(seed).IsExclusive == isExclusive).Take(seeds);
        foreach (var seed in chosen)
        {
            await using var stores = new SqlStores(Database());
            await stores.StartAsync();
            // A thread of its own: a world belongs to one from its beginning to its end.
            var outcome = await Task.Factory.StartNew(() => Life.Of(seed, stores), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

            Assert.True(outcome.Violations.Count == 0, $"Seed {seed}: {string.Join('\n', outcome.Violations)}");
            Assert.True(outcome.Counters["jobs"] > 0);
        }
    }
}

public sealed class SqliteSimulationTests() : SqlSimulation(30, isExclusive: true)
{
    internal override TestDatabase Database() => new SqliteTestDatabase();
}

public sealed class PostgresSimulationTests() : SqlSimulation(10, isExclusive: false)
{
    internal override TestDatabase Database() => new PostgresTestDatabase();
}
