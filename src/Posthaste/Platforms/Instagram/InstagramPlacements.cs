namespace Posthaste.Platforms.Instagram;

/// <summary>Every place Instagram shows media in, with what it takes there.</summary>
/// <remarks>docs/platforms/instagram.md#limits, with the page of each figure and the date it was read.</remarks>
internal static class InstagramPlacements
{
    private const long Mebibyte = 1_024 * 1_024;
    private const long Megabyte = 1_000_000;

    private static readonly string[] Jpeg = ["image/jpeg"];
    private static readonly AspectRange Feed = new(4, 5, 191, 100, "4:5 (0.80:1, tall) to 1.91:1 (wide)");
    private static readonly AspectRange FullScreen = new(9, 16, 9, 16, "9:16 (0.56:1)");

    private static readonly MediaLimits FeedPicture = new()
    {
        ContentTypes = Jpeg,
        MaxBytes = 8 * Mebibyte,
        Aspect = Feed,
        MinWidth = 320,
        MaxWidth = 1_440,
    };

    private static readonly VideoLimits ReelVideo = new()
    {
        ContentTypes = ["video/mp4", "video/quicktime"],
        MaxBytes = 300 * Megabyte,
        Aspect = new(1, 100, 10, 1, "0.01:1 to 10:1"),
        Advised = FullScreen,
        MaxWidth = 1_920,
        MinLength = TimeSpan.FromSeconds(3),
        MaxLength = TimeSpan.FromMinutes(15),
        MinFrameRate = 23,
        MaxFrameRate = 60,
        Codecs = ["h264", "hevc"],
        AudioCodecs = ["aac"],
        MaxBitrateKbps = 25_000,
    };

    public static InstagramPlacement Picture { get; } = new() { Name = "a single picture post", Picture = FeedPicture, Video = null, MinItems = 1, MaxItems = 1 };

    /// <summary>No page gives a carousel's videos limits of their own: those of a reel, in the shape of the feed.</summary>
    public static InstagramPlacement Carousel { get; } = new()
    {
        Name = "a carousel",
        Picture = FeedPicture,
        Video = ReelVideo with { Aspect = Feed, Advised = null },
        MinItems = 2,
        MaxItems = 10,
    };

    public static InstagramPlacement Reel { get; } = new() { Name = "a reel", Picture = null, Video = ReelVideo, MinItems = 1, MaxItems = 1 };

    public static InstagramPlacement ReelCover { get; } = new()
    {
        Name = "a reel's cover",
        Picture = new MediaLimits { ContentTypes = Jpeg, MaxBytes = 8 * Mebibyte, Advised = FullScreen },
        Video = null,
        MinItems = 0,
        MaxItems = 1,
    };

    /// <summary>Several are a set, published one after the other. The most is ours: ten keep the order of a day readable.</summary>
    public static InstagramPlacement Story { get; } = new()
    {
        Name = "a story",
        Picture = new MediaLimits { ContentTypes = Jpeg, MaxBytes = 8 * Mebibyte, Advised = FullScreen },
        Video = ReelVideo with
        {
            MaxBytes = 100 * Megabyte,
            Aspect = new(1, 10, 10, 1, "0.1:1 to 10:1"),
            MaxLength = TimeSpan.FromSeconds(60),
        },
        MinItems = 1,
        MaxItems = 10,
    };

    /// <returns>Null for a type Instagram does not have.</returns>
    public static InstagramPlacement? For(PostType type) => type switch
    {
        PostType.Image => Picture,
        PostType.Carousel => Carousel,
        PostType.Reel => Reel,
        PostType.Story => Story,
        _ => null,
    };
}
