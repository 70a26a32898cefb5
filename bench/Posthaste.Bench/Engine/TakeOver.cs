using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Jobs.Engine;

namespace Posthaste.Bench.Engine;

/// <summary>Starts an engine on the database of one that was killed, and waits until nothing is held by that one any more.</summary>
internal static class TakeOver
{
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(EnginePlan plan, CancellationToken ct)
    {
        if (plan.Postgres is { } server) plan = plan with { Postgres = PostgresBench.Of(server, "engine") };
        using var platform = new BenchPlatform(plan.Stub, plan.Whole);
        using var host = EngineHost.Build(plan, platform);
        IBenchStore store = plan.Postgres is { } postgres ? new PostgresBench(postgres) : new SqliteBench(EngineHost.PathOf(plan));
        var heart = host.Services.GetRequiredService<NodeHeart>();
        var dead = await store.ReadOwnersAsync(ct);
        var held = await store.CountHeldAsync(dead, ct);

        await host.StartAsync(ct);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(GivesUpAfter);
        while (!heart.IsTrusted) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        var readyAt = TimeProvider.System.GetUtcNow();
        while (await store.CountHeldAsync(dead, ct) > 0) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        var freedAt = TimeProvider.System.GetUtcNow();
        await host.StopAsync(ct);
        Console.WriteLine(JsonSerializer.Serialize(new { held, readyAt, freedAt }));
        return 0;
    }
}
