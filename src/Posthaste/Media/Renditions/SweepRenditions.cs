using Posthaste.Media.Files;
using Posthaste.Media.Hosting;

namespace Posthaste.Media.Renditions;

/// <summary>Removes renditions that no post needs and nobody has asked for since <see cref="MediaOptions.RenditionRetention"/>.
/// Run once a day, before <see cref="SweepMediaFiles"/>.</summary>
internal sealed class SweepRenditions(IMediaStore store, IRenditionUse use, IMediaHost host, MediaFiles files, MediaOptions options, TimeProvider time)
{
    private const int PerRound = 100;

    /// <returns>How many renditions were removed.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var before = time.GetUtcNow() - options.RenditionRetention;
        var removed = 0;
        Rendition? last = null;
        while (await store.ListUnaskedRenditionsAsync(before, last, PerRound, ct) is { Count: > 0 } unasked)
        {
            foreach (var rendition in unasked)
            {
                if (!await use.IsNeededAsync(rendition, ct) && await RemoveAsync(rendition, before, ct)) removed++;
            }
            last = unasked[^1];
        }
        return removed;
    }

    private async Task<bool> RemoveAsync(Rendition rendition, DateTimeOffset before, CancellationToken ct)
    {
        // The row first, and only if still nobody has asked: whoever asks from now on gets a new one.
        if (!await store.DeleteRenditionAsync(rendition.Id, before, ct)) return false;
        foreach (var copy in await store.ListCopiesAsync(rendition.MediaId, ct))
        {
            if (copy.Sha256 == rendition.Sha256) await TryRemoveAsync(copy, ct);
        }
        if (!await store.IsFileNeededAsync(rendition.Sha256, ct)) files.TryUnlink(rendition.Sha256);
        return true;
    }

    private async Task TryRemoveAsync(HostedCopy copy, CancellationToken ct)
    {
        try
        {
            await host.RemoveAsync(copy, ct);
        }
        catch (MediaHostException)
        {
            // The host is down. The copy is still on record, and SweepHostedCopies gets it.
        }
    }
}
