using Posthaste.Media.Fitness;

namespace Posthaste.Platforms.Facebook;

/// <summary>What Facebook takes of files, as data.</summary>
/// <remarks>docs/platforms/facebook.md#limits, with the page of each figure and the date it was read.</remarks>
internal static class FacebookMedia
{
    private const long Megabyte = 1_000_000;

    /// <summary>Ours: no page limits how many pictures one post may have; ten are what other tools for Pages allow.</summary>
    public const int MaxPhotos = 10;

    /// <summary>Reels that a Page may publish through the API in a rolling 24 hours.</summary>
    public const int ReelsPerDay = 30;

    public static PlacementSpec Photo { get; } = new()
    {
        Name = "a picture on a Facebook Page",
        Image = new ImageSpec
        {
            ContentTypes = ["image/jpeg", "image/png", "image/gif"],
            MaxBytes = 10 * Megabyte,
            TakesInterlaced = true,
        },
        // Facebook scales and converts what it takes.
        Advisory = [FitnessRule.ColourSpace],
    };

    public static PlacementSpec Reel { get; } = new()
    {
        Name = "a Facebook reel",
        Video = new VideoSpec
        {
            ContentTypes = ["video/mp4", "video/quicktime"],
            Codecs = ["h264", "hevc", "vp9", "av1"],
            PixelFormats = ["yuv420p", "yuvj420p", "yuv420p10le"],
            Frame = new FrameSpec { MinWidth = 540, MinHeight = 960, MinAspect = new Aspect(8.9m, 16), MaxAspect = new Aspect(9.1m, 16) },
            MinDuration = TimeSpan.FromSeconds(3),
            MaxDuration = TimeSpan.FromSeconds(90),
            LengthSlack = TimeSpan.FromMilliseconds(50),
            MinFrameRate = 24,
            MaxFrameRate = 60,
            // 23.976 is what cameras call 24.
            FrameRateSlack = 0.05,
            AudioCodecs = ["aac"],
        },
        Advisory = [FitnessRule.Hdr, FitnessRule.AudioBitRate],
    };

    /// <returns>Null for a type that has no files here.</returns>
    public static PlacementSpec? SpecFor(PostType type) => type switch
    {
        PostType.Video or PostType.Reel => Reel,
        PostType.Image or PostType.Carousel => Photo,
        _ => null,
    };
}
