namespace Posthaste.Jobs.Generations;

/// <summary>What the database says of itself.</summary>
public sealed record GenerationFacts
{
    /// <summary>Oldest first; empty before the first start with this guard.</summary>
    public required IReadOnlyList<Generation> History { get; init; }

    /// <summary>Null for a file.</summary>
    public DatabasePlace? Place { get; init; }

    /// <summary>There is something that could go out.</summary>
    public required bool HasJobs { get; init; }

    /// <summary>The newest intent it has; null before the first.</summary>
    public (Guid Id, DateTimeOffset At)? NewestIntent { get; init; }

    /// <summary>Of the intents that were asked about: those it has.</summary>
    public required IReadOnlySet<Guid> Known { get; init; }

    /// <summary>Other nodes that are alive.</summary>
    public required int OtherNodes { get; init; }

    public Generation? Current => History.Count == 0 ? null : History[^1];
}
