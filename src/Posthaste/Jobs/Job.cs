using Posthaste.Platforms;

namespace Posthaste.Jobs;

/// <summary>Where a job stands: the public words, the same in the database, the API, the dashboard and the docs.
/// <c>docs/job-lifecycle.md</c> lists every allowed move.</summary>
public enum JobState
{
    /// <summary>Waits for its time.</summary>
    Scheduled,

    /// <summary>Media is being handed over, or the platform is processing it.</summary>
    Preparing,

    /// <summary>One call remains, at the due instant.</summary>
    Ready,

    /// <summary>That call is under way, or its outcome is being settled.</summary>
    Publishing,

    Published,

    /// <summary>A person must look; the reason and the last error say why.</summary>
    NeedsAttention,

    /// <summary>Closed without success, by a person or the late policy.</summary>
    Failed,

    Cancelled,

    /// <summary>A card is with a person; or (<see cref="JobReason.Inbox"/>) the post lies in the account's own inbox at the network.</summary>
    HandedOver,
}

/// <summary>Why a job stands where it stands.</summary>
public enum JobReason
{
    /// <summary>Backs off after a failed try.</summary>
    Retrying,

    /// <summary>The platform's rate limit or quota is spent.</summary>
    WaitingQuota,

    /// <summary>The channel is paused, or its token must be renewed.</summary>
    WaitingAccount,

    /// <summary>The platform is working on the media.</summary>
    Processing,

    /// <summary>The publish call's outcome is unknown, and the platform is being asked.</summary>
    Settling,

    /// <summary>Its late window ended.</summary>
    Missed,

    /// <summary>A check before publishing failed.</summary>
    Preflight,

    /// <summary>The platform refused the content.</summary>
    Content,

    /// <summary>The account must be connected again.</summary>
    Reconnect,

    /// <summary>Whether it went live could not be found out.</summary>
    Undecidable,

    /// <summary>All attempts are used up.</summary>
    Exhausted,

    /// <summary>The late policy says to leave it out.</summary>
    Skipped,

    /// <summary>The platform blocked the account or the action.</summary>
    Blocked,

    /// <summary>A card for a person was taken back, answered by nobody, or could not be brought.</summary>
    Handover,

    /// <summary>It was delivered to the account's own inbox at the network, and goes live when its owner finishes it there.</summary>
    Inbox,
}

/// <summary>How a post went out.</summary>
public enum PublishMethod
{
    Api,
    Manual,
}

/// <summary>What becomes of a job whose late window ended.</summary>
public enum LateAction
{
    Attention,
    Skip,
}

/// <summary>One post on its way to one channel.</summary>
public sealed record Job
{
    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }
    public required Guid PostId { get; init; }
    public required Guid ChannelId { get; init; }
    public required string Platform { get; init; }

    /// <summary>The one lane it is in.</summary>
    public required LaneKey Lane { get; init; }

    /// <summary>When a worker should next look at it; null where nothing is left to do.</summary>
    public required DateTimeOffset? WakeAt { get; init; }

    public required JobState State { get; init; }
    public JobReason? Reason { get; init; }
    public PublishMethod Method { get; init; }

    /// <summary>The instant the post should be live.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The due time it had when it was first scheduled; kept through retries.</summary>
    public required DateTimeOffset FirstDueAt { get; init; }

    /// <summary>The end of its late window: never published after it.</summary>
    public required DateTimeOffset LateAt { get; init; }

    public LateAction LateAction { get; init; }

    /// <summary>How long before due preparation starts.</summary>
    public required TimeSpan Lead { get; init; }

    /// <summary>Attempts used up in this round.</summary>
    public int Attempt { get; init; }

    public required int MaxAttempts { get; init; }

    /// <summary>Grows with every retry by a person, and where refused content is mended: either opens a new round of attempts.</summary>
    public int Round { get; init; } = 1;

    /// <summary>Claims in a row that ended with their process.</summary>
    public int Deaths { get; init; }

    /// <summary>Grows with every change by a person. A worker that started from an older one changes nothing.</summary>
    public long Version { get; init; } = 1;

    /// <summary>What was approved: <see cref="PublishContent.Hash"/> of it.</summary>
    public required string ApprovedHash { get; init; }

    /// <summary>What the checkpoint was made from; null without one.</summary>
    public string? PreparedHash { get; init; }

    /// <summary>The next step; null before the first.</summary>
    public string? Step { get; init; }

    /// <summary>What the finished steps left behind, in the platform's own form.</summary>
    public string? Checkpoint { get; init; }

    public SettleNotes? Settling { get; init; }
    public string? RemoteId { get; init; }
    public string? Permalink { get; init; }

    /// <summary>The platform's timestamp, else when its answer came.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>From due to the platform's answer, in milliseconds; where that was lost, to the platform's timestamp, else the call. Never below zero;
    /// null for a post that a person published.</summary>
    public long? LatenessMs { get; init; }

    /// <summary>When a person had the live post deleted; null while it stands. The job stays published.</summary>
    public DateTimeOffset? TakenDownAt { get; init; }

    public PlatformError? LastError { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A check found something, and looks again by itself until the late window ends.</summary>
    public bool MendsByItself => State == JobState.NeedsAttention && WakeAt is not null;

    /// <summary>It lies in the account's own inbox at the network. Its call stays open: nobody knows yet whether it will go live.</summary>
    public bool IsInInbox => this is { State: JobState.HandedOver, Reason: JobReason.Inbox };

    public bool IsOver => State is JobState.Published or JobState.Failed or JobState.Cancelled;
}

/// <summary>What settling, and then the search for the link, have seen so far.</summary>
public sealed record SettleNotes
{
    public static readonly SettleNotes None = new();

    /// <summary>The platform has said that it took the call and works on it: nothing was lost, its end is waited for.</summary>
    public bool Taken { get; init; }

    /// <summary>When the platform said for the first time that it lies in the account's own inbox; null where it never said so.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Reads made.</summary>
    public int Checks { get; init; }

    /// <summary>The first read after the quiet time that said "not published, and not in the account".</summary>
    public DateTimeOffset? UnpublishedSince { get; init; }

    /// <summary>The last read in which the witness said that nothing has been published.</summary>
    public DateTimeOffset? DeniedAt { get; init; }

    /// <summary>How long the platform wanted no calls meanwhile: that does not count towards giving up.</summary>
    public TimeSpan Blocked { get; init; }

    /// <summary>The one post in the account that could be this one.</summary>
    public string? MatchId { get; init; }

    /// <summary>When it was the only match for the first time.</summary>
    public DateTimeOffset? MatchSince { get; init; }
}
