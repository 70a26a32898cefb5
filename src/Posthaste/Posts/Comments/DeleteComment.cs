using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Posts.Comments;

/// <summary>Takes the words of a comment away; that there was one, and who took it away, stays.</summary>
internal sealed class DeleteComment(IPostStore posts, ICommentStore comments, IEventLog events, ITransactions transactions, EngineClock clock)
{
    internal static readonly CommentResult.Refused AlreadyDeleted = new("comment_deleted", "The comment is deleted already.");

    /// <param name="workspaceId">Whose.</param>
    /// <param name="postId">Of which post.</param>
    /// <param name="commentId">Which.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="ofOthers">They may delete what others wrote too.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<CommentResult> RunAsync(Guid workspaceId, Guid postId, Guid commentId, CommentAuthor actor, bool ofOthers, CancellationToken ct) =>
        transactions.RunAsync<CommentResult>(async () =>
        {
            if (await posts.FindAsync(workspaceId, postId, ct) is not { } post) return new CommentResult.NotFound("post");
            if (await comments.FindAsync(post.Id, commentId, ct) is not { } comment) return new CommentResult.NotFound("comment");
            if (comment.Author.Id != actor.Id && !ofOthers)
                return new CommentResult.NotAllowed("not_your_comment", "Somebody else wrote this comment. Ask them, or an admin of the workspace, to delete it.");

            var now = clock.Now;
            var deleted = comment with { Text = "", Mentions = [], DeletedAt = now.ToWholeMilliseconds(), DeletedBy = actor.Name };
            if (comment.DeletedAt is not null || !await comments.SaveAsync(deleted, ct)) return AlreadyDeleted;
            await events.AppendAsync(PostEvents.Of(post, "post.comment_deleted", actor.Name, now, new { commentId, author = comment.Author.Name }), ct);
            return new CommentResult.Saved(deleted);
        }, ct);
}
