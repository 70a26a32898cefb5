namespace Posthaste.Sandbox.Ledger;

/// <summary>A call that reached <c>media_publish</c>.</summary>
internal sealed record LedgerCall
{
    public required int Seq { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    public required string AccountId { get; init; }

    public required string? ContainerId { get; init; }

    /// <summary>True when this very call made a post go live.</summary>
    public bool Accepted { get; init; }

    public LedgerAnswer Answer { get; init; } = LedgerAnswer.Pending;

    /// <summary>HTTP status sent; null where none was.</summary>
    public int? Status { get; init; }

    public int? Code { get; init; }

    public int? Subcode { get; init; }

    public string? MediaId { get; init; }

    /// <summary>The fault that hit the call.</summary>
    public int? FaultId { get; init; }
}

/// <summary>A call that would have made a comment or a reply.</summary>
internal sealed record LedgerCommentCall
{
    public required int Seq { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    public required string AccountId { get; init; }

    /// <summary>The post commented on, or the comment replied to.</summary>
    public required string TargetId { get; init; }

    /// <summary>True when this very call made a comment.</summary>
    public bool Accepted { get; init; }

    public LedgerAnswer Answer { get; init; } = LedgerAnswer.Pending;

    /// <inheritdoc cref="LedgerCall.Status"/>
    public int? Status { get; init; }

    public int? Code { get; init; }

    public int? Subcode { get; init; }

    public string? CommentId { get; init; }

    /// <inheritdoc cref="LedgerCall.FaultId"/>
    public int? FaultId { get; init; }
}

/// <summary>What the caller was told.</summary>
internal enum LedgerAnswer
{
    /// <summary>Not decided yet: a slow fault holds the call.</summary>
    Pending,

    /// <summary>The platform's own answer.</summary>
    Given,

    /// <summary>Another answer than what happened deserves: an error, or half an answer.</summary>
    Replaced,

    /// <summary>None: the connection ended first.</summary>
    Dropped,
}
