using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;

namespace Posthaste.Server.Health;

/// <summary>Whether the engine of this process is alive and may publish.</summary>
internal sealed class EngineReadiness(NodeHeart heart, IOptions<JobsOptions> options) : IReadinessCheck
{
    public Task<HealthCheckResponse> RunAsync(CancellationToken ct) => Task.FromResult(Check());

    private HealthCheckResponse Check() => (options.Value.Enabled, heart.IsTrusted) switch
    {
        (false, _) => new() { Name = "engine", Status = HealthStatus.Ok, Detail = "Switched off in this process (Jobs:Enabled)." },
        (true, true) => new() { Name = "engine", Status = HealthStatus.Ok },
        (true, false) => new() { Name = "engine", Status = HealthStatus.Failed, Detail = "Its heartbeat does not reach the database, or the clock has jumped; nothing is published meanwhile." },
    };
}
