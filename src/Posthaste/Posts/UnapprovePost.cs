using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Posts;

/// <summary>Takes an approval back, of a post that is live nowhere yet. Its jobs are cancelled in the same commit: all, or nothing happens. It then
/// waits for approval again; one that was approved by scheduling alone is a draft.</summary>
internal sealed class UnapprovePost(IPostStore posts, PostJobs postJobs, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="postId">Which.</param>
    /// <param name="expectedVersion">The version that the caller has seen; null for whatever is there.</param>
    /// <param name="actor">Who takes it back, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, long? expectedVersion, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            if (await posts.LockAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            if (expectedVersion is { } expected && expected != post.Version) return new PostResult.Conflict(post.Version);
            if (post.Approval != ApprovalState.Approved) return new PostResult.Refused("not_approved", "The post is not approved, so there is no approval to take back.");
            var jobs = await postJobs.LockAsync(post, ct);
            if (jobs.Any(job => job.State == JobState.Published))
                return new PostResult.Refused("already_published", "The post is live on one of its channels; its approval can no longer be taken back. Cancel the jobs that are left instead.");
            var withdrawn = PostJobs.Withdrawn(jobs);
            if (await postJobs.FindRefusalAsync(withdrawn, actor, ct) is { } refusal) return refusal;

            var now = clock.Now;
            var state = post.ApprovedThrough == ApprovedThrough.Approval ? ApprovalState.Pending : ApprovalState.Draft;
            var unapproved = post.Unapproved(state) with { Version = post.Version + 1, UpdatedAt = now };
            await posts.SaveAsync(unapproved, ct);
            await postJobs.ChangeAsync(withdrawn, actor, ct);
            await events.AppendAsync(PostEvents.Of(unapproved, "post.unapproved", actor, now), ct);
            return new PostResult.Saved(unapproved, []);
        }, ct);
}
