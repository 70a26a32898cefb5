using Microsoft.Extensions.DependencyInjection;
using Posthaste.Jobs.Generations;
using Posthaste.Jobs.Handoff;
using Posthaste.Jobs.History;
using Posthaste.Jobs.Limits;
using Posthaste.Jobs.Nodes;
using Posthaste.Jobs.Telemetry;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Wires the engine. What it asks of others (<see cref="ILaneStore"/>, <see cref="IJobStore"/>, <see cref="ITransactions"/>,
/// <see cref="IContentSource"/>, <see cref="IPreflight"/>, <see cref="IAccountSource"/>, <see cref="IPlatforms"/>, <see cref="IHandoffTransport"/>) is registered elsewhere, and so is
/// <see cref="RouteGate"/>, without which nothing is ever handed to people.</summary>
internal static class EngineSetup
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddOptions<JobsOptions>()
            .BindConfiguration(JobsOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<NodeOptions>().BindConfiguration(NodeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<BrokerOptions>().BindConfiguration(BrokerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<EngineClock>().AddSingleton<WakeSignal>()
            .AddSingleton<ReadLimits>().AddSingleton<CheckPlan>()
            .AddSingleton<ScheduleJob>().AddSingleton<ChangeJob>().AddSingleton<ChangeHandover>().AddSingleton<PutBackJobs>().AddSingleton<TakeDownPost>()
            .AddSingleton<NodeHeart>().AddSingleton<UsageLedger>().AddSingleton<ICallMeter>(provider => provider.GetRequiredService<UsageLedger>())
            .AddSingleton<CallBlocks>().AddSingleton<PlatformReader>().AddSingleton<LimitGate>().AddSingleton<MetricsReader>().AddSingleton<StepRunner>()
            .AddSingleton<GenerationGuard>().AddSingleton<Publisher>().AddSingleton<Settler>().AddSingleton<RestoreCheck>().AddSingleton<FollowUp>().AddSingleton<CheckAhead>().AddSingleton<JobRunner>()
            .AddSingleton<EngineMeter>().AddSingleton<PruneHistory>()
            .AddSingleton<BrokerState>().AddSingleton<HintInbox>().AddSingleton<HearHints>().AddSingleton<TellResults>().AddSingleton<WorkerHandoff>()
            .AddHostedService<EngineService>().AddHostedService<HandoffService>().AddHostedService<QueueWatch>();
    }
}
