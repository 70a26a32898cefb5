using System.Text.Json;
using Posthaste.Bench.Engine;
using Posthaste.Bench.Stub;

namespace Posthaste.Bench.Compare;

/// <summary>One run of one queue.</summary>
internal sealed record Sample
{
    public required string Contender { get; init; }

    public required int Round { get; init; }

    public required long Jobs { get; init; }

    public required double PerSecond { get; init; }

    public required long Repeated { get; init; }

    /// <summary>Calls that began while another one of their account was under way.</summary>
    public required long Overlaps { get; init; }

    public required LatenessFigures? Lateness { get; init; }

    /// <summary>Of the process that ran the jobs; the database's is not in it.</summary>
    public required double? CpuSeconds { get; init; }

    /// <summary>Of the process that ran the jobs.</summary>
    public required double? MemoryMb { get; init; }

    /// <summary>Only of the engine: jobs the database has as published, each with one intent.</summary>
    public required long? Published { get; init; }

    /// <param name="said">What the process printed at its end.</param>
    public static Sample Of(string contender, int round, StubStats seen, JsonElement said) => new()
    {
        Contender = contender,
        Round = round,
        Jobs = seen.Jobs,
        PerSecond = seen.PerSecond,
        Repeated = seen.Repeated,
        Overlaps = seen.Overlaps,
        Lateness = LatenessFigures.Of(seen.Lateness),
        CpuSeconds = Number(said, "cpuSeconds"),
        MemoryMb = Number(said, "memoryMb"),
        Published = (long?)Number(said, "published"),
    };

    private static double? Number(JsonElement said, string name) =>
        said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
