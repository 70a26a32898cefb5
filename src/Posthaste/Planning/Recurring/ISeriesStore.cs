namespace Posthaste.Planning.Recurring;

/// <summary>Rows of series, and which posts they made. Every implementation passes <c>SeriesContract</c>.</summary>
public interface ISeriesStore
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<PostSeries>> ListAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>Those of all workspaces that have not ended.</summary>
    Task<IReadOnlyList<PostSeries>> ListRunningAsync(CancellationToken ct);

    Task<PostSeries?> FindAsync(Guid workspaceId, Guid seriesId, CancellationToken ct);

    /// <summary>Reads the series and keeps others from changing it, and from making its posts, until the current transaction ends. Take it before posts.</summary>
    Task<PostSeries?> LockAsync(Guid workspaceId, Guid seriesId, CancellationToken ct);

    Task AddAsync(PostSeries series, CancellationToken ct);

    /// <summary>Writes a series that was locked.</summary>
    Task SaveAsync(PostSeries series, CancellationToken ct);

    /// <summary>Its posts belong to none then.</summary>
    Task RemoveAsync(Guid seriesId, CancellationToken ct);

    /// <summary>The days that have their post, deleted ones too.</summary>
    Task<IReadOnlySet<DateOnly>> ListDaysAsync(Guid seriesId, CancellationToken ct);

    /// <summary>Notes the version that a post has when the series has made it.</summary>
    Task MarkMadeAsync(Guid postId, long version, CancellationToken ct);

    /// <summary>Its posts that are planned for later than this.</summary>
    /// <param name="seriesId">Whose.</param>
    /// <param name="after">Planned for a later time.</param>
    /// <param name="untouched">Only those that nobody has changed since they were made.</param>
    /// <param name="ct">Ends the reading.</param>
    Task<IReadOnlyList<Guid>> ListPostsAsync(Guid seriesId, DateTimeOffset after, bool untouched, CancellationToken ct);

    /// <summary>Gives a post's day back to its series, to be made again.</summary>
    Task FreeDayAsync(Guid postId, CancellationToken ct);
}
