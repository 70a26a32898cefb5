using Posthaste.Jobs;
using Posthaste.Jobs.Generations;

namespace Posthaste.Tests.Jobs.Generations;

/// <summary>A database's own words, as a test wants them.</summary>
internal sealed class FakeGenerations : IGenerationStore
{
    public List<Generation> History { get; } = [];

    public DatabasePlace? Place { get; set; }

    /// <summary>What the database has; it forgets the rest.</summary>
    public HashSet<Guid> Intents { get; } = [];

    /// <summary>Writes this down just before the next one that is to begin.</summary>
    public Generation? BegunElsewhere { get; set; }

    public Task<GenerationFacts> ReadAsync(IReadOnlyCollection<Guid> intents, Guid node, DateTimeOffset now, CancellationToken ct) => Task.FromResult(new GenerationFacts
    {
        History = [.. History],
        Place = Place,
        HasJobs = true,
        Known = intents.Where(Intents.Contains).ToHashSet(),
        OtherNodes = 0,
    });

    public Task<DateTimeOffset?> ReadLastChangeAsync(CancellationToken ct) => Task.FromResult<DateTimeOffset?>(null);

    public Task<bool> BeginAsync(Generation generation, CancellationToken ct)
    {
        if (BegunElsewhere is { } other) History.Add(other);
        else History.Add(generation);
        return Task.FromResult(BegunElsewhere is null);
    }

    public Task SeenAsync(Generation generation, DateTimeOffset now, CancellationToken ct)
    {
        History[^1] = generation with { SeenAt = now };
        return Task.CompletedTask;
    }

    public Task<bool> OpenIntentAsync(Lease lease, Job job, Intent intent, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlySet<string>> FindLinkedAsync(Guid channelId, IReadOnlyCollection<string> permalinks, CancellationToken ct) => throw new NotSupportedException();
}
