namespace Posthaste.Tests;

/// <summary>The real clock, which a test may put forward: waits of minutes pass at once, timers run as they do.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _shift));

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Interlocked.Read(ref _shift);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);
}
