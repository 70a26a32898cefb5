using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Jobs.Generations;
using Posthaste.Jobs.Nodes;

namespace Posthaste.Server.Health;

/// <summary>Whether the engine of this process is alive and may publish.</summary>
internal sealed class EngineReadiness(NodeHeart heart, GenerationGuard guard, IOptions<JobsOptions> options, IOptions<NodeOptions> node) : IReadinessCheck
{
    public Task<HealthCheckResponse> RunAsync(CancellationToken ct) => Task.FromResult(Check());

    /// <summary>Said for as long as the database is in use: whoever looks after it should know, and new restores replace it.</summary>
    private static string? Restored(Generation? generation) => generation is { Found: { } found, KnownUntil: { } from }
        ? $"On {generation.BeganAt:yyyy-MM-dd HH:mm} UTC the database was found to be an older copy, because {found}. Jobs from before are asked about since {from:yyyy-MM-dd HH:mm} before they publish."
        : null;

    private HealthCheckResponse Check() => (options.Value.Enabled, heart.IsTrusted) switch
    {
        _ when !node.Value.Is(NodeRoles.Scheduler | NodeRoles.Worker) => new() { Name = "engine", Status = HealthStatus.Ok, Detail = "On other nodes (Node:Role)." },
        (false, _) => new() { Name = "engine", Status = HealthStatus.Ok, Detail = "Switched off in this process (Jobs:Enabled)." },
        (true, true) => new() { Name = "engine", Status = HealthStatus.Ok, Detail = Restored(guard.Current) },
        (true, false) => new() { Name = "engine", Status = HealthStatus.Failed, Detail = "Its heartbeat does not reach the database, or the clock has jumped; nothing is published meanwhile." },
    };
}
