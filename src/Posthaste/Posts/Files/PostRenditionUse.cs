using Posthaste.Media.Renditions;

namespace Posthaste.Posts.Files;

/// <summary>Tells the sweep of renditions which of them a post was approved with and may still send.</summary>
internal sealed class PostRenditionUse(IPostStore posts) : IRenditionUse
{
    public Task<bool> IsNeededAsync(Rendition rendition, CancellationToken ct) => posts.IsRenditionNeededAsync(rendition.Id, ct);
}
