using Posthaste.Jobs;

namespace Posthaste.Handover;

/// <summary>Where a card stands.</summary>
public enum HandoverState
{
    /// <summary>It goes out at its time, or again after a failure.</summary>
    Waiting,

    /// <summary>It is being sent.</summary>
    Sending,

    WithPerson,

    /// <summary>Answered, taken back or given up; its outcome says which.</summary>
    Ended,
}

/// <summary>A job in a person's hands, or one that was: one card. A job has at most one that is not ended.</summary>
public sealed record HandoverItem
{
    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }
    public required Guid JobId { get; init; }
    public required Guid PostId { get; init; }
    public required Guid ChannelId { get; init; }

    /// <summary>Names it in a button.</summary>
    public required string Code { get; init; }

    public required HandoverState State { get; init; }
    public required HandoverCause Cause { get; init; }
    public required string Why { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public required DateTimeOffset CardAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How often sending was begun.</summary>
    public int Copies { get; init; }

    /// <summary>Where it was sent, or was to be; null before.</summary>
    public string? ChatId { get; init; }

    /// <summary>Null while it is not sent, or where nobody knows its place.</summary>
    public CardPlace? Place { get; init; }

    /// <summary>Null while it is open.</summary>
    public HandoverOutcome? Outcome { get; init; }

    /// <summary>Who ended it; null while it is open.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>What the card says once it is closed; null for a sentence made from the outcome.</summary>
    public string? Verdict { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where the person says the post is.</summary>
    public string? Link { get; init; }

    /// <summary>Whether it was found in the account; null without a link.</summary>
    public bool? LinkChecked { get; init; }

    /// <summary>Who said "posted" after the card was closed; null for nobody.</summary>
    public string? LateBy { get; init; }

    public DateTimeOffset? RemindedAt { get; init; }

    /// <summary>Why it could not be sent; null where nothing went wrong.</summary>
    public string? LastError { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool IsOpen => State != HandoverState.Ended;
}
