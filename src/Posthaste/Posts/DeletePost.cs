using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Posts;

/// <summary>Takes a post out of sight and cancels what has not gone out of it. What is live stays live; the jobs and
/// their attempts stay readable.</summary>
internal sealed class DeletePost(IPostStore posts, PostJobs postJobs, IEventLog events, ITransactions transactions, EngineClock clock)
{
    /// <param name="workspaceId">Whose.</param>
    /// <param name="postId">Which.</param>
    /// <param name="expectedVersion">The version that the caller has seen; null to delete whatever is there.</param>
    /// <param name="actor">Who deletes, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, long? expectedVersion, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            if (await posts.LockAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            if (expectedVersion is { } expected && expected != post.Version) return new PostResult.Conflict(post.Version);
            var cancels = (await postJobs.LockAsync(post, ct)).Where(job => !job.IsOver).Select(job => new WantedChange(job, new JobChange.Cancel())).ToList();
            if (await postJobs.FindRefusalAsync(cancels, actor, ct) is { } refusal) return refusal;

            var now = clock.Now;
            var deleted = post with { Version = post.Version + 1, UpdatedAt = now, DeletedAt = now };
            await posts.SaveAsync(deleted, ct);
            await postJobs.ChangeAsync(cancels, actor, ct);
            await events.AppendAsync(PostEvents.Of(deleted, "post.deleted", actor, now), ct);
            return new PostResult.Saved(deleted, []);
        }, ct);
}
