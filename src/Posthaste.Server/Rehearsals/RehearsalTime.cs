namespace Posthaste.Server.Rehearsals;

/// <summary>A running clock that can be put forward. To those who live by it a leap is what the sleep of a machine is: every timer that has come meanwhile fires, and no
/// clock disagrees with another.</summary>
/// <param name="start">What it says at first.</param>
internal sealed class RehearsalTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<LeapingTimer> _timers = [];
    private readonly long _begun = System.GetTimestamp();
    private long _leapt;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetElapsedTime(_begun).Ticks + Interlocked.Read(ref _leapt);

    public override DateTimeOffset GetUtcNow() => start + new TimeSpan(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LeapingTimer(this, callback, state);
        lock (_gate) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <param name="by">Above zero.</param>
    public void Leap(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(by, TimeSpan.Zero);
        Interlocked.Add(ref _leapt, by.Ticks);
        LeapingTimer[] timers;
        lock (_gate) timers = [.. _timers];
        foreach (var timer in timers) timer.CatchUp();
    }

    private sealed class LeapingTimer : ITimer
    {
        private readonly RehearsalTime _time;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly Lock _gate = new();
        private readonly ITimer _real;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private long? _dueAt;

        public LeapingTimer(RehearsalTime time, TimerCallback callback, object? state)
        {
            (_time, _callback, _state) = (time, callback, state);
            _real = System.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _period = period;
                _dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : _time.GetTimestamp() + dueTime.Ticks;
                return Arm();
            }
        }

        public void CatchUp()
        {
            lock (_gate) Arm();
        }

        public void Dispose()
        {
            lock (_time._gate) _time._timers.Remove(this);
            _real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private bool Arm()
        {
            if (_dueAt is not { } at) return _real.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var left = new TimeSpan(Math.Max(0, at - _time.GetTimestamp()));
            // Longer than a timer can be; a leap comes before that.
            return _real.Change(left > TimeSpan.FromDays(30) ? TimeSpan.FromDays(30) : left, Timeout.InfiniteTimeSpan);
        }

        private void Fire()
        {
            lock (_gate)
            {
                if (_dueAt is not { } at) return;
                if (at > _time.GetTimestamp())
                {
                    Arm();
                    return;
                }
                _dueAt = _period > TimeSpan.Zero ? _time.GetTimestamp() + _period.Ticks : null;
                Arm();
            }
            _callback(_state);
        }
    }
}
