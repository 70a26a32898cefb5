using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Jobs.Generations;
using Posthaste.Storage;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>One life of a server process: the real engine, minus the loops that the harness turns by hand.</summary>
internal sealed class EngineNode : IDisposable
{
    private static readonly TimeSpan RescueInterval = TimeSpan.FromSeconds(1);

    private readonly EngineHarness _harness;
    private readonly JobRunner _runner;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _runs = [];
    private DateTimeOffset _nextBeat;
    private DateTimeOffset _nextRescue;

    public EngineNode(EngineHarness harness, Database database)
    {
        _harness = harness;
        var (time, options) = (harness.Time, Options.Create(harness.Options));
        Store = new NodeStore(new SqlLaneStore(database), new SqlLimitStore(database), new SqlMetricsStore(database), harness.Thread, time);
        Clock = new EngineClock(time);
        var generations = new NodeGenerations(new SqlGenerationStore(database), Store, harness.Thread);
        Guard = new GenerationGuard(generations, new GenerationFolder(harness.DataFolder, Clock: null), NullLogger<GenerationGuard>.Instance);
        Heart = new NodeHeart(Store, Clock, time, options, NullLogger<NodeHeart>.Instance, Guard);
        Usage = new UsageLedger(Store, Clock, time, NullLogger<UsageLedger>.Instance);
        var blocks = new CallBlocks();
        var reader = new PlatformReader(Store, Usage, blocks, Clock, time, NullLogger<PlatformReader>.Instance);
        var limits = new LimitGate(Store, Usage, blocks, reader, Clock, options);
        var steps = new StepRunner(time, Clock, Usage, blocks, NullLogger<StepRunner>.Instance);
        var publisher = new Publisher(Store, harness.Accounts, steps, limits, blocks, Heart, Clock, time, options, NullLogger<Publisher>.Instance, Guard);
        var settler = new Settler(Store, harness.Contents, Usage, blocks, Clock, options, NullLogger<Settler>.Instance);
        var followUp = new FollowUp(Store, harness.Contents, harness.Accounts, steps, publisher, settler, new MetricsReader(harness.Contents, Store, Store, limits, reader, Clock), Clock, options, NullLogger<FollowUp>.Instance);
        var checkAhead = new CheckAhead(harness.Preflight, harness.Accounts, Clock, time, NullLogger<CheckAhead>.Instance);
        var restores = new RestoreCheck(Guard, generations, Store, harness.Contents, settler, Usage, blocks, Clock, options, NullLogger<RestoreCheck>.Instance);
        _runner = new JobRunner(Store, harness.Contents, harness.Accounts, harness, steps, limits, publisher, settler, followUp, checkAhead, Clock, time, options, NullLogger<JobRunner>.Instance, restores);
    }

    public NodeStore Store { get; }
    public EngineClock Clock { get; }
    public NodeHeart Heart { get; }
    public GenerationGuard Guard { get; }
    public UsageLedger Usage { get; }

    /// <summary>A frozen process: no heartbeat, no rescue, no claim. What it has begun goes on.</summary>
    public bool Frozen { get; set; }

    public bool Works => !Store.Dead && !Frozen && !_stopping.IsCancellationRequested;

    public bool IsRunning
    {
        get
        {
            _runs.RemoveAll(run => run.IsCompleted);
            return _runs.Count > 0;
        }
    }

    public void Join()
    {
        _harness.Thread.Start(() => Heart.StartAsync(CancellationToken.None));
        _nextBeat = _harness.Time.GetUtcNow() + _harness.Options.Heartbeat;
    }

    /// <summary>Beats and rescues where it is time to.</summary>
    public void Tick()
    {
        if (Store.Dead || Frozen) return;
        var now = _harness.Time.GetUtcNow();
        if (now >= _nextRescue)
        {
            _nextRescue = now + RescueInterval;
            Try(() => Heart.RescueAsync(CancellationToken.None));
        }
        if (now >= _nextBeat)
        {
            _nextBeat = now + _harness.Options.Heartbeat;
            Try(() => Heart.BeatOnceAsync(CancellationToken.None));
        }
    }

    /// <summary>Claims what is ready and begins to run it.</summary>
    /// <returns>How many jobs it took.</returns>
    public int Claim(LaneKind kind)
    {
        if (!Works || !Heart.IsTrusted) return 0;
        var claimed = Try(() => Store.ClaimAsync(kind, Heart.Node.Incarnation, Clock.Now, DateTimeOffset.UnixEpoch, 64, CancellationToken.None)) ?? [];
        foreach (var job in claimed) _runs.Add(_harness.Thread.Start(() => _runner.RunAsync(job, _stopping.Token)));
        return claimed.Count;
    }

    /// <summary>The start of a graceful stop: what is armed or preparing is handed back, a publish call ends.</summary>
    public void Stop()
    {
        _stopping.Cancel();
        _harness.Thread.Settle();
    }

    public void Dispose()
    {
        Store.Die();
        Guard.Dispose();
        _stopping.Dispose();
    }

    /// <summary>The loop that the harness turns by hand otherwise.</summary>
    public LaneWorker Worker(LaneKind kind, WakeSignal signal) =>
        new(kind, Store, Heart, Clock, signal, _runner, _harness.Time, _harness.Options, NullLogger.Instance);

    public void Leave() => Try(() => Heart.LeaveAsync(CancellationToken.None));

    private void Try(Func<Task> call) => Try(async () =>
    {
        await call();
        return true;
    });

    private T? Try<T>(Func<Task<T>> call)
    {
        try
        {
            return _harness.Thread.Run(call);
        }
        catch (Exception e) when (e is StoreDownException or ProcessDiedException)
        {
            return default;
        }
    }
}
