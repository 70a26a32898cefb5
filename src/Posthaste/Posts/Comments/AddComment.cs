using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Workspaces.Members;

namespace Posthaste.Posts.Comments;

/// <summary>A comment to be written.</summary>
internal sealed record NewComment
{
    public required Guid WorkspaceId { get; init; }
    public required Guid PostId { get; init; }
    public required string Text { get; init; }

    /// <summary>A comment on the same post; null for none.</summary>
    public Guid? ReplyTo { get; init; }

    public required CommentAuthor Author { get; init; }
}

/// <summary>Says something about a post. The event names whom it mentions, and has none of the words: they may be deleted later, events may not.</summary>
internal sealed class AddComment(IPostStore posts, ICommentStore comments, IMembershipStore memberships, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public Task<CommentResult> RunAsync(NewComment wanted, CancellationToken ct) =>
        transactions.RunAsync<CommentResult>(async () =>
        {
            var text = CommentText.Clean(wanted.Text);
            if (CommentText.Check(text) is { } finding) return new CommentResult.Invalid(finding);
            if (await posts.FindAsync(wanted.WorkspaceId, wanted.PostId, ct) is not { } post) return new CommentResult.NotFound("post");
            if (wanted.ReplyTo is { } replyTo && await comments.FindAsync(post.Id, replyTo, ct) is null)
                return new CommentResult.Invalid(new Finding("unknown_comment", "replyTo", $"There is no comment {replyTo} on this post."));

            var now = clock.Now;
            var members = await memberships.ListMembersAsync(post.WorkspaceId, ct);
            var comment = new PostComment
            {
                Id = Guid.CreateVersion7(now),
                PostId = post.Id,
                Author = wanted.Author,
                ReplyTo = wanted.ReplyTo,
                Text = text,
                Mentions = CommentText.FindMentions(text, [.. members.Select(member => member.Member)]),
                CreatedAt = now.ToWholeMilliseconds(),
            };
            await comments.AddAsync(comment, ct);
            var data = new { commentId = comment.Id, replyTo = comment.ReplyTo, mentions = comment.Mentions };
            await events.AppendAsync(PostEvents.Of(post, "post.commented", wanted.Author.Name, now, data), ct);
            return new CommentResult.Saved(comment);
        }, ct);
}
