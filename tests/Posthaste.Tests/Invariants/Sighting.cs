using Posthaste.Jobs;

namespace Posthaste.Tests.Invariants;

/// <summary>All that one check looks at. Only the store and the world are needed; whatever else was watched makes it sharper.</summary>
/// <param name="Store">Everything stored.</param>
/// <param name="World">Everything that really happened.</param>
public sealed record Sighting(StoreRecords Store, WorldLedger World)
{
    /// <summary>Nothing is left to do and nobody is at work: then nothing may be missing either.</summary>
    public bool AtRest { get; init; }

    /// <summary>One publish call at the most: <see cref="JobsOptions.PublishTimeout"/>.</summary>
    public TimeSpan PublishTimeout { get; init; } = new JobsOptions().PublishTimeout;

    /// <summary>How long a dead node's lanes may stay held: its lease, and the time until somebody looks.</summary>
    public TimeSpan RescueWithin { get; init; } = new JobsOptions().NodeLease + TimeSpan.FromSeconds(2);

    /// <summary>By how much the clock of the world may differ from the database's. Zero where both are one.</summary>
    public TimeSpan ClockError { get; init; }

    /// <summary>By how much the times that nodes write down may lag behind the database's: as long as an answer of it took to travel.</summary>
    public TimeSpan NodeLag { get; init; }

    /// <summary>By how much those times may be ahead of it: what a clock that runs fast gains between two readings.</summary>
    public TimeSpan NodeLead { get; init; }

    /// <summary>Everything stored at an earlier time, at least <see cref="RescueWithin"/> before where stuck lanes are to be found.</summary>
    public StoreRecords? Earlier { get; init; }

    /// <summary>Someone who could rescue was there all the time since <see cref="Earlier"/>.</summary>
    public bool Attended { get; init; }

    /// <summary>What people were told is going to happen, by time. Without them the job's row says what was wanted last.</summary>
    public IReadOnlyList<Order> Orders { get; init; } = [];

    /// <summary>How many publish calls make each job's post live, as the test knows it. Those left out count as one.</summary>
    public IReadOnlyDictionary<Guid, int> Parts { get; init; } = new Dictionary<Guid, int>();

    /// <summary>The jobs that people have, or had, in hand, by time.</summary>
    public IReadOnlyList<HandoverRecord> Handovers { get; init; } = [];

    /// <summary>The jobs' changes of state.</summary>
    public IReadOnlyList<(JobState From, JobState To)> Moves { get; init; } = [];

    /// <summary>What became of leases, in the order of their commits.</summary>
    public IReadOnlyList<LeaseEvent> Leases { get; init; } = [];

    /// <summary>What nodes came to know of their calls and told the store, lease or no lease: an answer is truth.</summary>
    public IReadOnlyList<IntentVerdict> Told { get; init; } = [];

    /// <summary>Log lines, answers of the API, events.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>What may stand in none of them.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}

/// <summary>What a person was told, at the time of the answer.</summary>
/// <param name="JobId">Of which job.</param>
/// <param name="At">When it was answered.</param>
/// <param name="DueAt">When it goes out.</param>
/// <param name="LateAt">Until when at the latest.</param>
/// <param name="ContentHash">What goes out.</param>
/// <param name="Withdrawn">It does not go out at all.</param>
public sealed record Order(Guid JobId, DateTimeOffset At, DateTimeOffset DueAt, DateTimeOffset LateAt, string ContentHash, bool Withdrawn);

/// <summary>Something that was committed about a lease.</summary>
public abstract record LeaseEvent
{
    private LeaseEvent() { }

    public sealed record Granted(Lease Lease) : LeaseEvent;

    /// <summary>A write under it changed something.</summary>
    public sealed record Wrote(Lease Lease, string What) : LeaseEvent;

    /// <summary>It was given back or taken away.</summary>
    public sealed record Freed(Lease Lease) : LeaseEvent;

    /// <summary>Leases of other nodes were taken away; which ones is not known.</summary>
    public sealed record Rescued(Guid By) : LeaseEvent;
}
