using Microsoft.Extensions.DependencyInjection;
using Posthaste.Alerts.Conditions;

namespace Posthaste.Alerts;

/// <summary>Wires alerts; their store is wired with the others.</summary>
internal static class AlertsSetup
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertsOptions>().BindConfiguration(AlertsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IAlertCondition, JobsInTrouble>().AddSingleton<IAlertCondition, SettlingForLong>().AddSingleton<IAlertCondition, AccessEndsFirst>()
            .AddSingleton<IAlertCondition, AccountsLost>().AddSingleton<IAlertCondition, TooFewPublished>().AddSingleton<IAlertCondition, QueueWaits>()
            .AddSingleton<IAlertCondition, StorageFails>().AddSingleton<IAlertCondition, CardsUnanswered>();
        return services.AddSingleton<WatchAlerts>().AddSingleton<AcknowledgeAlerts>().AddSingleton<PruneAlerts>().AddHostedService<AlertWatch>();
    }
}
