using Posthaste.Media.Fitness;

namespace Posthaste.Tests.Media;

/// <summary>Specifications of the kinds networks have, with lengths and sizes that are quick to make.</summary>
internal static class Placements
{
    public static PlacementSpec Feed { get; } = new()
    {
        Name = "a feed picture",
        Image = new ImageSpec
        {
            MaxBytes = 8L << 20,
            Frame = new FrameSpec { MinWidth = 320, MaxWidth = 1440, MinAspect = new Aspect(4, 5), MaxAspect = new Aspect(1.91m, 1) },
            TakesTransparent = false,
        },
    };

    public static PlacementSpec Reel { get; } = new()
    {
        Name = "a reel",
        Video = new VideoSpec
        {
            ContentTypes = ["video/mp4", "video/quicktime"],
            Codecs = ["h264", "hevc"],
            MaxBytes = 1L << 20,
            Frame = new FrameSpec { MinWidth = 32, MaxWidth = 640, MaxHeight = 640, MinAspect = new Aspect(0.1m, 1), MaxAspect = new Aspect(10, 1) },
            MinDuration = TimeSpan.FromSeconds(1),
            MaxDuration = TimeSpan.FromSeconds(4),
            MinFrameRate = 23,
            MaxFrameRate = 60,
            MaxBitRate = 2_500_000,
            NeedsMoovFirst = true,
            TakesEditLists = false,
            MaxAudioSampleRate = 48_000,
            MaxAudioChannels = 2,
            MaxAudioBitRate = 128_000,
        },
    };
}
