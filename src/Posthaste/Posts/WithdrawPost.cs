using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Posts;

/// <summary>Takes a post that waits for approval back: it is a draft again, and nobody has to look at it.</summary>
internal sealed class WithdrawPost(IPostStore posts, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            if (await posts.LockAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            if (post.Approval != ApprovalState.Pending) return new PostResult.Refused("not_submitted", "The post does not wait for approval, so there is nothing to take back.");

            var now = clock.Now;
            var withdrawn = post.Unapproved(ApprovalState.Draft) with { Version = post.Version + 1, UpdatedAt = now };
            await posts.SaveAsync(withdrawn, ct);
            await events.AppendAsync(PostEvents.Of(withdrawn, "post.withdrawn", actor, now), ct);
            return new PostResult.Saved(withdrawn, []);
        }, ct);
}
