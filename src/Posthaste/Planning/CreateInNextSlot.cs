using Posthaste.Posts;

namespace Posthaste.Planning;

/// <summary>Makes a post for the next free slot of its category. Where somebody must approve it first, the place is noted and kept for it.</summary>
internal sealed class CreateInNextSlot(CheckPost checkPost, TakePlace takePlace, CreatePost createPost, ITransactions transactions)
{
    /// <param name="wanted">Its own time is not looked at.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<PostResult> RunAsync(NewPost wanted, string actor, CancellationToken ct) =>
        transactions.RunAsync(async () =>
        {
            var check = await checkPost.RunAsync(wanted.WorkspaceId, wanted.Draft.Cleaned(), at: null, ct);
            return await takePlace.RunAsync(wanted.WorkspaceId, postId: null, check, wanted.Draft.CategoryId, at => createPost.RunAsync(wanted with { At = at }, actor, ct), ct);
        }, ct);
}
