using Microsoft.Extensions.DependencyInjection;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Jobs.Generations;
using Posthaste.Jobs.Handoff;
using Posthaste.Jobs.History;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Metrics;
using Posthaste.Jobs.Telemetry;

namespace Posthaste.Storage;

/// <summary>Everything that the engine keeps, in the one <see cref="Database"/>: the same for the server and for the bench.</summary>
internal static class EngineStores
{
    /// <param name="services">Where.</param>
    /// <param name="dataDir">Where this node keeps its note of the database it has seen.</param>
    public static IServiceCollection AddEngineStores(this IServiceCollection services, string dataDir) => services
        .AddSingleton<IEventLog, SqlEventLog>()
        .AddSingleton<IEventTail, SqlEventTail>()
        .AddSingleton(provider => provider.GetRequiredService<Database>().Events)
        .AddSingleton<IJobStore, SqlJobStore>()
        .AddSingleton<ILaneStore>(provider => new MeteredLaneStore(
            new SqlLaneStore(provider.GetRequiredService<Database>()), provider.GetRequiredService<EngineMeter>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IDueLanes, SqlDueLanes>()
        .AddSingleton<IQueueStore, SqlQueueStore>()
        .AddSingleton<IHistoryStore, SqlHistoryStore>()
        .AddSingleton<IGenerationStore, SqlGenerationStore>()
        .AddSingleton(new GenerationFolder(dataDir, BootTime.ForThisMachine))
        .AddSingleton<ILimitStore, SqlLimitStore>()
        .AddSingleton<IMetricsStore, SqlMetricsStore>();
}
