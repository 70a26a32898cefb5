using Posthaste.Media.Fitness;

namespace Posthaste.Platforms.Bluesky.Rules;

/// <summary>What Bluesky takes of files, as data.</summary>
/// <remarks>docs/platforms/bluesky.md#limits, with the page of each figure and the date it was read.</remarks>
internal static class BlueskyMedia
{
    public static PlacementSpec Picture { get; } = new()
    {
        Name = "a Bluesky picture",
        Image = new ImageSpec { ContentTypes = ["image/jpeg", "image/png", "image/webp"], MaxBytes = BlueskyLimits.ImageBytes, TakesInterlaced = true },
        Advisory = [FitnessRule.ColourSpace],
    };

    public static bool IsVideoPost(PostType type) => type is PostType.Video or PostType.Reel;

    /// <param name="type">Of the post.</param>
    /// <param name="maxVideoBytes">See <see cref="BlueskyOptions.MaxVideoBytes"/>.</param>
    /// <returns>Null for a type without files, or that Bluesky does not have.</returns>
    public static PlacementSpec? SpecFor(PostType type, long maxVideoBytes) => type switch
    {
        PostType.Video or PostType.Reel => Video(maxVideoBytes),
        PostType.Image or PostType.Carousel => Picture,
        _ => null,
    };

    private static PlacementSpec Video(long maxBytes) => new()
    {
        Name = "a Bluesky video",
        Video = new VideoSpec
        {
            ContentTypes = ["video/mp4"],
            Codecs = ["h264"],
            PixelFormats = ["yuv420p", "yuvj420p"],
            MaxBytes = maxBytes,
            MaxDuration = TimeSpan.FromMinutes(3),
            LengthSlack = TimeSpan.FromMilliseconds(50),
            AudioCodecs = ["aac"],
        },
        // No page forbids them.
        Advisory = [FitnessRule.Hdr, FitnessRule.Interlaced],
    };
}
