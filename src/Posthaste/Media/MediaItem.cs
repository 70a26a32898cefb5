namespace Posthaste.Media;

/// <summary>Words kept in the database and on the wire as <c>image</c> and <c>video</c>.</summary>
public enum MediaKind
{
    Image,
    Video,
}

/// <summary>One original in a workspace's library: what was uploaded, and what the server found in its bytes.</summary>
public sealed record MediaItem
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>For people only; see <see cref="MediaName"/>. Never part of a path or a command.</summary>
    public required string FileName { get; init; }

    /// <summary>One of <see cref="MediaType"/>'s content types, read from the bytes.</summary>
    public required string ContentType { get; init; }

    public required MediaKind Kind { get; init; }

    public required long Bytes { get; init; }

    /// <summary>64 lower-case hex digits; also the name of the file on disk.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Pixels as displayed: EXIF orientation and a video's rotation are applied.</summary>
    public required int Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public required int Height { get; init; }

    /// <summary>Null for images, and for the rare video that does not say (recordings of a browser).</summary>
    public long? DurationMs { get; init; }

    /// <summary>As ffprobe and libvips name it: <c>h264</c>, <c>hevc</c>, <c>jpeg</c>.</summary>
    public required string Codec { get; init; }

    /// <summary>What pictures that look alike have in common, made when the file came (<see cref="Media.Likeness"/>). Null for videos, for
    /// pictures that show too little, and for what came before this was kept.</summary>
    public long? Likeness { get; init; }

    public required MediaDetails Details { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public MediaFile File => new() { MediaId = Id, Sha256 = Sha256, ContentType = ContentType, Bytes = Bytes };
}

/// <summary>Bytes that can be hosted: an original, or a rendition of it.</summary>
public sealed record MediaFile
{
    public required Guid MediaId { get; init; }

    public required string Sha256 { get; init; }

    public required string ContentType { get; init; }

    public required long Bytes { get; init; }
}

/// <summary>What platforms' specifications ask about beyond size and length. Null means unknown or not applicable;
/// kept as one JSON text, so a new question needs no new column.</summary>
public sealed record MediaDetails
{
    /// <summary>libvips' interpretation: <c>srgb</c>, <c>cmyk</c>, <c>b-w</c>, <c>rgb16</c>.</summary>
    public string? ColourSpace { get; init; }

    /// <summary>An ICC profile says what the numbers of the image mean; without one they mean sRGB.</summary>
    public bool? HasProfile { get; init; }

    public bool? HasAlpha { get; init; }

    /// <summary>EXIF orientation as stored, 1–8; width and height already include it.</summary>
    public int? Orientation { get; init; }

    /// <summary>A progressive JPEG or an interlaced PNG.</summary>
    public bool? Interlaced { get; init; }

    /// <summary>Pages of an image; above 1 it is animated.</summary>
    public int? Frames { get; init; }

    /// <summary>How long an animated image plays once, in milliseconds.</summary>
    public long? AnimationMs { get; init; }

    /// <summary>A JPEG with further pictures behind the first: MPO of stereo cameras, gain maps of phones.</summary>
    public bool? MultiPicture { get; init; }

    /// <summary>Coordinates of a place are written into the file.</summary>
    public bool? HasLocation { get; init; }

    /// <summary>Whether every picture in the file could be read. Images are read at upload; for videos it is null until
    /// <see cref="DecodeMedia"/> has run.</summary>
    public bool? Decodes { get; init; }

    /// <summary>Frames per second, on average.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Clockwise degrees a player turns the video by; width and height already include it.</summary>
    public int? Rotation { get; init; }

    /// <summary>Bits per second of the video stream, or of the whole file where the stream does not say.</summary>
    public long? BitRate { get; init; }

    /// <summary><c>yuv420p</c> is 4:2:0 with 8 bits.</summary>
    public string? PixelFormat { get; init; }

    public string? Profile { get; init; }

    /// <summary><c>progressive</c>, or an interlaced order such as <c>tt</c>.</summary>
    public string? FieldOrder { get; init; }

    /// <summary><c>smpte2084</c> and <c>arib-std-b67</c> are HDR.</summary>
    public string? ColourTransfer { get; init; }

    /// <summary>Width to height of one pixel, for example <c>1:1</c>.</summary>
    public string? PixelAspect { get; init; }

    /// <summary>MP4 and MOV: the index lies before the pictures, as streaming and Instagram want it.</summary>
    public bool? MoovFirst { get; init; }

    /// <summary>MP4 and MOV: a track is told to start elsewhere than at its beginning.</summary>
    public bool? EditList { get; init; }

    /// <summary>Null where the video is silent.</summary>
    public string? AudioCodec { get; init; }

    /// <summary>Hertz.</summary>
    public int? AudioSampleRate { get; init; }

    public int? AudioChannels { get; init; }

    /// <summary>Bits per second.</summary>
    public long? AudioBitRate { get; init; }
}
