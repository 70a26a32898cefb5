using Posthaste.Media.Fitness;

namespace Posthaste.Platforms.Mastodon;

/// <summary>What Mastodon takes of files unless a server says otherwise, as data.</summary>
/// <remarks>docs/platforms/mastodon.md#limits, with the page of each figure and the date it was read.</remarks>
internal static class MastodonMedia
{
    private const long Mebibyte = 1_024 * 1_024;

    public const int MaxFiles = 4;

    public const int MaxAltText = 1_500;

    /// <summary>Width times height.</summary>
    public const long MaxPicturePixels = 33_177_600;

    /// <inheritdoc cref="MaxPicturePixels"/>
    public const long MaxVideoPixels = 8_294_400;

    public static PlacementSpec Picture { get; } = new()
    {
        Name = "a picture on Mastodon",
        Image = new ImageSpec
        {
            ContentTypes = ["image/jpeg", "image/png", "image/webp", "image/gif"],
            MaxBytes = 16 * Mebibyte,
            // The longest side of the most pixels in 16 to 9; other shapes are judged by their pixels.
            Frame = new FrameSpec { MaxWidth = 7_680, MaxHeight = 7_680 },
            TakesInterlaced = true,
            TakesAnimated = true,
        },
        // The server makes its own version of each picture.
        Advisory = [FitnessRule.ColourSpace],
    };

    public static PlacementSpec Video { get; } = new()
    {
        Name = "a video on Mastodon",
        Video = new VideoSpec
        {
            ContentTypes = ["video/mp4", "video/quicktime", "video/webm"],
            Codecs = ["h264", "hevc", "vp8", "vp9"],
            PixelFormats = ["yuv420p", "yuvj420p", "yuv420p10le"],
            MaxBytes = 99 * Mebibyte,
            Frame = new FrameSpec { MaxWidth = 3_840, MaxHeight = 3_840 },
            MaxFrameRate = 120,
            FrameRateSlack = 0.05,
            AudioCodecs = ["aac", "mp3", "opus", "vorbis"],
        },
        // The server converts what browsers cannot play.
        Advisory = [FitnessRule.Hdr, FitnessRule.Interlaced],
    };

    /// <returns>Null for a type that has no files here.</returns>
    public static PlacementSpec? SpecFor(PostType type) => type switch
    {
        PostType.Video or PostType.Reel => Video,
        PostType.Image or PostType.Carousel => Picture,
        _ => null,
    };
}
