namespace Posthaste.Posts.Comments;

/// <summary>Rows of comments.</summary>
public interface ICommentStore
{
    Task AddAsync(PostComment comment, CancellationToken ct);

    /// <summary>Also a deleted one.</summary>
    Task<PostComment?> FindAsync(Guid postId, Guid commentId, CancellationToken ct);

    /// <summary>Writes the text of a comment, or that it is deleted.</summary>
    /// <returns>False where it was deleted before: nothing was changed.</returns>
    Task<bool> SaveAsync(PostComment comment, CancellationToken ct);

    /// <summary>Oldest first, deleted ones among them.</summary>
    /// <param name="postId">Of which post.</param>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    Task<IReadOnlyList<PostComment>> ListAsync(Guid postId, (DateTimeOffset At, Guid Id)? after, int limit, CancellationToken ct);
}
