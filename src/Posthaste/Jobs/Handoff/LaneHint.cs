namespace Posthaste.Jobs.Handoff;

/// <summary>Says that a lane has something to do. Never more than a hint: whoever takes it up claims the lane in the store, which decides.</summary>
/// <param name="Lane">Which.</param>
/// <param name="JobId">At its head when it was looked at; for whoever follows a job through the broker.</param>
/// <param name="Epoch">Of the lane when it was looked at: a later one means that somebody has had it since. Null for any.</param>
public sealed record LaneHint(LaneKey Lane, Guid JobId, long? Epoch);

/// <summary>Finds lanes for <see cref="TellWorkers"/>.</summary>
internal interface IDueLanes
{
    /// <summary>Lanes of this kind that are ready and that nobody holds, those that have waited longest first; half of the places are for the lanes of crowded workspaces, where
    /// those have some.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="now">The database's time: lanes ready by then.</param>
    /// <param name="floor">And not before then.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="ct">Ends the reading.</param>
    Task<IReadOnlyList<LaneHint>> ListAsync(LaneKind kind, DateTimeOffset now, DateTimeOffset floor, int max, CancellationToken ct);
}
