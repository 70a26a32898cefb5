using Microsoft.Extensions.DependencyInjection;

namespace Posthaste.Events;

/// <summary>Wires what follows the event log; its stores are wired with the others.</summary>
internal static class EventsSetup
{
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddOptions<EventsOptions>().BindConfiguration(EventsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<EventFeed>().AddHostedService(provider => provider.GetRequiredService<EventFeed>());
    }
}
