using Posthaste.Media.Fitness;

namespace Posthaste.Platforms.Instagram;

/// <summary>Every place Instagram shows media in, with what it takes there.</summary>
/// <remarks>docs/platforms/instagram.md#limits, with the page of each figure and the date it was read.</remarks>
internal static class InstagramPlacements
{
    private const long Mebibyte = 1_024 * 1_024;
    private const long Megabyte = 1_000_000;

    private static readonly Aspect FullScreen = new(9, 16);
    private static readonly FrameSpec Feed = new() { MinAspect = new Aspect(4, 5), MaxAspect = new Aspect(1.91m, 1) };

    /// <summary>Instagram scales, converts to sRGB, and takes progressive JPEGs most of the time (one report that it did not).</summary>
    private static readonly string[] MendedPictures = [FitnessRule.TooNarrow, FitnessRule.TooWide, FitnessRule.ColourSpace, FitnessRule.Interlaced];

    /// <summary>The page forbids edit lists and more than 128 kbit/s of sound, and most encoders write both: many such files pass.</summary>
    private static readonly string[] MendedVideos = [FitnessRule.EditList, FitnessRule.AudioBitRate, FitnessRule.Hdr];

    private static readonly ImageSpec Jpeg = new() { MaxBytes = 8 * Mebibyte, TakesTransparent = false };

    private static readonly PlacementSpec FeedPicture = new()
    {
        Name = "an Instagram post",
        Image = Jpeg with { Frame = Feed with { MinWidth = 320, MaxWidth = 1_440 } },
        Advisory = MendedPictures,
    };

    private static readonly VideoSpec ReelVideo = new()
    {
        ContentTypes = ["video/mp4", "video/quicktime"],
        Codecs = ["h264", "hevc"],
        PixelFormats = ["yuv420p", "yuvj420p", "yuv420p10le"],
        MaxBytes = 300 * Megabyte,
        Frame = new FrameSpec { MinAspect = new Aspect(0.01m, 1), MaxAspect = new Aspect(10, 1), MaxWidth = 1_920 },
        MinDuration = TimeSpan.FromSeconds(3),
        MaxDuration = TimeSpan.FromMinutes(15),
        LengthSlack = TimeSpan.FromMilliseconds(50),
        MinFrameRate = 23,
        MaxFrameRate = 60,
        FrameRateSlack = 0.05,
        MaxBitRate = 25_000_000,
        NeedsMoovFirst = true,
        TakesEditLists = false,
        AudioCodecs = ["aac"],
        MaxAudioSampleRate = 48_000,
        MaxAudioChannels = 2,
        MaxAudioBitRate = 128_000,
    };

    public static InstagramPlacement Picture { get; } = new() { Name = "a single picture post", Picture = FeedPicture, Video = null, MinItems = 1, MaxItems = 1 };

    /// <summary>No page gives a carousel's videos limits of their own: those of a reel, in the shape of the feed.</summary>
    public static InstagramPlacement Carousel { get; } = new()
    {
        Name = "a carousel",
        Picture = FeedPicture with { Name = "an Instagram carousel" },
        Video = Film("an Instagram carousel", ReelVideo with { Frame = Feed with { MaxWidth = 1_920 } }),
        MinItems = 2,
        MaxItems = 10,
    };

    public static InstagramPlacement Reel { get; } = new()
    {
        Name = "a reel",
        Picture = null,
        Video = Film("an Instagram reel", ReelVideo),
        Shown = FullScreen,
        MinItems = 1,
        MaxItems = 1,
    };

    public static InstagramPlacement ReelCover { get; } = new()
    {
        Name = "a reel's cover",
        Picture = Still("the cover of an Instagram reel"),
        Video = null,
        Shown = FullScreen,
        MinItems = 0,
        MaxItems = 1,
    };

    /// <summary>Several are a set, published one after the other. The most is ours: ten keep the order of a day readable.</summary>
    public static InstagramPlacement Story { get; } = new()
    {
        Name = "a story",
        Picture = Still("an Instagram story"),
        Video = Film("an Instagram story", ReelVideo with
        {
            MaxBytes = 100 * Megabyte,
            Frame = ReelVideo.Frame with { MinAspect = new Aspect(0.1m, 1) },
            MaxDuration = TimeSpan.FromSeconds(60),
        }),
        Shown = FullScreen,
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

    private static PlacementSpec Still(string name) => new() { Name = name, Image = Jpeg, Advisory = MendedPictures };

    private static PlacementSpec Film(string name, VideoSpec video) => new() { Name = name, Video = video, Advisory = MendedVideos };
}
