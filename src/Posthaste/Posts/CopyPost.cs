using Posthaste.Events;
using Posthaste.Jobs;

namespace Posthaste.Posts;

/// <summary>Makes a new draft with the content of another post. Time, approval and jobs stay with the one it was copied from.</summary>
internal sealed class CopyPost(IPostStore posts, CreatePost createPost, IEventLog events, ITransactions transactions, EngineClock clock)
{
    public Task<PostResult> RunAsync(Guid workspaceId, Guid postId, string actor, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            if (await posts.FindAsync(workspaceId, postId, ct) is not { } post) return new PostResult.NotFound();
            var result = await createPost.RunAsync(new NewPost { WorkspaceId = workspaceId, Draft = post.Draft }, actor, ct);
            if (result is PostResult.Saved copy)
                await events.AppendAsync(PostEvents.Of(copy.Post, "post.copied", actor, clock.Now, new { from = postId }), ct);
            return result;
        }, ct);
}
