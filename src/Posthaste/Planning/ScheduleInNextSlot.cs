using Posthaste.Posts;

namespace Posthaste.Planning;

/// <summary>Schedules a post for the next free slot of its category (R-MAN-6).</summary>
internal sealed class ScheduleInNextSlot(IPostStore posts, CheckPost checkPost, TakePlace takePlace, SchedulePost schedulePost, ITransactions transactions)
{
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, bool force, string actor, CancellationToken ct) =>
        RunAsync(workspaceId, postId, force, approvedOnly: false, actor, ct);

    /// <param name="workspaceId">Whose.</param>
    /// <param name="postId">Which.</param>
    /// <param name="force">Also where a channel has shown the same before, or the post is about to go out. A place next to another post is never taken.</param>
    /// <param name="approvedOnly">As for <see cref="SchedulePost"/>.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, bool force, bool approvedOnly, string actor, CancellationToken ct) =>
        transactions.RunAsync<PostResult>(async () =>
        {
            if (await posts.LockAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            var check = await checkPost.RunAsync(post, at: null, ct);
            return await takePlace.RunAsync(workspaceId, postId, check, post.Draft.CategoryId, at => schedulePost.RunAsync(workspaceId, postId, at, force, approvedOnly, actor, ct), ct);
        }, ct);
}
