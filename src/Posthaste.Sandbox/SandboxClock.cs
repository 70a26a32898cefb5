namespace Posthaste.Sandbox;

/// <summary>The sandbox's time: a real clock, plus how far the control API moved it. Processing times, expiry, quotas
/// and lags follow it; delays and time limits follow <see cref="Underlying"/>, since somebody really waits for those.</summary>
internal sealed class SandboxClock(TimeProvider underlying)
{
    private long _offsetTicks;

    public TimeProvider Underlying => underlying;

    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    public DateTimeOffset Now => underlying.GetUtcNow() + Offset;

    /// <param name="by">Never negative: a platform's clock does not run backwards.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref _offsetTicks, by.Ticks);
    }

    public void Reset() => Interlocked.Exchange(ref _offsetTicks, 0);
}
