using Posthaste.Jobs;

namespace Posthaste.Transfer.Feeds;

/// <summary>An address under which calendar programs read titles and times. Whoever has the address can read them; its secret is on record as a hash only.</summary>
internal sealed record CalendarFeed
{
    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }

    /// <summary>For people; also the calendar's own name.</summary>
    public required string Name { get; init; }

    /// <summary>Empty for all.</summary>
    public IReadOnlyList<Guid> ChannelIds { get; init; } = [];

    /// <summary>Empty for all, and for posts that are only planned.</summary>
    public IReadOnlyList<JobState> States { get; init; } = [];

    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Start of the last day on which it was read, UTC; null before the first time. No more is kept of who reads when.</summary>
    public DateTimeOffset? UsedDay { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>One post on one channel, as a feed shows it.</summary>
internal sealed record FeedEntry
{
    public required Guid PostId { get; init; }

    /// <summary>Null for a planned post without channels.</summary>
    public Guid? ChannelId { get; init; }

    public required DateTimeOffset At { get; init; }
    public required string Title { get; init; }

    /// <summary>Never falls.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Null for a post that is only planned.</summary>
    public JobState? State { get; init; }

    /// <summary>It will not go out any more.</summary>
    public bool IsOff => State is JobState.Cancelled or JobState.Failed;
}

/// <param name="WorkspaceId">Whose.</param>
/// <param name="From">Due or planned at or after.</param>
/// <param name="To">Due or planned before.</param>
/// <param name="EndedSince">What will not go out is shown where that was decided since then.</param>
/// <param name="Limit">How many at most, earliest first.</param>
internal sealed record FeedWindow(Guid WorkspaceId, DateTimeOffset From, DateTimeOffset To, DateTimeOffset EndedSince, int Limit);

/// <summary>Rows of feeds. Every implementation passes <c>CalendarFeedStoreContract</c>.</summary>
internal interface ICalendarFeedStore
{
    Task AddAsync(CalendarFeed feed, string hash, CancellationToken ct);

    /// <returns>Null where there is none, or it was revoked.</returns>
    Task<CalendarFeed?> FindByHashAsync(string hash, CancellationToken ct);

    /// <summary>Newest first, revoked ones too.</summary>
    Task<IReadOnlyList<CalendarFeed>> ListAsync(Guid workspaceId, CancellationToken ct);

    /// <returns>False where there is no such feed that still works.</returns>
    Task<bool> RevokeAsync(Guid workspaceId, Guid feedId, DateTimeOffset at, CancellationToken ct);

    /// <param name="feedId">Which.</param>
    /// <param name="day">Start of the day.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    Task SetUsedAsync(Guid feedId, DateTimeOffset day, CancellationToken ct);

    /// <summary>By time.</summary>
    Task<IReadOnlyList<FeedEntry>> ListEntriesAsync(FeedWindow window, CancellationToken ct);
}
