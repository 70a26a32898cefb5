namespace Posthaste.Jobs.History;

/// <summary>What a job leaves behind and nobody needs for ever. The job itself and its live parts are none of it: they say
/// that a post has gone out, and keep it from going out again.</summary>
public enum HistoryKind
{
    Attempts,

    /// <summary>Publish calls that had no effect.</summary>
    IdleIntents,

    /// <summary>Those about jobs. What people did to posts, keys and channels stays.</summary>
    JobEvents,
}

/// <summary>Where history is kept.</summary>
public interface IHistoryStore
{
    /// <summary>Looks at the rows after <paramref name="after"/>, oldest first, and deletes those whose job is over.</summary>
    /// <param name="kind">Which rows.</param>
    /// <param name="before">Only what is older.</param>
    /// <param name="after">The last row of the step before; <see cref="Guid.Empty"/> to begin.</param>
    /// <param name="max">At most so many rows: one short transaction.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    Task<PruneStep> PruneAsync(HistoryKind kind, DateTimeOffset before, Guid after, int max, CancellationToken ct);
}

/// <summary>What one step did.</summary>
/// <param name="Last">The last row it looked at; null where none was left.</param>
/// <param name="Deleted">How many it deleted.</param>
public readonly record struct PruneStep(Guid? Last, int Deleted);
