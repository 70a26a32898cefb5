namespace Posthaste.Events;

/// <summary>A page of what happened in a workspace. What is left out asks for nothing.</summary>
public sealed record EventQuery
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>Any of these: whole kinds such as <c>job.published</c>, or their first word.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>None of these; whole kinds.</summary>
    public IReadOnlyList<string> ExceptKinds { get; init; } = [];

    public Guid? SubjectId { get; init; }

    /// <summary>By whom, exactly as it is written.</summary>
    public string? Actor { get; init; }

    /// <summary>At or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The last event of the page before; null for the first page.</summary>
    public Guid? After { get; init; }

    public required int Limit { get; init; }
}

/// <summary>An event with what a reader needs to understand it.</summary>
/// <param name="Event">What happened.</param>
/// <param name="PostId">The post it is about, or whose job it is about; null for what has no post.</param>
/// <param name="ChannelId">The channel it is about, or on which the job is; null for what has none.</param>
/// <param name="Title">The post's, as it is now, also once it is deleted; null without a post.</param>
public sealed record PlacedEvent(Event Event, Guid? PostId, Guid? ChannelId, string? Title);
