namespace Posthaste.Bench.Engine;

/// <summary>What one run of the engine alone is to do.</summary>
internal sealed record EnginePlan
{
    /// <summary>A connection string of PostgreSQL; SQLite where null.</summary>
    public required string? Postgres { get; init; }

    /// <summary>Of the SQLite file.</summary>
    public required string Folder { get; init; }

    /// <summary>What is called.</summary>
    public required Uri Stub { get; init; }

    public required int Jobs { get; init; }

    public required int Channels { get; init; }

    /// <summary>Jobs of each kind under way at once.</summary>
    public required int Concurrency { get; init; }

    /// <summary>All calls of a post (create, poll, publish, permalink) in place of the one that publishes.</summary>
    public required bool Whole { get; init; }

    /// <summary>Jobs that become due in a second; 0: all of them are due at once.</summary>
    public required double Rate { get; init; }

    /// <summary>From the start of the run to the first due instant.</summary>
    public required TimeSpan Ahead { get; init; }

    /// <summary>Jobs done before by the same process.</summary>
    public required int Warm { get; init; }

    /// <summary>Jobs for the far future that are in the database already.</summary>
    public required long Backlog { get; init; }

    /// <summary>Overdue jobs of channels that a platform has asked to wait.</summary>
    public required long Paused { get; init; }

    /// <summary>Engines at once, in this process; more than one only on PostgreSQL.</summary>
    public required int Nodes { get; init; }

    /// <summary>How long an idle transaction is open before the run, and during it.</summary>
    public required TimeSpan? Pin { get; init; }
}
