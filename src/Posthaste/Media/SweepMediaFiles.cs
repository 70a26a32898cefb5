using Posthaste.Media.Files;

namespace Posthaste.Media;

/// <summary>Removes files that no row needs: of uploads that died between file and row, and of items deleted while young.
/// Run at start and once a day.</summary>
internal sealed class SweepMediaFiles(IMediaStore store, MediaFiles files)
{
    /// <returns>How many files were removed.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var removed = files.SweepIncoming();
        foreach (var sha256 in files.EnumerateOld())
        {
            if (!await store.IsFileNeededAsync(sha256, ct) && files.TryUnlink(sha256)) removed++;
        }
        return removed;
    }
}
