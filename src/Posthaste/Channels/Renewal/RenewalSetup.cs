using Microsoft.Extensions.DependencyInjection;
using Posthaste.Jobs.Nodes;

namespace Posthaste.Channels.Renewal;

/// <summary>Wires the life of tokens.</summary>
internal static class RenewalSetup
{
    public static IServiceCollection AddRenewal(this IServiceCollection services)
    {
        services.AddOptions<TokensOptions>().BindConfiguration(TokensOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<RenewalPlan>().AddSingleton<CloseDeadChannel>().AddSingleton<KeepRenewal>().AddSingleton<RenewToken>().AddSingleton<PlanRenewals>().AddSingleton<TellOfEnds>()
            .AddSingleton<ReadChannelHealth>().AddDuty<RenewTokens>(NodeRoles.Scheduler);
    }
}
