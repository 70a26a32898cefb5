using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Posts;

/// <summary>Asks for a post to be approved.</summary>
internal sealed class SubmitPost(IPostStore posts, CheckPost checkPost, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            if (await posts.LockAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            var check = (await checkPost.RunAsync(post, ct)).ForPublishing();
            if (check.Blocked) return new PostResult.Invalid(check.Findings);
            if (check.Preparing is { } preparing) return preparing;
            if (post.Approval == ApprovalState.Pending) return new PostResult.Saved(post, check.Warnings);
            if (post.Approval == ApprovalState.Approved && post.ApprovedHash == check.Hash)
                return new PostResult.Refused("already_approved", "The post is approved already.");

            var now = clock.Now;
            var pending = post.Unapproved(ApprovalState.Pending) with { Version = post.Version + 1, ApprovalNote = null, UpdatedAt = now };
            await posts.SaveAsync(pending, ct);
            await events.AppendAsync(PostEvents.Of(pending, "post.submitted", actor, now), ct);
            return new PostResult.Saved(pending, check.Warnings);
        }, ct);
}
