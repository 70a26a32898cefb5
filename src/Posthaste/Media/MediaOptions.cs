using System.ComponentModel.DataAnnotations;

namespace Posthaste.Media;

/// <summary>Where public copies for the platforms lie.</summary>
public enum MediaHosting
{
    /// <summary>This server hands them out under signed URLs.</summary>
    Local,

    /// <summary>An object store that speaks S3: Amazon's, R2, MinIO, Ceph.</summary>
    S3,

    /// <summary>Cloudinary's upload API.</summary>
    Cloudinary,
}

/// <summary>Section <c>Media</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class MediaOptions
{
    public const string Section = "Media";

    /// <summary>Default local: nothing to set up.</summary>
    [EnumDataType(typeof(MediaHosting))]
    public MediaHosting Hosting { get; init; } = MediaHosting.Local;

    /// <summary>Where the library's files are. Null: <c>media</c> in the data folder. Several nodes must share it.</summary>
    public string? Folder { get; init; }

    /// <summary>Default 64 MiB: above the largest image any platform takes, with room for PNGs that are converted.</summary>
    [Range(1, 4_294_967_296)]
    public long MaxImageBytes { get; init; } = 64L << 20;

    /// <summary>Default 4 GiB: TikTok's limit, the highest among the platforms.</summary>
    [Range(1, 68_719_476_736)]
    public long MaxVideoBytes { get; init; } = 4L << 30;

    /// <summary>Width × height (× frames is not counted). Default 100 million; checked before anything is decoded.</summary>
    [Range(1, 1_000_000_000)]
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>How long one run of ffprobe, ffmpeg or libvips may take. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ToolTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Address space of one run. Default 2 GiB: what 100 million pixels need, doubled.</summary>
    [Range(268_435_456, 68_719_476_736)]
    public long ToolMemoryBytes { get; init; } = 2L << 30;

    /// <summary>Runs at the same time in this process. Default 2; more wait their turn.</summary>
    [Range(1, 64)]
    public int ToolsAtOnce { get; init; } = 2;

    /// <summary>How long one conversion of a video, or one reading of it to its end, may take. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TranscodeTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Address space of one conversion. Default 6 GiB: what 4K video asks for, most of which is never touched.</summary>
    [Range(268_435_456, 137_438_953_472)]
    public long TranscodeMemoryBytes { get; init; } = 6L << 30;

    /// <summary>Conversions at the same time in this process, beside <see cref="ToolsAtOnce"/>: an upload's check never waits
    /// behind a video. Default 1; they run at low priority.</summary>
    [Range(1, 64)]
    public int TranscodesAtOnce { get; init; } = 1;

    /// <summary>How hard x264 tries, <c>ultrafast</c> to <c>veryslow</c>: time against size. Default <c>fast</c>.</summary>
    [RegularExpression("^(ultrafast|superfast|veryfast|faster|fast|medium|slow|slower|veryslow)$")]
    public string VideoPreset { get; init; } = "fast";

    /// <summary>How long a rendition that no post needs is kept after it was last asked for. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan RenditionRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A name found through PATH, or a full path; so are the four below.</summary>
    [Required]
    public string Vips { get; init; } = "vips";

    [Required]
    public string VipsHeader { get; init; } = "vipsheader";

    [Required]
    public string VipsThumbnail { get; init; } = "vipsthumbnail";

    [Required]
    public string Ffprobe { get; init; } = "ffprobe";

    [Required]
    public string Ffmpeg { get; init; } = "ffmpeg";

    /// <summary>How much longer than needed a public copy is made to live, so that the next job can use it again. Default 6 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan CopyMargin { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long a copy that no post needs any more is kept: some networks fetch again shortly after publishing. Default 2 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan CopyGrace { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long an expired copy is kept on record before the sweep removes it. Default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "90.00:00:00")]
    public TimeSpan CopyRetention { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Whether public copies are fetched as a platform would before a post is prepared. Default true; false for a
    /// server that cannot reach its own public name while the world can.</summary>
    public bool CheckPublicCopies { get; init; } = true;

    /// <summary>Whether files are also fetched from private addresses and from other ports than 80 and 443 (<c>POST /media?url=</c>). Default false: whoever may
    /// upload could otherwise read through the server what only it can reach.</summary>
    public bool ImportPrivateHosts { get; init; }

    /// <summary>How long one file from the web may take, its check included. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "06:00:00")]
    public TimeSpan ImportTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What the server's own limit on a request body must leave room for.</summary>
    public long MaxUploadBytes => Math.Max(MaxImageBytes, MaxVideoBytes);

    public long MaxBytes(MediaKind kind) => kind == MediaKind.Image ? MaxImageBytes : MaxVideoBytes;
}
