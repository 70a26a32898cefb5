using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Posthaste.Jobs.Nodes;

/// <summary>Background services that are only there on nodes with a certain role.</summary>
public static class NodeDuties
{
    /// <param name="services">Where.</param>
    /// <param name="roles">Any of them is enough.</param>
    public static IServiceCollection AddDuty<T>(this IServiceCollection services, NodeRoles roles)
        where T : class, IHostedService => services.AddSingleton<IHostedService>(provider =>
            provider.GetRequiredService<IOptions<NodeOptions>>().Value.Is(roles) ? ActivatorUtilities.CreateInstance<T>(provider) : new DoneElsewhere());

    /// <summary>Stands for a duty of other nodes.</summary>
    private sealed class DoneElsewhere : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
