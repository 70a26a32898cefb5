using Posthaste.Media.Files;
using Posthaste.Media.Hosting;

namespace Posthaste.Media;

/// <summary>Removes an item and what was made of it, unless a scheduled post needs it. A file goes with its last row.</summary>
internal sealed class DeleteMedia(IMediaStore store, IMediaUse use, IMediaHost host, MediaFiles files)
{
    public async Task<DeleteMediaResult> RunAsync(Guid workspaceId, Guid mediaId, CancellationToken ct)
    {
        if (await store.FindAsync(workspaceId, mediaId, ct) is not { } item) return new DeleteMediaResult.NotFound();
        if (await use.FindUsesAsync(mediaId, ct) is { Count: > 0 } uses) return new DeleteMediaResult.InUse(uses);

        foreach (var copy in await store.ListCopiesAsync(mediaId, ct)) await host.RemoveAsync(copy, ct);
        var renditions = await store.ListRenditionsAsync(mediaId, ct);
        foreach (var rendition in renditions) await store.DeleteRenditionAsync(rendition.Id, unaskedSince: null, ct);
        if (!await store.DeleteAsync(workspaceId, mediaId, ct)) return new DeleteMediaResult.NotFound();
        foreach (var sha256 in renditions.Select(rendition => rendition.Sha256).Append(item.Sha256))
        {
            if (!await store.IsFileNeededAsync(sha256, ct)) files.TryUnlink(sha256);
        }
        return new DeleteMediaResult.Deleted();
    }
}

/// <summary>What became of a wish to delete.</summary>
public abstract record DeleteMediaResult
{
    private DeleteMediaResult() { }

    public sealed record Deleted : DeleteMediaResult;

    /// <param name="Uses">The posts that need it; at least one.</param>
    public sealed record InUse(IReadOnlyList<MediaUse> Uses) : DeleteMediaResult;

    public sealed record NotFound : DeleteMediaResult;
}
