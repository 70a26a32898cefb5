using Posthaste.Media;

namespace Posthaste.Posts;

/// <summary>Tells the media library which items a post on its way still needs.</summary>
internal sealed class PostMediaUse(IPostStore posts) : IMediaUse
{
    public async Task<IReadOnlyList<MediaUse>> FindUsesAsync(Guid mediaId, CancellationToken ct) =>
        [.. (await posts.ListUsesAsync(mediaId, ct)).Select(use => new MediaUse(use.PostId, use.Title, use.DueAt))];

    public Task<bool> MayBeFetchedAsync(Guid mediaId, CancellationToken ct) => posts.IsMediaOnItsWayAsync(mediaId, ct);
}
