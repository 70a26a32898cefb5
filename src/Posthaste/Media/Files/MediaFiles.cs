using System.Buffers;
using System.Text.RegularExpressions;

namespace Posthaste.Media.Files;

/// <summary>The library's files. A file is named by its SHA-256, so the same bytes are kept once whoever uploads them,
/// and no name a person chose ever reaches the disk. Layout under the data folder: <c>media/ab/cd/abcd…</c>,
/// <c>media/incoming</c>, <c>thumbnails/ab/cd/abcd….jpg</c>, small ones <c>abcd…-small.jpg</c>.</summary>
/// <param name="dataDir">The data folder.</param>
/// <param name="time">For the age of files.</param>
/// <param name="mediaFolder">In place of <c>media</c> in the data folder, where several nodes share it; null for none.</param>
public sealed partial class MediaFiles(string dataDir, TimeProvider time, string? mediaFolder = null)
{
    /// <summary>A file this young is never unlinked: the row of an upload that found it may not be written yet,
    /// perhaps by another node.</summary>
    public static readonly TimeSpan UnlinkGrace = TimeSpan.FromMinutes(10);

    private readonly string _media = Path.GetFullPath(mediaFolder ?? Path.Combine(dataDir, "media"));
    private readonly string _incoming = Path.GetFullPath(Path.Combine(mediaFolder ?? Path.Combine(dataDir, "media"), "incoming"));
    private readonly string _thumbnails = Path.GetFullPath(Path.Combine(dataDir, "thumbnails"));

    // Between looking at a file's age and unlinking it, no upload may put it back.
    private readonly Lock _gate = new();

    public string PathOf(string sha256) => Path.Combine(_media, Fan(sha256), sha256);

    public string ThumbnailPathOf(string sha256, ThumbnailSize size) =>
        Path.Combine(_thumbnails, Fan(sha256), sha256 + (size == ThumbnailSize.Small ? "-small.jpg" : ".jpg"));

    public bool Has(string sha256) => File.Exists(PathOf(sha256));

    /// <param name="extension">Some tools choose the format by it; none for uploads.</param>
    internal StagedFile Stage(string extension = "")
    {
        Directory.CreateDirectory(_incoming);
        return new StagedFile(Path.Combine(_incoming, Guid.CreateVersion7(time.GetUtcNow()).ToString("N") + extension));
    }

    /// <summary>Puts an upload in its place, over the same bytes if they are there: that mends a damaged file and makes it young again.</summary>
    internal void Keep(StagedFile staged) => Keep(staged, PathOf(staged.Sha256()), _media);

    /// <summary>Keeps what a stream has, under the name of its content.</summary>
    /// <returns>That name.</returns>
    internal async Task<string> KeepAsync(Stream content, CancellationToken ct)
    {
        using var staged = Stage();
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            for (int length; (length = await content.ReadAsync(buffer, ct)) > 0;) await staged.AppendAsync(buffer.AsMemory(0, length), ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        Keep(staged);
        return staged.Sha256();
    }

    /// <summary>Makes kept files young again, so that they stay until their rows are there.</summary>
    internal void Refresh(IEnumerable<string> names)
    {
        lock (_gate)
        {
            foreach (var name in names) File.SetLastWriteTimeUtc(PathOf(name), time.GetUtcNow().UtcDateTime);
        }
    }

    internal void KeepThumbnail(StagedFile staged, string sha256, ThumbnailSize size) => Keep(staged, ThumbnailPathOf(sha256, size), _thumbnails);

    /// <summary>Unlinks a file and its thumbnails. The caller has made sure that no row needs it.</summary>
    /// <returns>False where the file is within <see cref="UnlinkGrace"/>; <see cref="SweepMediaFiles"/> gets it later.</returns>
    internal bool TryUnlink(string sha256)
    {
        var path = PathOf(sha256);
        lock (_gate)
        {
            if (File.Exists(path) && IsYoung(path)) return false;
            DeleteIfThere(path);
            foreach (var size in Enum.GetValues<ThumbnailSize>()) DeleteIfThere(ThumbnailPathOf(sha256, size));
        }
        return true;

        // File.Delete is content with a missing file, but not with a missing folder.
        static void DeleteIfThere(string file)
        {
            if (File.Exists(file)) File.Delete(file);
        }
    }

    /// <summary>The names of all kept files that are past <see cref="UnlinkGrace"/>.</summary>
    internal IEnumerable<string> EnumerateOld() =>
        !Directory.Exists(_media)
            ? []
            : Directory.EnumerateFiles(_media, "*", SearchOption.AllDirectories)
                .Where(path => Sha256Name().IsMatch(Path.GetFileName(path)) && !IsYoung(path))
                .Select(path => Path.GetFileName(path));

    /// <summary>Removes what uploads left that died with their process. Safe at any time, also beside other processes.</summary>
    /// <returns>How many files were removed.</returns>
    public int SweepIncoming()
    {
        if (!Directory.Exists(_incoming)) return 0;
        var removed = 0;
        foreach (var path in Directory.EnumerateFiles(_incoming))
        {
            try
            {
                // An exclusive handle is refused while the upload that writes the file lives.
                using var handle = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(path);
                removed++;
            }
            catch (IOException)
            {
                // In use, or gone in the meantime.
            }
        }
        return removed;
    }

    private void Keep(StagedFile staged, string path, string root)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        lock (_gate) staged.MoveTo(path, time.GetUtcNow());
        FolderSync.Flush(folder, root);
    }

    private bool IsYoung(string path) => time.GetUtcNow() - File.GetLastWriteTimeUtc(path) < UnlinkGrace;

    /// <summary>Two levels of 256 folders keep each one small enough to list.</summary>
    private static string Fan(string sha256) =>
        Sha256Name().IsMatch(sha256)
            ? Path.Combine(sha256[..2], sha256[2..4])
            : throw new ArgumentException("Not a SHA-256 in lower-case hex.", nameof(sha256));

    [GeneratedRegex("^[0-9a-f]{64}\\z")]
    private static partial Regex Sha256Name();
}
