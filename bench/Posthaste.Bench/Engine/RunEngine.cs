using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Storage;

namespace Posthaste.Bench.Engine;

/// <summary>Fills a database, runs the engine until every measured job has made its call, and looks whether the database agrees.</summary>
internal static class RunEngine
{
    private const long FirstMeasured = 1_000_000_000;
    private const long FirstPaused = 2_000_000_000;
    private const long FirstWarm = 3_000_000_000;
    private const long BacklogChannels = 100_000;
    private const long PausedChannels = 20_000;
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(EnginePlan plan, CancellationToken ct)
    {
        DirectoryInfo? temporary = null;
        if (plan.Folder.Length == 0)
        {
            temporary = Directory.CreateTempSubdirectory("posthaste-bench-");
            plan = plan with { Folder = temporary.FullName };
        }
        try
        {
            if (plan.Postgres is { } server) plan = plan with { Postgres = await PostgresBench.CreateAsync(server, "engine", ct) };
            Console.WriteLine(JsonSerializer.Serialize(await MeasureAsync(plan, ct), JsonSerializerOptions.Web));
            return 0;
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    private static async Task<EngineResult> MeasureAsync(EnginePlan plan, CancellationToken ct)
    {
        using var platform = new BenchPlatform(plan.Stub, plan.Whole);
        using var host = EngineHost.Build(plan, platform);
        var others = Enumerable.Range(1, plan.Nodes - 1).Select(_ => EngineHost.Build(plan, platform)).ToList();
        await host.Services.GetRequiredService<Database>().MigrateAsync(ct);
        IBenchStore store = plan.Postgres is { } postgres ? new PostgresBench(postgres) : new SqliteBench(EngineHost.PathOf(plan));
        await FillAsync(store, plan, ct);
        await using var pinned = plan.Pin is { } pin && store is PostgresBench bench ? await bench.PinAsync(ct) : null;

        if (plan.Warm > 0)
        {
            var warmed = platform.Expect(plan.Warm);
            await SeedAsync(store, plan with { Jobs = plan.Warm, Channels = 1000, Ahead = TimeSpan.Zero, Rate = 0 }, FirstWarm, ct);
            await host.StartAsync(ct);
            await warmed.WaitAsync(GivesUpAfter, ct);
        }
        var finished = platform.Expect(plan.Jobs);
        var seeded = await SeedAsync(store, plan, FirstMeasured, ct);
        using var stub = new HttpClient { BaseAddress = plan.Stub };
        await stub.PostAsync("/reset", new StringContent("{}"), ct);
        var logged = await store.ReadLogBytesAsync(ct);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var startedAt = TimeProvider.System.GetUtcNow();
        if (plan.Warm == 0) await host.StartAsync(ct);
        foreach (var other in others) await other.StartAsync(ct);
        await finished.WaitAsync(GivesUpAfter, ct);
        await WaitForCommitsAsync(store, plan, ct);
        process.Refresh();
        var used = process.TotalProcessorTime - cpu;
        logged = await store.ReadLogBytesAsync(ct) - logged;
        var memory = process.WorkingSet64;
        var published = await store.CountPublishedAsync(FirstMeasured, plan.Jobs, ct);
        await host.StopAsync(ct);
        foreach (var other in others)
        {
            await other.StopAsync(ct);
            other.Dispose();
        }

        var stats = JsonSerializer.Deserialize<Stub.StubStats>(await stub.GetStringAsync("/stats", ct))!;
        return EngineResult.Of(plan, stats, seeded, startedAt) with
        {
            Published = published,
            CpuSeconds = used.TotalSeconds,
            MemoryMb = memory / 1e6,
            LogBytesPerJob = logged / (double)plan.Jobs,
        };
    }

    private static async Task FillAsync(IBenchStore store, EnginePlan plan, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (plan.Backlog > 0)
        {
            await store.SeedAsync(new SeedBatch
            {
                First = 0,
                Count = plan.Backlog,
                FirstChannel = 0,
                Channels = Math.Min(BacklogChannels, plan.Backlog),
                Prepared = false,
                DueFrom = now.AddDays(30),
                Step = TimeSpan.FromDays(30).TotalMilliseconds / plan.Backlog,
            }, ct);
        }
        if (plan.Paused > 0)
        {
            await store.SeedAsync(new SeedBatch
            {
                First = FirstPaused,
                Count = plan.Paused,
                FirstChannel = FirstPaused,
                Channels = Math.Min(PausedChannels, plan.Paused),
                Prepared = true,
                DueFrom = now.AddHours(-1),
                PausedUntil = now.AddHours(6),
            }, ct);
        }
        await store.SettleAsync(ct);
    }

    /// <returns>When the first of them is due.</returns>
    private static async Task<DateTimeOffset> SeedAsync(IBenchStore store, EnginePlan plan, long first, CancellationToken ct)
    {
        var due = TimeProvider.System.GetUtcNow() + (plan.Ahead > TimeSpan.Zero ? plan.Ahead : TimeSpan.FromSeconds(-1));
        await store.SeedAsync(new SeedBatch
        {
            First = first,
            Count = plan.Jobs,
            FirstChannel = first,
            Channels = plan.Channels,
            Prepared = !plan.Whole,
            DueFrom = due,
            Step = plan.Rate > 0 ? 1000 / plan.Rate : 0,
            Timed = plan.Ahead > TimeSpan.Zero,
        }, ct);
        if (plan.Ahead == TimeSpan.Zero) await store.SettleAsync(ct);
        return due;
    }

    private static async Task WaitForCommitsAsync(IBenchStore store, EnginePlan plan, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (await store.CountPublishedAsync(FirstMeasured, plan.Jobs, ct) < plan.Jobs && TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(10))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
        }
    }
}
