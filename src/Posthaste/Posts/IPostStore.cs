using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Posts.Files;
using Posthaste.Posts.Versions;

namespace Posthaste.Posts;

/// <summary>Rows of posts. Every implementation passes <c>PostStoreContract</c>.</summary>
public interface IPostStore
{
    /// <summary>Deleted ones are not found.</summary>
    Task<Post?> FindAsync(Guid workspaceId, Guid postId, CancellationToken ct);

    /// <summary>Also a deleted one: its jobs may still have something to finish.</summary>
    Task<Post?> FindEvenDeletedAsync(Guid postId, CancellationToken ct);

    /// <summary>Reads the post and keeps others from changing it until the current transaction ends. Take it before
    /// the lanes and jobs. Deleted ones are not found.</summary>
    Task<Post?> LockAsync(Guid workspaceId, Guid postId, CancellationToken ct);

    Task AddAsync(Post post, CancellationToken ct);

    /// <summary>Writes a post that was locked, over the version before its own. Where it is not approved, the files that an
    /// approval signed are forgotten.</summary>
    Task SaveAsync(Post post, CancellationToken ct);

    /// <summary>Writes down the files that an approval signs, in the place of those before. To be called after <see cref="SaveAsync"/>.</summary>
    Task SaveFilesAsync(Guid postId, IReadOnlyList<PostFile> files, CancellationToken ct);

    /// <returns>Empty for a post that nobody approved, or before files were written down.</returns>
    Task<IReadOnlyList<PostFile>> ListFilesAsync(Guid postId, CancellationToken ct);

    /// <summary>Keeps the content of this moment, and forgets the oldest over <see cref="PostVersion.Kept"/>.</summary>
    Task AddVersionAsync(PostVersion version, CancellationToken ct);

    /// <summary>Newest first; also of a deleted post.</summary>
    Task<IReadOnlyList<PostVersion>> ListVersionsAsync(Guid postId, CancellationToken ct);

    /// <summary>Whether a rendition was signed for a post that may still send it.</summary>
    Task<bool> IsRenditionNeededAsync(Guid renditionId, CancellationToken ct);

    /// <summary>In the order asked for.</summary>
    Task<PostPage> ListAsync(PostQuery query, CancellationToken ct);

    /// <summary>What goes out, went out or is planned from <paramref name="from"/> until before <paramref name="to"/>, by time.</summary>
    Task<IReadOnlyList<CalendarEntry>> ListCalendarAsync(Guid workspaceId, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct);

    /// <summary>Posts with a job that still needs this media item.</summary>
    Task<IReadOnlyList<PostUse>> ListUsesAsync(Guid mediaId, CancellationToken ct);

    /// <summary>Whether a job with this media item has yet to go out; one that is live and only followed up does not count.</summary>
    Task<bool> IsMediaOnItsWayAsync(Guid mediaId, CancellationToken ct);
}

/// <summary>A page of a workspace's posts.</summary>
public sealed record PostQuery
{
    public required Guid WorkspaceId { get; init; }
    public ApprovalState? Approval { get; init; }
    /// <summary>Only those with a job in one of these states; empty for any, and for posts without a job.</summary>
    public IReadOnlyList<JobState> States { get; init; } = [];

    /// <summary>Only those that have it in their title or caption, whatever the case of its letters; null for any.</summary>
    public string? Search { get; init; }

    public Guid? ChannelId { get; init; }
    public Guid? CategoryId { get; init; }
    public Guid? SeriesId { get; init; }

    /// <summary>Only those that show this item of the library, have it as their cover, or were approved with it.</summary>
    public Guid? MediaId { get; init; }

    public PostOrder Order { get; init; }

    /// <summary>The last post of the page before; null for the first page.</summary>
    public Guid? After { get; init; }

    /// <summary>In an order by plan, the planned time of that post; null where it has none.</summary>
    public DateTimeOffset? AfterPlannedAt { get; init; }

    public required int Limit { get; init; }
}

/// <summary>In which order posts are listed.</summary>
public enum PostOrder
{
    NewestFirst,

    /// <summary>What is planned first comes first; what has no time comes last, oldest first.</summary>
    ByPlan,

    /// <summary>What is planned last comes first; what has no time comes last, newest first.</summary>
    LatestPlanFirst,
}

/// <param name="Next">What to ask for as <see cref="PostQuery.After"/>; null on the last page.</param>
public sealed record PostPage(IReadOnlyList<Post> Items, Guid? Next);

/// <summary>One post on one channel, or a post that has no job yet.</summary>
public sealed record CalendarEntry
{
    /// <summary>When the job is due, or the post planned.</summary>
    public required DateTimeOffset At { get; init; }

    public required Guid PostId { get; init; }
    public required string Title { get; init; }
    public required PostType Type { get; init; }
    public required ApprovalState Approval { get; init; }

    /// <summary>The first one, for a thumbnail; null for a post without media.</summary>
    public Guid? MediaId { get; init; }

    /// <summary>The job's channel, or all of the post's.</summary>
    public required IReadOnlyList<Guid> ChannelIds { get; init; }

    /// <summary>Null where the post has none.</summary>
    public Guid? CategoryId { get; init; }

    /// <summary>Null where the post has no job.</summary>
    public Guid? JobId { get; init; }

    public JobState? State { get; init; }
    public JobReason? Reason { get; init; }
}

/// <param name="DueAt">When the job is due.</param>
public sealed record PostUse(Guid PostId, string Title, DateTimeOffset DueAt);
