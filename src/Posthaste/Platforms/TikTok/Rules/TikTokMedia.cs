using Posthaste.Media.Fitness;

namespace Posthaste.Platforms.TikTok;

/// <summary>What TikTok takes of files, as data.</summary>
/// <remarks>docs/platforms/tiktok.md#limits, with the page of each figure and the date it was read.</remarks>
internal static class TikTokMedia
{
    private const long Mebibyte = 1_024 * 1_024;

    public const int MaxPhotos = 35;

    public static PlacementSpec Video { get; } = new()
    {
        Name = "a TikTok video",
        Video = new VideoSpec
        {
            ContentTypes = ["video/mp4", "video/quicktime", "video/webm"],
            Codecs = ["h264", "hevc", "vp8", "vp9"],
            PixelFormats = ["yuv420p", "yuvj420p", "yuv420p10le"],
            MaxBytes = 4_096 * Mebibyte,
            Frame = new FrameSpec { MinWidth = 360, MinHeight = 360, MaxWidth = 4_096, MaxHeight = 4_096 },
            MaxDuration = TimeSpan.FromMinutes(10),
            LengthSlack = TimeSpan.FromMilliseconds(50),
            MinFrameRate = 23,
            MaxFrameRate = 60,
            FrameRateSlack = 0.05,
            AudioCodecs = ["aac", "mp3", "opus", "vorbis"],
        },
        // No page forbids them.
        Advisory = [FitnessRule.Hdr, FitnessRule.Interlaced],
    };

    /// <summary>A photo is at most 1080p; which way round no page says, so the narrower reading is kept to.</summary>
    public static PlacementSpec Photo { get; } = new()
    {
        Name = "a TikTok photo post",
        Image = new ImageSpec
        {
            ContentTypes = ["image/jpeg", "image/webp"],
            MaxBytes = 20 * Mebibyte,
            Frame = new FrameSpec { MaxWidth = 1_080, MaxHeight = 1_920 },
            TakesInterlaced = true,
        },
        Advisory = [FitnessRule.ColourSpace],
    };

    /// <returns>Null for a type TikTok does not have.</returns>
    public static PlacementSpec? SpecFor(PostType type) => type switch
    {
        PostType.Video or PostType.Reel => Video,
        PostType.Image or PostType.Carousel => Photo,
        _ => null,
    };
}
