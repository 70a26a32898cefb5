using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Jobs.Generations;
using Posthaste.Jobs.Handoff;
using Posthaste.Storage;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>One life of a server process: the real engine, minus the loops that the harness turns by hand.</summary>
internal sealed class EngineNode : IDisposable
{
    private static readonly TimeSpan RescueInterval = TimeSpan.FromSeconds(1);

    private readonly EngineHarness _harness;
    private readonly EngineParts _engine;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _runs = [];
    private DateTimeOffset _nextBeat;
    private DateTimeOffset _nextRescue;

    public EngineNode(EngineHarness harness, Database database)
    {
        _harness = harness;
        Store = new NodeStore(new SqlLaneStore(database), new SqlLimitStore(database), new SqlMetricsStore(database), harness.Thread, harness.Time);
        _engine = new EngineParts(Store, harness.Contents, harness.Accounts, harness.Preflight, harness, harness.Options, harness.Time, NullLoggerFactory.Instance,
            new NodeGenerations(new SqlGenerationStore(database), Store, harness.Thread), new GenerationFolder(harness.DataFolder, Clock: null),
            // One clock for all: what a drift costs would fall into the next step of the test's time.
            drift: 0, routes: harness.Routes);
    }

    public NodeStore Store { get; }
    public EngineClock Clock => _engine.Clock;
    public NodeHeart Heart => _engine.Heart;
    public GenerationGuard Guard => _engine.Guard!;
    public UsageLedger Usage => _engine.Usage;

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
        foreach (var job in claimed) _runs.Add(_harness.Thread.Start(() => _engine.Runner.RunAsync(job, _stopping.Token)));
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
    public LaneWorker Worker(LaneKind kind, WakeSignal signal, WorkerHandoff? handoff = null) =>
        new(kind, Store, Heart, Clock, signal, _engine.Runner, _harness.Time, _harness.Options, NullLogger.Instance, handoff is null ? null : run => run(), handoff);

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
