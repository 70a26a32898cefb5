using Posthaste.Jobs;

namespace Posthaste.Server.Rehearsals;

/// <summary>What would become of a post on one channel.</summary>
public enum RehearsedOutcome
{
    OnTime,

    /// <summary>Published more than a minute after its time.</summary>
    Late,

    /// <summary>A person gets it: into the chat, or the account's own inbox.</summary>
    ByHand,

    /// <summary>It still waits when the rehearsal ends.</summary>
    Waiting,

    /// <summary>Nothing goes out before somebody does something.</summary>
    NotPublished,

    /// <summary>It has a time and is not scheduled: nobody has approved it, or nobody has scheduled it.</summary>
    NotScheduled,
}

/// <summary>One post on one channel, as the rehearsal ended.</summary>
public sealed record RehearsedPost
{
    public required string Workspace { get; init; }
    public required Guid PostId { get; init; }
    public required string Title { get; init; }

    /// <summary>Such as <c>instagram:bakery</c>; of what is not scheduled, of all its channels.</summary>
    public required string Channel { get; init; }

    /// <summary>Null of what is not scheduled.</summary>
    public Guid? JobId { get; init; }

    public required DateTimeOffset DueAt { get; init; }
    public required RehearsedOutcome Outcome { get; init; }

    /// <summary>By the rehearsal's clock; null where it was not.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>From due to published; null where it was not.</summary>
    public double? LatenessSeconds { get; init; }

    /// <summary>On its way it had to wait for a limit of the account.</summary>
    public bool WaitedForLimit { get; init; }

    /// <summary>As the API has it.</summary>
    public JobReason? Reason { get; init; }

    /// <summary>The word of the check or error, such as <c>media_missing</c>.</summary>
    public string? Code { get; init; }

    /// <summary>Why, for a person; null where it goes out on time.</summary>
    public string? Cause { get; init; }

    /// <summary>What to do.</summary>
    public string? Fix { get; init; }

    /// <summary>Nobody needs to do anything.</summary>
    public bool IsFine => Outcome is RehearsedOutcome.OnTime or RehearsedOutcome.ByHand;
}

/// <summary>What a rehearsal came to.</summary>
public sealed record RehearsalReport
{
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }

    /// <summary>By due time.</summary>
    public required IReadOnlyList<RehearsedPost> Posts { get; init; }

    public int Found => Posts.Count(post => !post.IsFine);
}

/// <summary>Ends a rehearsal with a sentence for a person.</summary>
internal sealed class RehearsalException(string message) : Exception(message);
