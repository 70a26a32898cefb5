namespace Posthaste.Tests.Simulation;

/// <summary>Runs the processes of the world on one thread, one continuation at a time. Which of them goes on next, chance decides:
/// so everything that can come between two awaits does, in some seed.</summary>
internal sealed class Processes(Chance chance)
{
    private readonly List<ProcessContext> _ready = [];

    /// <summary>Runs whatever can run now.</summary>
    public void RunReady()
    {
        while (_ready.Count > 0)
        {
            var next = _ready[_ready.Count == 1 ? 0 : chance.Below(_ready.Count)];
            if (next.CanRun) next.RunOne();
            if (!next.CanRun) _ready.Remove(next);
        }
    }

    internal void Wake(ProcessContext process)
    {
        if (process.CanRun && !_ready.Contains(process)) _ready.Add(process);
    }
}

/// <summary>One process: what it awaits goes on here, in order, unless it is frozen or dead.</summary>
internal sealed class ProcessContext(Processes processes) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Run, object? State)> _queue = new();
    private bool _frozen;

    public bool IsDead { get; private set; }

    /// <summary>As by SIGSTOP: nothing of it runs, and whatever happens to it waits.</summary>
    public bool IsFrozen
    {
        get => _frozen;
        set
        {
            _frozen = value;
            processes.Wake(this);
        }
    }

    public bool CanRun => !IsDead && !_frozen && _queue.Count > 0;

    /// <summary>As by kill -9: nothing of it ever runs again.</summary>
    public void Kill()
    {
        IsDead = true;
        _queue.Clear();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsDead) return;
        _queue.Enqueue((d, state));
        processes.Wake(this);
    }

    public void Start(Func<Task> work) => Post(_ => work(), null);

    public void RunOne()
    {
        var (run, state) = _queue.Dequeue();
        SetSynchronizationContext(this);
        try
        {
            run(state);
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    }
}
