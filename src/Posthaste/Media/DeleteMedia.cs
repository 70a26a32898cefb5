using Posthaste.Media.Files;
using Posthaste.Media.Hosting;

namespace Posthaste.Media;

/// <summary>Removes an item from the library, unless a scheduled post needs it. The file goes with its last row.</summary>
internal sealed class DeleteMedia(IMediaStore store, IMediaUse use, IMediaHost host, MediaFiles files)
{
    public async Task<DeleteMediaResult> RunAsync(Guid workspaceId, Guid mediaId, CancellationToken ct)
    {
        if (await store.FindAsync(workspaceId, mediaId, ct) is not { } item) return new DeleteMediaResult.NotFound();
        if (await use.FindUsesAsync(mediaId, ct) is { Count: > 0 } uses) return new DeleteMediaResult.InUse(uses);

        foreach (var copy in await store.ListCopiesAsync(mediaId, ct)) await host.RemoveAsync(copy, ct);
        if (!await store.DeleteAsync(workspaceId, mediaId, ct)) return new DeleteMediaResult.NotFound();
        if (!await store.IsFileNeededAsync(item.Sha256, ct)) files.TryUnlink(item.Sha256);
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
