namespace Posthaste.Posts;

/// <summary>Where a post stands with the people who must agree (R-MAN-1).</summary>
public enum ApprovalState
{
    Draft,

    /// <summary>Waits for somebody to approve it.</summary>
    Pending,

    /// <summary>Agreed, for exactly the content whose hash was signed.</summary>
    Approved,

    /// <summary>Refused, with a reason.</summary>
    Rejected,
}

/// <summary>How a post came to be approved.</summary>
public enum ApprovedThrough
{
    /// <summary>Somebody looked at it and agreed.</summary>
    Approval,

    /// <summary>Nobody had to agree, and somebody gave it its time.</summary>
    Scheduling,
}

/// <summary>Content for one or more channels. How it fares on each of them is told by its jobs.</summary>
public sealed record Post
{
    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }

    /// <summary>Grows with every change; the API's ETag.</summary>
    public long Version { get; init; } = 1;

    /// <summary>The draft's, or the one made from its content.</summary>
    public required string Title { get; init; }

    public required PostDraft Draft { get; init; }

    /// <summary>The wanted time. The jobs hold the real one, which a retry or a move of a single job changes.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    public ApprovalState Approval { get; init; } = ApprovalState.Draft;

    /// <summary>Of what was approved, for all channels together; null unless approved.</summary>
    public string? ApprovedHash { get; init; }

    public string? ApprovedBy { get; init; }

    /// <summary>Null unless approved. What was approved by scheduling alone is not enough where somebody has to agree.</summary>
    public ApprovedThrough? ApprovedThrough { get; init; }

    /// <summary>Who asked for the approval last; null for a draft that nobody has submitted since it was changed.</summary>
    public string? SubmittedBy { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? ApprovalNote { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Who changed the content last.</summary>
    public required string ChangedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Deleted posts are kept for the history of their jobs.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The series that it was made by; null for any other post. Never changes.</summary>
    public Guid? SeriesId { get; init; }

    /// <summary>Which day of the series it is; null for any other post, and where the series has given the day to another one.</summary>
    public DateOnly? SeriesDay { get; init; }

    internal Post Unapproved(ApprovalState state)
    {
        var unapproved = this with { Approval = state, ApprovedHash = null, ApprovedBy = null, ApprovedThrough = null };
        return state == ApprovalState.Draft ? unapproved with { SubmittedBy = null, SubmittedAt = null } : unapproved;
    }

    /// <summary>Where scheduling is the approval.</summary>
    internal Post SignedByScheduling(string hash, string actor) => this with
    {
        Approval = ApprovalState.Approved,
        ApprovedHash = hash,
        ApprovedBy = actor,
        ApprovedThrough = Posts.ApprovedThrough.Scheduling,
        ApprovalNote = null,
    };
}
