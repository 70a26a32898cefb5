namespace Posthaste.Bench.Compare;

/// <summary>The same work for every queue.</summary>
internal sealed record Workload
{
    public required int Jobs { get; init; }

    /// <summary>Accounts the jobs belong to, in turn.</summary>
    public int Channels { get; init; } = 1000;

    public int Concurrency { get; init; } = 100;

    /// <summary>Milliseconds each call takes the stub.</summary>
    public int CallMs { get; init; }

    /// <summary>All calls of a post in place of the one that publishes.</summary>
    public bool Whole { get; init; }

    /// <summary>Jobs due in a second; 0: all at once.</summary>
    public double Rate { get; init; }

    /// <summary>Seconds from when jobs are put in to the first due instant; 0: they are due already.</summary>
    public double Ahead { get; init; }

    /// <summary>Jobs done before by the same process: of a short run, code that is still being compiled would be all one saw.</summary>
    public int Warm { get; init; }

    /// <summary>Jobs for the far future behind them.</summary>
    public long Backlog { get; init; }

    /// <summary>Of the engine alone: overdue jobs of paused channels in front of them.</summary>
    public long Paused { get; init; }

    /// <summary>Of the engine alone: seconds for which an idle transaction is open before the run, and during it.</summary>
    public double? PinSeconds { get; init; }

    /// <summary>Of the engine alone: how many at once.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>After that the run is cut off, and what was done until then counts.</summary>
    public int Seconds { get; init; } = 120;
}
