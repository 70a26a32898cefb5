using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Posthaste.Bench.Engine;
using Posthaste.Bench.Stub;
using Posthaste.Storage;

namespace Posthaste.Bench.Handoff;

/// <summary>Runs both ways in turn, so that whatever else the machine does falls on both.</summary>
internal static class MeasureHandoff
{
    private const long First = 1_000_000_000;
    private const string Sweep = "sweep";
    private const string Broker = "broker";
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(4);

    public static async Task<int> RunAsync(HandoffPlan plan, CancellationToken ct)
    {
        var figures = new List<HandoffFigures>();
        for (var round = 0; round <= plan.Rounds; round++)
        {
            foreach (var way in new[] { Sweep, Broker })
            {
                var paced = (int)(plan.Rate * plan.Seconds);
                HandoffFigures[] both = [await MeasureAsync(plan, way, "drain", plan.Jobs, rate: 0, ct), await MeasureAsync(plan, way, "paced", paced, plan.Rate, ct)];
                if (round == 0) continue;
                figures.AddRange(both);
                foreach (var one in both) Console.WriteLine(JsonSerializer.Serialize(one, JsonSerializerOptions.Web));
            }
        }
        Console.WriteLine();
        Table(figures);
        return figures.All(one => one.Published == one.Jobs) ? 0 : 1;
    }

    private static async Task<HandoffFigures> MeasureAsync(HandoffPlan plan, string way, string scenario, int jobs, double rate, CancellationToken ct)
    {
        var postgres = await PostgresBench.CreateAsync(plan.Postgres, "handoff", ct);
        var folder = Directory.CreateTempSubdirectory("posthaste-bench-");
        using var platform = new BenchPlatform(plan.Stub, whole: false);
        var times = new WakeTimes();
        var engine = new EnginePlan
        {
            Postgres = postgres,
            Folder = folder.FullName,
            Stub = plan.Stub,
            Jobs = jobs,
            Channels = 1000,
            Concurrency = 100,
            Whole = false,
            Rate = rate,
            Ahead = rate > 0 ? TimeSpan.FromSeconds(8) : TimeSpan.Zero,
            Warm = 0,
            Backlog = 0,
            Paused = 0,
            Nodes = plan.Workers,
            Pin = null,
        };
        List<IHost> hosts = [.. Enumerable.Range(0, plan.Workers).Select(_ => EngineHost.Build(engine, platform, Settings(plan, way, "worker"), times)), EngineHost.Build(engine, platform, Settings(plan, way, "scheduler"), times)];
        try
        {
            await hosts[0].Services.GetRequiredService<Database>().MigrateAsync(ct);
            await using var store = new PostgresBench(postgres);
            var finished = platform.Expect(jobs);
            foreach (var host in hosts) await host.StartAsync(ct);
            await Task.Delay(ToConnect, TimeProvider.System, ct);
            using var stub = new HttpClient { BaseAddress = plan.Stub };
            await stub.PostAsync("/reset", new StringContent("{}"), ct);
            var before = await CountTransactionsAsync(postgres, ct);
            await store.SeedAsync(new SeedBatch
            {
                First = First,
                Count = jobs,
                FirstChannel = First,
                Channels = Math.Min(engine.Channels, jobs),
                Prepared = true,
                DueFrom = TimeProvider.System.GetUtcNow() + engine.Ahead,
                Step = rate > 0 ? 1000 / rate : 0,
                Timed = rate > 0,
            }, ct);
            await finished.WaitAsync(GivesUpAfter, ct);
            while (await store.CountPublishedAsync(First, jobs, ct) < jobs) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
            foreach (var host in hosts) await host.StopAsync(ct);
            var stats = JsonSerializer.Deserialize<StubStats>(await stub.GetStringAsync("/stats", ct))!;
            var waited = new Percentiles(times.Milliseconds);
            return new HandoffFigures(way, scenario, jobs, await store.CountPublishedAsync(First, jobs, ct), stats.PerSecond, waited.At(50), waited.At(99), (await CountTransactionsAsync(postgres, ct) - before) / (double)jobs);
        }
        finally
        {
            foreach (var host in hosts) host.Dispose();
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string?> Settings(HandoffPlan plan, string way, string role) => new() { ["Node:Role"] = role, ["Broker:Url"] = way == Broker ? plan.Broker : "" };

    private static async Task<long> CountTransactionsAsync(string postgres, CancellationToken ct)
    {
        // What a backend did is told when it rests, a second later at the most.
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, ct);
        await using var source = NpgsqlDataSource.Create(postgres);
        await using var command = source.CreateCommand("SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static void Table(IReadOnlyCollection<HandoffFigures> figures)
    {
        Console.WriteLine("scenario  way      jobs/s   ready to run, ms: p50     p99   transactions a job");
        foreach (var scenario in figures.GroupBy(one => one.Scenario))
        {
            foreach (var way in scenario.GroupBy(one => one.Way))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{scenario.Key,-9} {way.Key,-7} {Median(way, one => one.PerSecond),7:F0} {Median(way, one => one.WaitMs50),23:F1} {Median(way, one => one.WaitMs99),7:F1} {Median(way, one => one.TransactionsPerJob),20:F2}"));
            }
        }
    }

    private static double Median(IEnumerable<HandoffFigures> figures, Func<HandoffFigures, double> value) => new Percentiles(figures.Select(value)).At(50);
}

/// <param name="Way">How nodes learn of work.</param>
/// <param name="Scenario">What was due.</param>
/// <param name="Published">As the database says.</param>
/// <param name="PerSecond">From the first call to the last.</param>
/// <param name="WaitMs50">From the instant at which a lane was ready until its run began.</param>
/// <param name="TransactionsPerJob">Of the database, by everybody.</param>
internal sealed record HandoffFigures(string Way, string Scenario, long Jobs, long Published, double PerSecond, double WaitMs50, double WaitMs99, double TransactionsPerJob);
