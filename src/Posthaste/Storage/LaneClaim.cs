using Posthaste.Jobs;

namespace Posthaste.Storage;

/// <summary>Which lanes a worker wants.</summary>
internal sealed record LaneClaim(LaneKind Kind, Guid Node, DateTimeOffset Now, DateTimeOffset Floor, int Max);

/// <summary>A lane that was taken, with the job at its head.</summary>
internal sealed record ClaimedLane
{
    public Guid ChannelId { get; init; }
    public int Slot { get; init; }
    public int Gate { get; init; }
    public DateTimeOffset? PausedUntil { get; init; }
    public long Epoch { get; init; }
    public Guid JobId { get; init; }
}
