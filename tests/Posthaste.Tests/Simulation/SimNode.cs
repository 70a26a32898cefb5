using System.Data.Common;
using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Tests.Jobs.Engine;

namespace Posthaste.Tests.Simulation;

/// <summary>One life of a simulated server process: the real engine and its real workers; what their loops would do is done when
/// its time comes (<see cref="Pulse"/>), so that nothing runs while nothing can happen.</summary>
internal sealed class SimNode : IDisposable
{
    private static readonly TimeSpan RescueInterval = TimeSpan.FromSeconds(1);

    private readonly World _world;
    private readonly ProcessContext _process;
    private readonly EngineParts _engine;
    private readonly Activity[] _activities;
    private readonly (LaneKind Kind, LaneWorker Worker, Activity Turn)[] _workers;
    private readonly CancellationTokenSource _stopping = new();
    private DateTimeOffset? _stopBy;
    private bool _joined;

    public SimNode(World world, string name)
    {
        (_world, Name) = (world, name);
        var chance = world.ChanceFor($"node {name}");
        _process = new ProcessContext(world.Processes);
        Clock = new NodeTime(world.Time, (chance.Share() - 0.5) * 0.00008);
        Store = new SimStore(world, this, world.Stores);
        var accounts = new SimAccounts.Seen(world.Accounts, Store);
        _engine = new EngineParts(Store, world.Contents, accounts, world.Checks, world.Platform, world.Weather.Options, Clock, new TraceLog(world, name), routes: world.Routes);
        Activity beat = null!;
        beat = new Activity(BeatAsync);
        var rescue = new Activity(() => _engine.Heart.RescueAsync(CancellationToken.None));
        _workers = [.. Enum.GetValues<LaneKind>().Select(kind =>
        {
            var worker = new LaneWorker(kind, Store, _engine.Heart, _engine.Clock, new WakeSignal(), _engine.Runner, Clock, world.Weather.Options, new TraceLog(world, name), Start);
            Activity turn = null!;
            turn = new Activity(async () =>
            {
                // As its loop does after a turn that took nothing: it looks again after the poll interval, or a signal.
                var held = worker.Held;
                var more = await worker.TurnAsync(_stopping.Token);
                turn.NotBefore = world.Time.Now + (more || worker.Held > held ? TimeSpan.FromMilliseconds(2) : world.Weather.Options.PollInterval);
            });
            return (kind, worker, turn);
        })];
        _activities = [beat, rescue, .. _workers.Select(worker => worker.Turn)];
        _process.Start(JoinAsync);

        async Task BeatAsync()
        {
            beat.NotBefore = world.Time.Now + world.Weather.Options.Heartbeat;
            try
            {
                await _engine.Heart.BeatOnceAsync(CancellationToken.None);
            }
            catch (StoreDownException)
            {
                beat.NotBefore = world.Time.Now + TimeSpan.FromMilliseconds(500);
            }
            await _engine.Usage.FlushAsync(CancellationToken.None);
        }
    }

    public string Name { get; }

    public NodeTime Clock { get; }

    public SimStore Store { get; }

    public Guid Incarnation => _engine.Heart.Node.Incarnation;

    /// <summary>By how much its idea of the database's time is behind.</summary>
    public TimeSpan Lag => _world.Time.Now - _engine.Clock.Now;

    public bool IsDead => _process.IsDead;

    /// <summary>The thread is its own at this moment.</summary>
    public bool IsRunningNow => SynchronizationContext.Current == _process;

    public bool IsFrozen => _process.IsFrozen;

    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>It can do something: it is neither dead nor frozen.</summary>
    public bool Lives => !IsDead && !IsFrozen;

    /// <summary>Nothing of it is under way.</summary>
    public bool IsIdle => _joined && _workers.All(worker => worker.Worker.Held == 0) && _activities.All(activity => !activity.IsBusy) && !IsStopping;

    public void Crash(string where)
    {
        _world.Count("crashes");
        _world.Say($"{Name} dies at {where}");
        End();
    }

    public void Freeze(TimeSpan time)
    {
        _world.Count("freezes");
        _world.Say($"{Name} is frozen for {time.TotalSeconds} s");
        _process.IsFrozen = true;
        _world.Time.In(time, Thaw);
    }

    public void Thaw()
    {
        if (!IsFrozen) return;
        _world.Say($"{Name} goes on");
        _process.IsFrozen = false;
    }

    /// <summary>As by SIGTERM.</summary>
    public void Stop()
    {
        if (IsStopping) return;
        _world.Count("graceful stops");
        _world.Say($"{Name} is told to stop");
        _stopBy = _world.Time.Now + _world.Weather.Options.StopTimeout;
        _process.Post(_ => _stopping.Cancel(), null);
    }

    /// <summary>When it has something to do by itself; null for never.</summary>
    /// <param name="ready">When the next lane of a kind is ready.</param>
    public DateTimeOffset? NextPulse(Func<LaneKind, DateTimeOffset?> ready)
    {
        if (!Lives || !_joined) return null;
        DateTimeOffset? next = IsStopping ? _world.Time.Now + TimeSpan.FromMilliseconds(100) : null;
        foreach (var activity in _activities)
        {
            if (DueOf(activity, ready) is { } due && !(next < due)) next = due;
        }
        return next;
    }

    /// <summary>Begins whatever it is time for.</summary>
    public void Pulse(Func<LaneKind, DateTimeOffset?> ready)
    {
        if (!Lives || !_joined) return;
        foreach (var activity in _activities)
        {
            if (DueOf(activity, ready) <= _world.Time.Now) Begin(activity);
        }
        if (IsStopping) Leave();
    }

    /// <summary>Its loops went on while nothing else happened in the world.</summary>
    public void CatchUp()
    {
        foreach (var activity in _activities) activity.NotBefore = _world.Time.Now;
    }

    private DateTimeOffset? DueOf(Activity activity, Func<LaneKind, DateTimeOffset?> ready)
    {
        if (activity.IsBusy) return null;
        var turn = _workers.FirstOrDefault(worker => worker.Turn == activity);
        if (turn.Turn is null) return activity.NotBefore;
        if (IsStopping) return null;
        // While somebody holds a lane it may be this one, without knowing: looking for that is part of a turn.
        var poll = _world.Leases.AnyHeld ? activity.NotBefore + _world.Weather.Options.PollInterval : (DateTimeOffset?)null;
        if (ready(turn.Kind) is not { } at) return poll;
        var due = at > activity.NotBefore ? at : activity.NotBefore;
        return poll < due ? poll : due;
    }

    private void Begin(Activity activity)
    {
        activity.IsBusy = true;
        activity.NotBefore = _world.Time.Now + RescueInterval;
        _process.Start(async () =>
        {
            try
            {
                await activity.Work();
            }
            catch (Exception e) when (e is DbException or OperationCanceledException)
            {
                // As the loops do: they look again.
            }
            finally
            {
                activity.IsBusy = false;
            }
        });
    }

    private void Leave()
    {
        var drained = _workers.All(worker => worker.Worker.Held == 0 && !worker.Turn.IsBusy);
        if (!drained && _world.Time.Now < _stopBy) return;
        _joined = false;
        _process.Start(async () =>
        {
            if (drained)
            {
                try
                {
                    await _engine.Heart.LeaveAsync(CancellationToken.None);
                }
                catch (StoreDownException)
                {
                    // Its row then dies with its lease.
                }
            }
            _world.Say($"{Name} has left");
            End();
        });
    }

    private async Task JoinAsync()
    {
        try
        {
            await _engine.Heart.StartAsync(CancellationToken.None);
        }
        catch (StoreDownException)
        {
            Crash("its start, without a database");
            return;
        }
        _world.Say($"{Name} has joined");
        CatchUp();
        _joined = true;
    }

    private Task<Job?> Start(Func<Task<Job?>> run)
    {
        // Its own first step, as the thread pool would give it.
        var done = new TaskCompletionSource<Job?>();
        _process.Start(async () =>
        {
            Job? job = null;
            try
            {
                job = await run();
            }
            catch (Exception e)
            {
                _world.Break($"{Name}: a run threw {e}");
            }
            done.SetResult(job);
        });
        return done.Task;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        foreach (var (_, worker, _) in _workers) worker.Dispose();
    }

    private void End()
    {
        if (IsDead) return;
        _process.Kill();
        _world.Platform.CutOff(this);
        _world.Ended();
    }

    private sealed class Activity(Func<Task> work)
    {
        public Func<Task> Work { get; } = work;

        public DateTimeOffset NotBefore { get; set; }

        public bool IsBusy { get; set; }
    }
}
