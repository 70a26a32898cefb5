namespace Posthaste.Jobs;

/// <summary>What a lane is for. The order is the lock order.</summary>
public enum LaneKind
{
    /// <summary>Preparing, settling, following up. A channel has a few slots of it.</summary>
    Prepare = 0,

    /// <summary>The irreversible call. A channel has one, so that its publish calls never overlap.</summary>
    Publish = 1,
}

/// <summary>Names a lane. A job is in exactly one, and a lane runs at most one job.</summary>
public readonly record struct LaneKey(Guid ChannelId, LaneKind Kind, int Slot) : IComparable<LaneKey>
{
    public int CompareTo(LaneKey other) =>
        (ChannelId, Kind, Slot).CompareTo((other.ChannelId, other.Kind, other.Slot));

    public static bool operator <(LaneKey left, LaneKey right) => left.CompareTo(right) < 0;

    public static bool operator >(LaneKey left, LaneKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(LaneKey left, LaneKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LaneKey left, LaneKey right) => left.CompareTo(right) >= 0;

    public static LaneKey PublishLane(Guid channelId) => new(channelId, LaneKind.Publish, 0);

    /// <summary>The prepare slot of a job: always the same one, so that a job's lane follows from its id.</summary>
    public static LaneKey PrepareLane(Guid channelId, Guid jobId, int slots) =>
        new(channelId, LaneKind.Prepare, jobId.ToByteArray()[15] % slots);
}

/// <summary>Whether a channel's jobs may publish.</summary>
public enum Gate
{
    Open = 0,

    /// <summary>A person paused it: nothing is created or published, but unknown outcomes are still settled.</summary>
    Paused = 1,

    /// <summary>The token is dead.</summary>
    Reconnect = 2,

    Disconnected = 3,
}

/// <summary>The right to change one running job. Every write to a running job takes a lease, so a worker that was
/// frozen past its node's lease cannot overwrite the work of the one that replaced it.</summary>
/// <param name="Lane">The lane held.</param>
/// <param name="Epoch">The fencing token: grows by one at every claim; a write with an older one changes nothing.</param>
/// <param name="JobId">The job running in it.</param>
/// <param name="Node">The incarnation that holds it.</param>
public sealed record Lease(LaneKey Lane, long Epoch, Guid JobId, Guid Node);

/// <summary>A job that this node now runs.</summary>
/// <param name="OpenIntent">An irreversible call whose outcome is unknown: settle it before anything else.</param>
/// <param name="PausedUntil">The platform said to wait; set where the job was woken early because its late window ends.</param>
/// <param name="ClaimedAt">When its lane was taken; null where that is just now.</param>
/// <param name="Parts">The parts that have had an intent, as they were when it was claimed: nobody else adds one while the lease
/// holds. Null where they have to be asked for.</param>
public sealed record ClaimedJob(
    Lease Lease, Job Job, Gate Gate, DateTimeOffset? PausedUntil, Intent? OpenIntent, DateTimeOffset? ClaimedAt = null, IReadOnlyList<JobPart>? Parts = null);
