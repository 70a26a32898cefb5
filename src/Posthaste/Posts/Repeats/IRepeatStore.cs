using Posthaste.Media;

namespace Posthaste.Posts.Repeats;

/// <summary>Looks among the posts of a channel for those that show the same. Every implementation passes <c>RepeatContract</c>.</summary>
public interface IRepeatStore
{
    /// <summary>The post nearest in time with the very same file, be it in the library still or not. Covers do not count.</summary>
    /// <returns>Null where there is none.</returns>
    Task<RepeatedPost?> FindSameAsync(RepeatQuery query, MediaItem item, CancellationToken ct);

    /// <summary>The post nearest in time with another picture of the library that looks like this one. Covers do not count.</summary>
    /// <returns>Null where there is none, and for an item without a likeness.</returns>
    Task<RepeatedPost?> FindAlikeAsync(RepeatQuery query, MediaItem item, CancellationToken ct);
}

/// <summary>Where to look: posts that are live or on their way, whichever way they got there.</summary>
public sealed record RepeatQuery
{
    public required Guid ChannelId { get; init; }

    /// <summary>Left out: it does not repeat itself.</summary>
    public required Guid PostId { get; init; }

    /// <summary>The series that made it, whose other posts are left out, and the one that it repeats: a series says yes to repeats of itself. Null for none.</summary>
    public Guid? SeriesId { get; init; }

    /// <summary>Stories are compared with stories only, and everything else with everything else.</summary>
    public required bool IsStory { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Less far than this from <see cref="At"/>, before or after.</summary>
    public required TimeSpan Window { get; init; }
}

/// <param name="DueAt">When it is due on the channel, or was.</param>
public sealed record RepeatedPost(Guid PostId, string Title, DateTimeOffset DueAt);
