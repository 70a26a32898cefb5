namespace Posthaste.Jobs.Generations;

/// <summary>What the guard against restored backups asks of the store. Every implementation passes <c>GenerationStoreContract</c>.</summary>
public interface IGenerationStore
{
    /// <summary>Reads what the database says of itself.</summary>
    /// <param name="intents">To be looked for.</param>
    /// <param name="node">The one that asks, which is not counted among the others.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="ct">Ends the reading.</param>
    Task<GenerationFacts> ReadAsync(IReadOnlyCollection<Guid> intents, Guid node, DateTimeOffset now, CancellationToken ct);

    /// <summary>When the newest change of a job was made, for a database whose servers kept no other record of their time.</summary>
    /// <returns>Null without jobs.</returns>
    Task<DateTimeOffset?> ReadLastChangeAsync(CancellationToken ct);

    /// <returns>False where another node has begun the same or a later one: nothing was changed.</returns>
    Task<bool> BeginAsync(Generation generation, CancellationToken ct);

    /// <summary>Notes that the database was seen to be of this generation.</summary>
    /// <param name="generation">As it was read: an older copy in its place is not touched.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="ct">Ends the wait.</param>
    Task SeenAsync(Generation generation, DateTimeOffset now, CancellationToken ct);

    /// <summary>Opens an intent for a call that may have been made in a time of which the database knows nothing.</summary>
    /// <returns>False where the lease or the job's version is no longer current, or a call of the job is open already.</returns>
    Task<bool> OpenIntentAsync(Lease lease, Job job, Intent intent, CancellationToken ct);

    /// <summary>Which of these addresses belong to posts of the channel's jobs.</summary>
    Task<IReadOnlySet<string>> FindLinkedAsync(Guid channelId, IReadOnlyCollection<string> permalinks, CancellationToken ct);
}
