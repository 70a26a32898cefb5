using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Posthaste.Broker;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Storage;
using Posthaste.Storage.Postgres;
using Posthaste.Storage.Sqlite;

namespace Posthaste.Bench.Engine;

/// <summary>The engine as the server has it (workers, runner, publisher, stores, durable settings), without posts, media and API around it.</summary>
internal static class EngineHost
{
    /// <param name="plan">What for.</param>
    /// <param name="platform">What is called.</param>
    /// <param name="more">Settings of this one.</param>
    /// <param name="contents">Null for the usual ones.</param>
    public static IHost Build(EnginePlan plan, BenchPlatform platform, IReadOnlyDictionary<string, string?>? more = null, IContentSource? contents = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Jobs:Concurrency"] = plan.Concurrency.ToString(System.Globalization.CultureInfo.InvariantCulture),
            // The same account posts thousands of times: its hourly limit is off, as for the other queues, which have none.
            ["Jobs:PostsPerHour"] = "0",
        }).AddInMemoryCollection(more ?? new Dictionary<string, string?>());
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services
            .AddSingleton(BootTime.ForThisMachine)
            .AddSingleton<Database>(provider => plan.Postgres is { } postgres
                ? new PostgresDatabase(postgres)
                : new SqliteDatabase(PathOf(plan), provider.GetRequiredService<TimeProvider>()))
            .AddEngineStores(plan.Folder)
            .AddSingleton(contents ?? new BenchContents()).AddSingleton<IAccountSource, BenchAccounts>().AddSingleton<IPreflight, BenchPreflight>()
            .AddSingleton<IPlatforms>(platform)
            .AddJobs().AddBroker();
        return builder.Build();
    }

    public static string PathOf(EnginePlan plan) => Path.Combine(plan.Folder, "posthaste.db");
}
