using Microsoft.Extensions.DependencyInjection;
using Posthaste.Jobs.Handoff;

namespace Posthaste.Broker;

/// <summary>Wires the broker. Nothing connects to it before somebody uses it, which nobody does where none is set.</summary>
internal static class BrokerSetup
{
    public static IServiceCollection AddBroker(this IServiceCollection services) => services.AddSingleton<IHandoffTransport, RabbitTransport>();
}
