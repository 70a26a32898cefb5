namespace Posthaste.Events;

/// <summary>What happened, in order: the audit log, and the outbox that live events and webhooks are fed from.</summary>
public interface IEventLog
{
    /// <summary>Appends in the current transaction, so that an event exists exactly when its change does.</summary>
    Task AppendAsync(Event @event, CancellationToken ct);

    /// <summary>Of one thing, oldest first.</summary>
    Task<IReadOnlyList<Event>> ListAsync(Guid workspaceId, Guid subjectId, CancellationToken ct);

    /// <summary>Of a workspace, newest first.</summary>
    Task<IReadOnlyList<PlacedEvent>> SearchAsync(EventQuery query, CancellationToken ct);
}

/// <summary>Something that happened.</summary>
public sealed record Event
{
    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }

    /// <summary>A word such as <c>post.approved</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The post, job, channel or media it is about.</summary>
    public required Guid SubjectId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: <c>engine</c>, or a person or key by name.</summary>
    public required string Actor { get; init; }

    /// <summary>A JSON object; holds no secret.</summary>
    public string Data { get; init; } = "{}";
}
