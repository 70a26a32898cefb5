namespace Posthaste.Tests.Simulation;

/// <summary>The clocks of one machine: a wall clock that anybody may set, and a running clock a little too fast or too slow.</summary>
/// <param name="world">The true time.</param>
/// <param name="drift">How much faster it runs; below what the engine allows for.</param>
internal sealed class NodeTime(VirtualTime world, double drift) : TimeProvider
{
    /// <summary>By how much its wall clock is off.</summary>
    public TimeSpan WallOff { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => world.Now + WallOff;

    public override long GetTimestamp() => (long)((world.Now - world.Start).Ticks * (1 + drift));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new WorldTimer(world, 1 + drift, callback, state, dueTime);
}
