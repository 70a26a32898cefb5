using System.Globalization;
using Posthaste.Media.Files;
using Posthaste.Media.Probing;

namespace Posthaste.Media;

/// <summary>Gives the small picture of an item: a JPEG of at most 512 × 512 in sRGB, upright, without metadata. Made once.</summary>
internal sealed class MakeThumbnail(MediaFiles files, ToolRunner tools, MediaProbe probe, MediaOptions options)
{
    /// <summary>Pixels of the longer side.</summary>
    public const int MaxSide = 512;

    public async Task<ThumbnailResult> RunAsync(MediaItem item, CancellationToken ct)
    {
        var path = files.ThumbnailPathOf(item.Sha256);
        if (File.Exists(path)) return new ThumbnailResult.Ready(path);
        if (!files.Has(item.Sha256)) return new ThumbnailResult.NotFound();

        using var staged = files.Stage(".jpg");
        var type = MediaType.FromContentType(item.ContentType);
        var source = files.PathOf(item.Sha256);
        var made = item.Kind == MediaKind.Image
            ? await tools.RunAsync(options.VipsThumbnail, FromImage(source, staged.Path, item.Details), ct)
            : await tools.RunAsync(options.Ffmpeg, FromVideo(source, staged.Path, type, item.DurationMs), ct);
        if (made is not ToolResult.Done) return new ThumbnailResult.Refused(probe.Explain(made, type));
        // ffmpeg is content with a file in which it found no picture.
        if (new FileInfo(staged.Path) is not { Exists: true, Length: > 0 }) return new ThumbnailResult.Refused(MediaRefusal.ForDamage(type));

        files.KeepThumbnail(staged, item.Sha256);
        return new ThumbnailResult.Ready(path);
    }

    private static string[] FromImage(string source, string target, MediaDetails details) =>
    [
        // ">": never larger than the original. Turning upright is vipsthumbnail's default; white is for what was transparent.
        source, "--size", $"{MaxSide}x{MaxSide}>", .. VipsHeader.ToSrgb(details),
        "--output", target + "[Q=82,strip,optimize_coding,background=255]",
    ];

    private static string[] FromVideo(string source, string target, MediaType type, long? durationMs) =>
    [
        "-v", "error", "-nostdin", "-y", "-threads", "2",
        // A tenth in, at most 3 s: the first frame is often black.
        "-ss", Math.Min(3.0, (durationMs ?? 0) / 10_000.0).ToString("0.###", CultureInfo.InvariantCulture),
        .. MediaProbe.Open(type), "-i", "file:" + source,
        "-map", "0:V:0", "-frames:v", "1",
        "-vf", $"scale=w='min({MaxSide},iw)':h='min({MaxSide},ih)':force_original_aspect_ratio=decrease,setsar=1",
        "-pix_fmt", "yuvj420p", "-q:v", "3", "-map_metadata", "-1", "-bitexact",
        "-f", "mjpeg", "file:" + target,
    ];
}

/// <summary>What came of asking for a thumbnail.</summary>
public abstract record ThumbnailResult
{
    private ThumbnailResult() { }

    /// <param name="Path">A JPEG on this machine; its content never changes.</param>
    public sealed record Ready(string Path) : ThumbnailResult;

    /// <summary>The original is not on this disk.</summary>
    public sealed record NotFound : ThumbnailResult;

    public sealed record Refused(MediaRefusal Refusal) : ThumbnailResult;
}
