using Posthaste.Bench.Stub;

namespace Posthaste.Bench.Engine;

/// <summary>What one run came to, of the engine or of another queue.</summary>
internal sealed record EngineResult
{
    public required string System { get; init; }

    public required long Jobs { get; init; }

    /// <summary>From the first call's arrival at the stub to the last one's.</summary>
    public required double Seconds { get; init; }

    public required double PerSecond { get; init; }

    /// <summary>From the due instant of a burst to the last call's arrival; else to the first's.</summary>
    public required double LastStartMs { get; init; }

    public required long Repeated { get; init; }

    public required long Overlaps { get; init; }

    /// <summary>Milliseconds: p50, p95, p99, largest, smallest; null where no due times were measured.</summary>
    public required LatenessFigures? Lateness { get; init; }

    /// <summary>Jobs that the database has as published with one intent; null where the queue keeps no such record.</summary>
    public long? Published { get; init; }

    public double? CpuSeconds { get; init; }

    public double? MemoryMb { get; init; }

    public double? LogBytesPerJob { get; init; }

    public static EngineResult Of(EnginePlan plan, StubStats stats, DateTimeOffset dueAt, DateTimeOffset startedAt) => new()
    {
        System = plan.Postgres is null ? "posthaste sqlite" : "posthaste postgres",
        Jobs = stats.Jobs,
        Seconds = stats.Seconds,
        PerSecond = stats.PerSecond,
        LastStartMs = TimeSpan.FromTicks(stats.LastAt - Math.Max(dueAt.UtcTicks, startedAt.UtcTicks)).TotalMilliseconds,
        Repeated = stats.Repeated,
        Overlaps = stats.Overlaps,
        Lateness = LatenessFigures.Of(stats.Lateness),
    };
}

/// <summary>Milliseconds from due to the call's arrival.</summary>
internal sealed record LatenessFigures(double P50, double P95, double P99, double Max, double Min)
{
    public static LatenessFigures? Of(IReadOnlyCollection<double> values) => values.Count == 0 ? null : Of(new Percentiles(values));

    private static LatenessFigures Of(Percentiles sample) => new(sample.At(50), sample.At(95), sample.At(99), sample.At(100), sample.Min);
}
