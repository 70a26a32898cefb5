using Posthaste.Jobs;

namespace Posthaste.Posts.Versions;

/// <summary>The call that made a part of a job live, or the newest one that was made for it.</summary>
public sealed record SentCall
{
    /// <summary><c>post</c>, <c>story_1</c>, <c>comment</c> …</summary>
    public required string Part { get; init; }

    /// <summary>Of what the call was made with.</summary>
    public required string ContentHash { get; init; }

    /// <summary>When it was about to be made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Null while nobody knows.</summary>
    public IntentOutcome? Outcome { get; init; }

    public string? RemoteId { get; init; }
    public string? Permalink { get; init; }
}

/// <summary>Where it is on record what was sent with which content.</summary>
public interface ISentCalls
{
    /// <summary>One for each part of the job, in the order of their first calls.</summary>
    Task<IReadOnlyList<SentCall>> ListAsync(Guid jobId, CancellationToken ct);
}
