namespace Posthaste.Tests;

/// <summary>The machine's clock, set forward by a test while timers run on.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public void Shift(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));
}
