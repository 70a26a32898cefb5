using Microsoft.Extensions.Options;
using Posthaste.Jobs.Handoff;

namespace Posthaste.Server.Health;

/// <summary>Whether the broker answers this node, where it uses one. One that does not is told, and takes no node out of service: posts go out without it.</summary>
internal sealed class BrokerReadiness(BrokerState broker, IOptions<BrokerOptions> options) : IReadinessCheck
{
    public Task<HealthCheckResponse> RunAsync(CancellationToken ct) => Task.FromResult(new HealthCheckResponse
    {
        Name = "broker",
        Status = HealthStatus.Ok,
        Detail = options.Value.IsSet && broker.Trouble is { } trouble ? $"The broker cannot be used: {trouble} Workers look for what is due by themselves." : null,
    });
}
