namespace Posthaste.Jobs;

/// <summary>What became of an irreversible call.</summary>
public enum IntentOutcome
{
    Happened,
    NotHappened,

    /// <summary>Nobody could find out; a person decided what to do.</summary>
    Abandoned,
}

/// <summary>A committed row that says "this irreversible call is about to be made".</summary>
public sealed record Intent
{
    public required Guid Id { get; init; }
    public required Guid JobId { get; init; }

    /// <summary>Which of the job's irreversible calls: <c>post</c>; later also <c>comment</c>, or one per story.</summary>
    public required string Part { get; init; }

    /// <summary>Counts the intents of this part, from 1.</summary>
    public required int Number { get; init; }

    public required string Step { get; init; }

    /// <summary>The checkpoint the call is made with: what settling asks about.</summary>
    public required string? Checkpoint { get; init; }

    public required string ContentHash { get; init; }
    public required DateTimeOffset IntentAt { get; init; }

    /// <summary>By then the call has been answered or given up.</summary>
    public required DateTimeOffset DeadlineAt { get; init; }

    /// <summary>Null while nobody knows.</summary>
    public IntentOutcome? Outcome { get; init; }

    /// <summary>The post it made, where it happened and the id is known.</summary>
    public string? RemoteId { get; init; }
}

/// <summary>How an intent ended, and how that is known.</summary>
/// <param name="IntentId">Whose outcome it is.</param>
/// <param name="Outcome">What became of the call.</param>
/// <param name="Evidence">In words: the answer, what the witness said, or who decided.</param>
/// <param name="RemoteId">The post, where known.</param>
public sealed record IntentVerdict(Guid IntentId, IntentOutcome Outcome, string Evidence, string? RemoteId = null);

/// <summary>Whether an intent was committed.</summary>
public enum IntentGrant
{
    Granted,

    /// <summary>The lease is no longer held: another worker has the job.</summary>
    Fenced,

    /// <summary>Something changed since the job was claimed: its content, its time, its channel, or its window ended.</summary>
    Refused,

    /// <summary>The channel's posts of the day or the hour are used up.</summary>
    OverLimit,
}
