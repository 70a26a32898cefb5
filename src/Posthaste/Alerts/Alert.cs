namespace Posthaste.Alerts;

/// <summary>What an alert is about.</summary>
public enum AlertKind
{
    /// <summary>A post waits for a person.</summary>
    NeedsAttention,

    /// <summary>A post was left out, because its time passed and its late policy says so.</summary>
    Failed,

    /// <summary>For minutes nobody has known whether a publish call happened.</summary>
    Settling,

    /// <summary>The access to an account ends before a post that is planned on it, and nothing but a person renews it.</summary>
    TokenEndsFirst,

    /// <summary>The access to an account has ended.</summary>
    AccountLost,

    /// <summary>Too few of the last day's posts went out.</summary>
    SuccessRate,

    /// <summary>Posts whose time has come are not taken up.</summary>
    QueueLate,

    /// <summary>Networks could not fetch media from where this server hosts it.</summary>
    StorageFailing,

    /// <summary>A post is in a person's hands, and nobody has answered for long.</summary>
    CardUnanswered,

    /// <summary>Too many of the last day's posts could not go out by themselves, and were given to people.</summary>
    FallbackRate,

    /// <summary>Too many of the last day's calls to networks failed.</summary>
    ApiErrorRate,

    /// <summary>The access to an account was to be renewed, and was not.</summary>
    TokenRefresh,

    /// <summary>A network does not answer, and posts are due on it.</summary>
    NetworkSilent,
}

/// <summary>Something that a person should know of now. It ends by itself with what it is about.</summary>
public sealed record Alert
{
    public required Guid Id { get; init; }
    public required AlertFinding Finding { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Somebody has seen it: it is not told again. Null until then.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    /// <summary>How often it was told again because nobody had seen it.</summary>
    public int Escalations { get; init; }

    /// <summary>The last time.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>When it was over; null while it lasts.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }
}

/// <summary>What a look at the server found.</summary>
public sealed record AlertFinding
{
    public required Guid WorkspaceId { get; init; }
    public required AlertKind Kind { get; init; }

    /// <summary>The job, channel or workspace.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Tells one trouble of a subject from the next, such as the error and the round of attempts: a second one of the same is not the first going on.</summary>
    public string Occurrence { get; init; } = "";

    /// <summary>What alerts are counted together by: a stable snake_case word or a network's code.</summary>
    public required string ErrorKind { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>What happened and what to do, as sentences; holds no secret.</summary>
    public required string Message { get; init; }

    /// <summary>The dashboard's page about it, from its root.</summary>
    public required string Path { get; init; }

    internal (AlertKind Kind, Guid SubjectId, string Occurrence) Key => (Kind, SubjectId, Occurrence);
}
