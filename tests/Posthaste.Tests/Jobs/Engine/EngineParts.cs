using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Jobs.Generations;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>The engine of one process, put together by hand as the server's container does it.</summary>
internal sealed class EngineParts
{
    public EngineParts(
        StoreProxy store, IContentSource contents, IAccountSource accounts, IPreflight preflight, IPlatforms platforms, JobsOptions settings, TimeProvider time, ILoggerFactory logs,
        IGenerationStore? generations = null, GenerationFolder? folder = null, double drift = EngineClock.UsualDrift, IRoutes? routes = null)
    {
        var options = Options.Create(settings);
        Clock = new EngineClock(time, drift);
        if (generations is not null && folder is not null) Guard = new GenerationGuard(generations, folder, logs.CreateLogger<GenerationGuard>());
        Heart = new NodeHeart(store, Clock, time, options, logs.CreateLogger<NodeHeart>(), Guard);
        Usage = new UsageLedger(store, Clock, time, logs.CreateLogger<UsageLedger>());
        var blocks = new CallBlocks();
        var reader = new PlatformReader(store, Usage, blocks, Clock, time, logs.CreateLogger<PlatformReader>());
        var limits = new LimitGate(store, Usage, blocks, reader, Clock, options);
        var steps = new StepRunner(time, Clock, Usage, blocks, logs.CreateLogger<StepRunner>());
        var publisher = new Publisher(store, accounts, steps, limits, blocks, Heart, Clock, time, options, logs.CreateLogger<Publisher>(), Guard);
        var settler = new Settler(store, contents, Usage, blocks, Clock, options, logs.CreateLogger<Settler>());
        var metrics = new MetricsReader(contents, store, store, limits, reader, Clock);
        var followUp = new FollowUp(store, contents, accounts, steps, publisher, settler, metrics, Clock, options, logs.CreateLogger<FollowUp>());
        var checkAhead = new CheckAhead(preflight, accounts, Clock, time, logs.CreateLogger<CheckAhead>());
        var restores = Guard is null ? null : new RestoreCheck(Guard, generations!, store, contents, settler, Usage, blocks, Clock, options, logs.CreateLogger<RestoreCheck>());
        var gate = routes is null ? null : new RouteGate(routes, store, Clock, logs.CreateLogger<RouteGate>());
        Runner = new JobRunner(store, contents, accounts, platforms, steps, limits, publisher, settler, followUp, checkAhead, Clock, time, options, logs.CreateLogger<JobRunner>(), restores, gate);
    }

    public EngineClock Clock { get; }

    public NodeHeart Heart { get; }

    /// <summary>Null where nobody looks after restored backups.</summary>
    public GenerationGuard? Guard { get; }

    public UsageLedger Usage { get; }

    public JobRunner Runner { get; }
}
