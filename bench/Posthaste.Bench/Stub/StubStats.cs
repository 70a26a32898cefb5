namespace Posthaste.Bench.Stub;

/// <summary>What the stub saw since it was last reset.</summary>
internal sealed record StubStats
{
    /// <summary>Jobs that made their call.</summary>
    public required long Jobs { get; init; }

    /// <summary>Calls of a job that had made its call already: duplicates.</summary>
    public required long Repeated { get; init; }

    /// <summary>Calls that began while another one of the same account was under way.</summary>
    public required long Overlaps { get; init; }

    /// <summary>Calls of other steps.</summary>
    public required long OtherCalls { get; init; }

    /// <summary>Ticks of UTC; 0 before the first call.</summary>
    public required long FirstAt { get; init; }

    /// <summary>Ticks of UTC.</summary>
    public required long LastAt { get; init; }

    /// <summary>Milliseconds from due to the call's arrival, where the call named its due time.</summary>
    public required IReadOnlyList<double> Lateness { get; init; }

    /// <summary>Jobs a second, once the first two fifths of them had made its call.</summary>
    public required double PerSecond { get; init; }

    public double Seconds => TimeSpan.FromTicks(LastAt - FirstAt).TotalSeconds;
}
