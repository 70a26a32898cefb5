using System.Globalization;
using Posthaste.Media.Files;
using Posthaste.Media.Probing;

namespace Posthaste.Media;

/// <summary>The small pictures that are made of an item.</summary>
public enum ThumbnailSize
{
    /// <summary>512 pixels at most: to look at.</summary>
    Normal,

    /// <summary>128 pixels at most, a tenth of the bytes: to recognise it by in a list.</summary>
    Small,
}

/// <summary>Gives the small pictures of an item: JPEGs in sRGB, upright, without metadata. Each is made once, when it is first asked for.</summary>
internal sealed class MakeThumbnail(MediaFiles files, ToolRunner tools, MediaProbe probe, MediaOptions options)
{
    public async Task<ThumbnailResult> RunAsync(MediaItem item, ThumbnailSize size, CancellationToken ct)
    {
        var path = files.ThumbnailPathOf(item.Sha256, size);
        if (File.Exists(path)) return new ThumbnailResult.Ready(path);
        if (!files.Has(item.Sha256)) return new ThumbnailResult.NotFound();
        // The small one is made of the other, which takes the same moment whatever the original is.
        var source = size == ThumbnailSize.Small ? await RunAsync(item, ThumbnailSize.Normal, ct) : null;
        if (source is not (null or ThumbnailResult.Ready)) return source;

        using var staged = files.Stage(".jpg");
        var type = MediaType.FromContentType(item.ContentType);
        var made = (source, item.Kind) switch
        {
            (ThumbnailResult.Ready normal, _) => await tools.RunAsync(options.VipsThumbnail, FromImage(normal.Path, staged.Path, size, []), ct),
            (_, MediaKind.Image) => await tools.RunAsync(options.VipsThumbnail, FromImage(files.PathOf(item.Sha256), staged.Path, size, VipsHeader.ToSrgb(item.Details)), ct),
            _ => await tools.RunAsync(options.Ffmpeg, FromVideo(files.PathOf(item.Sha256), staged.Path, type, item.DurationMs), ct),
        };
        if (made is not ToolResult.Done) return new ThumbnailResult.Refused(probe.Explain(made, type));
        // ffmpeg is content with a file in which it found no picture.
        if (new FileInfo(staged.Path) is not { Exists: true, Length: > 0 }) return new ThumbnailResult.Refused(MediaRefusal.ForDamage(type));

        files.KeepThumbnail(staged, item.Sha256, size);
        return new ThumbnailResult.Ready(path);
    }

    /// <summary>Pixels of the longer side.</summary>
    public static int MaxSideOf(ThumbnailSize size) => size == ThumbnailSize.Small ? 128 : 512;

    private static string[] FromImage(string source, string target, ThumbnailSize size, string[] toSrgb) =>
    [
        // ">": never larger than the original. Turning upright is vipsthumbnail's default; white is for what was transparent.
        source, "--size", $"{MaxSideOf(size)}x{MaxSideOf(size)}>", .. toSrgb,
        "--output", target + "[Q=82,strip,optimize_coding,background=255]",
    ];

    private static string[] FromVideo(string source, string target, MediaType type, long? durationMs) =>
    [
        "-v", "error", "-nostdin", "-y", "-threads", "2",
        // A tenth in, at most 3 s: the first frame is often black.
        "-ss", Math.Min(3.0, (durationMs ?? 0) / 10_000.0).ToString("0.###", CultureInfo.InvariantCulture),
        .. MediaProbe.Open(type), "-i", "file:" + source,
        "-map", "0:V:0", "-frames:v", "1",
        "-vf", $"scale=w='min({Side},iw)':h='min({Side},ih)':force_original_aspect_ratio=decrease,setsar=1",
        "-pix_fmt", "yuvj420p", "-q:v", "3", "-map_metadata", "-1", "-bitexact",
        "-f", "mjpeg", "file:" + target,
    ];

    private static int Side => MaxSideOf(ThumbnailSize.Normal);
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
