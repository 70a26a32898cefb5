namespace Posthaste.Platforms;

/// <summary>The question "did this publish call take effect?".</summary>
public sealed record ProbeCall
{
    public required PlatformAccount Account { get; init; }

    public required PlatformPost Post { get; init; }

    /// <summary>Which of the post's irreversible calls is asked about.</summary>
    public string Part { get; init; } = PublishStep.Post;

    /// <summary>The network's id of the post itself, where it is known: needed to look for a comment.</summary>
    public string? RemoteId { get; init; }

    /// <summary>The network's ids of this job's other parts that are live: they are not what is looked for.</summary>
    public IReadOnlyList<string> OtherPartIds { get; init; } = [];

    /// <summary>The checkpoint the publish call was made with, or that of <see cref="StepResult.Taken"/>.</summary>
    public required string? Checkpoint { get; init; }

    /// <summary>When the first intent of this part was committed: nothing older can be ours.</summary>
    public required DateTimeOffset IntentAt { get; init; }

    /// <summary>When the call must have ended.</summary>
    public required DateTimeOffset DeadlineAt { get; init; }
}

/// <summary>What the strongest witness says.</summary>
public enum Witness
{
    /// <summary>This network has none: only the account's list can tell.</summary>
    None,

    /// <summary>It exists, and could not be read this time.</summary>
    Unreadable,

    /// <summary>The network is still at work.</summary>
    Pending,

    /// <summary>Ready and not published, so far as the network knows at this moment.</summary>
    NotPublished,

    /// <summary>It went live.</summary>
    Published,

    /// <summary>It lies in the account's own inbox there, and goes live when its owner finishes it. The network sees to that, not we.</summary>
    Delivered,

    /// <summary>It ran out unpublished and can never go live.</summary>
    Expired,

    /// <summary>The network gave up on it.</summary>
    Failed,

    /// <summary>The only one there could have been was in the answer that was lost: nobody can ever be asked.</summary>
    Lost,
}

/// <summary>What a probe saw. Deciding is the engine's part.</summary>
public sealed record Evidence
{
    public required Witness Witness { get; init; }

    /// <summary>The account's list was read; otherwise an empty <see cref="Matches"/> says nothing.</summary>
    public required bool ListRead { get; init; }

    /// <summary>Posts in the account that could be this one: same caption, type and item count, in the time of
    /// the call, and not there before. Never "the newest one".</summary>
    public IReadOnlyList<RemotePost> Matches { get; init; } = [];

    /// <summary>The post, where the witness itself names it; null where only the list can.</summary>
    public RemotePost? Post { get; init; }

    /// <summary>What was sent can go live once at most, however often it is sent and however late it arrives: the witness's word counts at
    /// once, without a quiet time, a second read or the list.</summary>
    public bool OnceOnly { get; init; }

    /// <summary>When to ask again while the witness is <see cref="Witness.Pending"/> or <see cref="Witness.Delivered"/>; null for the engine's own ladder.</summary>
    public TimeSpan? LookAfter { get; init; }

    /// <summary>Why something could not be read, or why it failed.</summary>
    public PlatformError? Error { get; init; }

    /// <summary>Set where the network says to stop calling until then.</summary>
    public DateTimeOffset? BlockedUntil { get; init; }

    public CallTrace Trace { get; init; } = CallTrace.None;
}

/// <summary>A post found in the account.</summary>
public sealed record RemotePost(string RemoteId, Uri? Permalink, DateTimeOffset At);
