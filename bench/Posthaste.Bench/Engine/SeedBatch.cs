namespace Posthaste.Bench.Engine;

/// <summary>Jobs to put into a database, numbered from <see cref="First"/>.</summary>
internal sealed record SeedBatch
{
    /// <summary>Prepare lanes of a channel, as <c>Jobs:PrepareSlots</c> has them.</summary>
    public const int Slots = 3;

    public required long First { get; init; }

    public required long Count { get; init; }

    /// <summary>The number of the first of their channels.</summary>
    public required long FirstChannel { get; init; }

    public required long Channels { get; init; }

    /// <summary>Prepared: only the call that publishes is left. Otherwise nothing is done yet.</summary>
    public required bool Prepared { get; init; }

    public required DateTimeOffset DueFrom { get; init; }

    /// <summary>From one job's due instant to the next one's, in milliseconds.</summary>
    public double Step { get; init; }

    /// <summary>The calls of the prepared ones say when they were due, for the stub to measure.</summary>
    public bool Timed { get; init; }

    /// <summary>Their channels' lanes are to wait until then.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    public int Kind => Prepared ? 1 : 0;

    public string State => Prepared ? "ready" : "scheduled";

    /// <summary>A prepared job is claimed this much before due, in milliseconds.</summary>
    public int Ahead => Prepared ? 200 : 0;
}
