using Microsoft.Extensions.DependencyInjection;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Jobs.Nodes;
using Posthaste.Posts;

namespace Posthaste.Handover;

/// <summary>Wires the hand-over. The way by which cards reach people (<see cref="ICardDesk"/>) is wired by itself.</summary>
internal static class HandoverSetup
{
    public static IServiceCollection AddHandover(this IServiceCollection services)
    {
        services.AddOptions<HandoverOptions>().BindConfiguration(HandoverOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<IRoutes, PostRoutes>().AddSingleton<IHandRoute, HandRoute>().AddSingleton<RouteGate>()
            .AddSingleton<BuildCard>().AddSingleton<ReadHandSteps>().AddSingleton<CheckLink>().AddSingleton<AnswerHandover>().AddSingleton<ICardAnswers, AnswerCards>()
            .AddSingleton<ChangeHandoverSettings>().AddSingleton<HandOverJob>()
            .AddDuty<BringCards>(NodeRoles.Scheduler).AddDuty<WakeForCards>(NodeRoles.Scheduler);
    }
}
