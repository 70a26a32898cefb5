using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Workspaces.Members;

namespace Posthaste.Posts.Comments;

/// <summary>Lets an author mend a comment for a little while; after that others may have acted on it.</summary>
internal sealed class EditComment(IPostStore posts, ICommentStore comments, IMembershipStore memberships, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <param name="workspaceId">Whose.</param>
    /// <param name="postId">Of which post.</param>
    /// <param name="commentId">Which.</param>
    /// <param name="text">As it should be.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<CommentResult> RunAsync(Guid workspaceId, Guid postId, Guid commentId, string text, CommentAuthor actor, CancellationToken ct) =>
        transactions.RunAsync<CommentResult>(async () =>
        {
            text = CommentText.Clean(text);
            if (CommentText.Check(text) is { } finding) return new CommentResult.Invalid(finding);
            if (await posts.FindAsync(workspaceId, postId, ct) is not { } post) return new CommentResult.NotFound("post");
            if (await comments.FindAsync(post.Id, commentId, ct) is not { } comment) return new CommentResult.NotFound("comment");
            if (comment.Author.Id != actor.Id) return new CommentResult.NotAllowed("not_your_comment", "Only who wrote a comment can change it. Answer it instead.");
            if (comment.DeletedAt is not null) return DeleteComment.AlreadyDeleted;
            var now = clock.Now;
            if (now - comment.CreatedAt > Window)
                return new CommentResult.Refused("too_late_to_edit", $"A comment can be changed for {Window.TotalMinutes:0} minutes. Write another one, or delete this one.");

            var members = await memberships.ListMembersAsync(workspaceId, ct);
            var edited = comment with
            {
                Text = text,
                Mentions = CommentText.FindMentions(text, [.. members.Select(member => member.Member)]),
                EditedAt = now.ToWholeMilliseconds(),
            };
            if (!await comments.SaveAsync(edited, ct)) return DeleteComment.AlreadyDeleted;
            // Who was named before has been told before.
            var data = new { commentId, mentions = edited.Mentions.Except(comment.Mentions) };
            await events.AppendAsync(PostEvents.Of(post, "post.comment_edited", actor.Name, now, data), ct);
            return new CommentResult.Saved(edited);
        }, ct);
}
