using Microsoft.Extensions.DependencyInjection;
using Posthaste.Alerts.Conditions;
using Posthaste.Alerts.Health;
using Posthaste.Alerts.Rates;
using Posthaste.Jobs.Nodes;

namespace Posthaste.Alerts;

/// <summary>Wires alerts; their store is wired with the others.</summary>
internal static class AlertsSetup
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertsOptions>().BindConfiguration(AlertsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IAlertCondition, JobsInTrouble>().AddSingleton<IAlertCondition, SettlingForLong>().AddSingleton<IAlertCondition, AccessEndsFirst>()
            .AddSingleton<IAlertCondition, AccountsLost>().AddSingleton<IAlertCondition, RatesMissed>().AddSingleton<IAlertCondition, RenewalsFail>().AddSingleton<IAlertCondition, QueueWaits>()
            .AddSingleton<IAlertCondition, StorageFails>().AddSingleton<IAlertCondition, NetworksSilent>().AddSingleton<IAlertCondition, CardsUnanswered>();
        return services.AddSingleton<ReadRates>().AddSingleton<LookAtNetworks>().AddSingleton<ReadPublishingHealth>().AddSingleton<WatchAlerts>().AddSingleton<AcknowledgeAlerts>().AddSingleton<PruneAlerts>().AddDuty<AlertWatch>(NodeRoles.Scheduler);
    }
}
