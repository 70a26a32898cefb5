namespace Posthaste.Tests.Simulation;

/// <summary>The world's time: it stands still while anything happens, and then moves to the next thing that does. Things of one
/// instant happen in the order in which they were asked for.</summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<Happening, (long Ticks, long Number)> _queue = new();
    private long _asked;

    public DateTimeOffset Start { get; } = start;

    public DateTimeOffset Now { get; private set; } = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => (Now - Start).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new WorldTimer(this, 1, callback, state, dueTime);

    /// <summary>Lets something happen then, or as soon as possible.</summary>
    public Happening At(DateTimeOffset when, Action action)
    {
        var happening = new Happening(when < Now ? Now : when, action);
        _queue.Enqueue(happening, (happening.At.Ticks, _asked++));
        return happening;
    }

    public Happening In(TimeSpan wait, Action action) => At(Now + wait, action);

    /// <summary>When something happens next; null for never.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            while (_queue.TryPeek(out var first, out _))
            {
                if (!first.Cancelled) return first.At;
                _queue.Dequeue();
            }
            return null;
        }
    }

    /// <summary>Moves to then, where nothing happens before.</summary>
    public void MoveTo(DateTimeOffset when)
    {
        if (when < Now || Next < when) throw new InvalidOperationException("Time goes forward, one thing after the other.");
        Now = when;
    }

    /// <summary>Lets the next thing happen.</summary>
    public void Step()
    {
        if (Next is not { } at) throw new InvalidOperationException("Nothing will happen any more.");
        Now = at;
        _queue.Dequeue().Action();
    }

    internal sealed class Happening(DateTimeOffset at, Action action)
    {
        public DateTimeOffset At { get; } = at;

        public Action Action { get; } = action;

        public bool Cancelled { get; set; }
    }
}

/// <summary>A timer of a process whose clock may run a little fast or slow.</summary>
internal sealed class WorldTimer : ITimer
{
    private readonly VirtualTime _time;
    private readonly double _speed;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private VirtualTime.Happening? _next;

    public WorldTimer(VirtualTime time, double speed, TimerCallback callback, object? state, TimeSpan dueTime)
    {
        (_time, _speed, _callback, _state) = (time, speed, callback, state);
        Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero) throw new NotSupportedException("The engine has no timers that repeat.");
        if (_next is not null) _next.Cancelled = true;
        _next = dueTime == Timeout.InfiniteTimeSpan ? null : _time.In(new TimeSpan((long)Math.Ceiling(dueTime.Ticks / _speed)), () => _callback(_state));
        return true;
    }

    public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
