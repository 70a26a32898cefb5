namespace Posthaste.Jobs;

/// <summary>The time that decides due, late and lease: the database's, carried forward by this machine's own
/// running clock between two samples. A wall clock that jumps moves nothing by itself.</summary>
public sealed class EngineClock(TimeProvider time)
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(1);

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

    /// <summary>Takes a reading of the database's clock.</summary>
    /// <param name="databaseTime">What it said.</param>
    /// <param name="askedAt">This machine's timestamp when it was asked; the answer is taken to be from half-way.</param>
    /// <returns>By how much the reading was off what was expected.</returns>
    public TimeSpan Sample(DateTimeOffset databaseTime, long askedAt)
    {
        lock (_gate)
        {
            var answeredAt = time.GetTimestamp();
            var reading = databaseTime + time.GetElapsedTime(askedAt, answeredAt) / 2;
            var expected = _anchor + time.GetElapsedTime(_anchoredAt, answeredAt);
            var jump = reading - expected;
            _trusted = jump.Duration() <= Tolerated;
            _anchor = reading;
            _anchoredAt = answeredAt;
            return jump;
        }
    }
}
