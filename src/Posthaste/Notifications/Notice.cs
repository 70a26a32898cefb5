namespace Posthaste.Notifications;

/// <summary>Whether something is good news.</summary>
public enum NoticeTone
{
    Neutral,

    /// <summary>Something went well, or is well again.</summary>
    Good,

    /// <summary>Somebody should look.</summary>
    Trouble,
}

/// <summary>Something that happened, as it is told.</summary>
public sealed record Notice
{
    /// <summary>The event's; another one where this is told without one, as a test is.</summary>
    public required Guid EventId { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>Of the event, such as <c>alert.raised</c>.</summary>
    public required string Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What it is about, such as a post; its type is the first word of the kind.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>JSON object of the event; holds no secret.</summary>
    public required string Data { get; init; }

    /// <summary>For people, as long as it came; never empty.</summary>
    public required string Title { get; init; }

    /// <summary>For people, in a sentence or more, as long as it came; may be empty.</summary>
    public required string Message { get; init; }

    public required NoticeTone Tone { get; init; }

    /// <summary>A word for the kind of trouble, such as <c>reconnect_account</c>; null where none is known.</summary>
    public string? ErrorKind { get; init; }

    /// <summary>Of the page to look at, such as <c>/posts/0197…</c>; null for none.</summary>
    public string? Path { get; init; }

    /// <summary>Told in quiet hours too, and not held for a digest.</summary>
    public bool Urgent { get; init; }

    /// <summary>The post it is about; null for none.</summary>
    public Guid? PostId { get; init; }

    /// <summary>Notices of one pace reach people once a minute at the most: of the same trouble, of what is well again, of the same kind.</summary>
    public string Pace => Tone switch
    {
        NoticeTone.Trouble => $"trouble {ErrorKind ?? Kind}",
        NoticeTone.Good => $"good {ErrorKind ?? Kind}",
        _ => Kind,
    };
}

/// <summary>What one message tells.</summary>
/// <param name="First">Told in full.</param>
/// <param name="Others">Told with it in short, in the order of the events: a digest, or what was held back.</param>
/// <param name="IsDigest">All of them weigh the same.</param>
public sealed record Bulletin(Notice First, IReadOnlyList<Notice> Others, bool IsDigest = false)
{
    public NoticeTone Tone => IsDigest && Others.Any(other => other.Tone == NoticeTone.Trouble) ? NoticeTone.Trouble : First.Tone;
}
