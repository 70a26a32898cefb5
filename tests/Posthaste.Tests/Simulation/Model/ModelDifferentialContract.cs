using Posthaste.Tests.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Simulation.Model;

/// <summary>Ties the model to a real store beyond what the contracts name: the same random operations, the same answers.</summary>
public abstract class ModelDifferentialContract(TestDatabase database, int stories) : IAsyncLifetime
{
    private const int Operations = 96;

    private readonly SqlStores _real = new(database);

    public async ValueTask InitializeAsync() => await _real.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _real.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A difference names its seed and every operation up to it. <c>POSTHASTE_STORIES</c> makes it more of them,
    /// <c>POSTHASTE_SEED</c> lets it begin with another than 0.</summary>
    [Fact]
    public async Task The_model_answers_as_the_database_does()
    {
        await using var model = new ModelStores(_real.IsExclusive);
        var (first, count) = (Setting("POSTHASTE_SEED") ?? 0, Setting("POSTHASTE_STORIES") ?? stories);

        await StoreStory.FillCrowdAsync(model, _real);
        for (var seed = first; seed < first + count; seed++) await new StoreStory(seed, model, _real).RunAsync(Operations);

        // Stories in which next to nothing happens would agree about nothing.
        Assert.True(model.Store.ReadAll().Intents.Count > count, "Fewer intents were granted than there were stories.");
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : null;
}

public sealed class SqliteModelDifferentialTests() : ModelDifferentialContract(new SqliteTestDatabase(), stories: 60);

public sealed class PostgresModelDifferentialTests() : ModelDifferentialContract(new PostgresTestDatabase(), stories: 15);
