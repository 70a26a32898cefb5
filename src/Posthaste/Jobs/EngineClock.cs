namespace Posthaste.Jobs;

/// <summary>The time that decides due, late and lease: the database's, carried forward by this machine's own
/// running clock between two samples. A wall clock that jumps moves nothing by itself.</summary>
/// <param name="time">This machine's clocks.</param>
/// <param name="drift">By how much this machine's running clock may be faster than the database's.</param>
public sealed class EngineClock(TimeProvider time, double drift = EngineClock.UsualDrift)
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(1);

    /// <summary>By how much one machine's clock may run faster than another's: twice what is usual.</summary>
    public const double UsualDrift = 0.0001;

    private readonly Lock _gate = new();
    private DateTimeOffset _anchor = time.GetUtcNow();
    private long _anchoredAt = time.GetTimestamp();
    private bool _trusted = true;

    /// <summary>False after a jump of more than a second, until two samples in a row agree: nothing is published meanwhile.</summary>
    public bool Trusted
    {
        get
        {
            lock (_gate) return _trusted;
        }
    }

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate) return _anchor + time.GetElapsedTime(_anchoredAt);
        }
    }

    /// <summary>How long to wait until the database's clock surely says so, also where this machine's runs a little fast; zero or
    /// below where it does already. A few tenths of a millisecond longer than by <see cref="Now"/>.</summary>
    public TimeSpan WaitFor(DateTimeOffset instant)
    {
        lock (_gate)
        {
            var left = instant - _anchor - Surely(time.GetElapsedTime(_anchoredAt));
            return left <= TimeSpan.Zero ? left : new TimeSpan((long)Math.Ceiling(left.Ticks / (1 - drift)));
        }
    }

    /// <summary>Takes a reading of the database's clock. Of what is possible the earliest time is kept, so that what is due by this
    /// clock is due by the database's: nothing goes out early, and what that costs is the time an answer travels.</summary>
    /// <param name="databaseTime">What it said.</param>
    /// <param name="askedAt">This machine's timestamp when it was asked; the database looked at its clock between then and now.</param>
    /// <returns>By how much the reading was off what was expected.</returns>
    public TimeSpan Sample(DateTimeOffset databaseTime, long askedAt)
    {
        lock (_gate)
        {
            var answeredAt = time.GetTimestamp();
            var (earliest, latest) = (databaseTime, databaseTime + time.GetElapsedTime(askedAt, answeredAt));
            var elapsed = time.GetElapsedTime(_anchoredAt, answeredAt);
            var expected = _anchor + elapsed;
            var jump = expected < earliest ? earliest - expected : expected > latest ? latest - expected : TimeSpan.Zero;
            _trusted = jump.Duration() <= Tolerated;
            // An earlier answer may have travelled less far: then what it said, carried forward, is the better bound.
            var carried = _anchor + Surely(elapsed);
            _anchor = jump == TimeSpan.Zero && carried > earliest ? carried : earliest;
            _anchoredAt = answeredAt;
            return jump;
        }
    }

    /// <summary>How much time has passed at the least, where this machine's clock says so.</summary>
    private TimeSpan Surely(TimeSpan elapsed) => elapsed - (elapsed * drift);
}
