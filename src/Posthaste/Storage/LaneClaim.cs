using Posthaste.Jobs;
using Posthaste.Jobs.Handoff;

namespace Posthaste.Storage;

/// <summary>Which lanes a worker wants.</summary>
/// <param name="Kind">Of this kind.</param>
/// <param name="Node">For whom.</param>
/// <param name="Now">Ready by then.</param>
/// <param name="Floor">And not before then.</param>
/// <param name="Max">At most so many.</param>
/// <param name="Kept">So many of them from share 1, where it has ready lanes; the others from share 0 as long as that has some.</param>
internal sealed record LaneClaim(LaneKind Kind, Guid Node, DateTimeOffset Now, DateTimeOffset Floor, int Max, int Kept)
{
    /// <summary>Only these, each lane once, in the order of lanes; null for whatever is ready.</summary>
    public IReadOnlyList<LaneHint>? Hints { get; init; }
}

/// <summary>A lane as a claim left it.</summary>
internal sealed record ClaimedLane
{
    public Guid LaneChannel { get; init; }
    public int ClaimedSlot { get; init; }
    public int Gate { get; init; }
    public DateTimeOffset? PausedUntil { get; init; }
    public long Epoch { get; init; }

    /// <summary>The job at its head has had an irreversible call, or is about to.</summary>
    public bool HasIntents { get; init; }
}

/// <summary>A lane that was taken, with the job at its head.</summary>
internal sealed record LaneTaken(ClaimedLane Lane, JobRow Job);
