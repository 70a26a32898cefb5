using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server.Fixtures;

/// <summary>A file that a place on Instagram takes as it is.</summary>
/// <param name="Hint">Null where nothing is said of it; else the word for what Instagram puts up with.</param>
internal sealed record GoodFile(string Name, string Type, string? Hint = null);

internal static class GoodFiles
{
    public static IEnumerable<GoodFile> All =>
    [
        .. FitnessRows.GoodPictures.Select(name => new GoodFile(name, "image")),
        new("100x100.jpg", "image", "too_narrow"),
        new("319x319.jpg", "image", "too_narrow"),
        new("1441x1441.jpg", "image", "too_wide"),
        new("3000x2500.jpg", "image", "too_wide"),
        new("progressive.jpg", "image", "interlaced"),
        new("print.jpg", "image", "colour_space"),
        .. Reels.Split(' ').Select(name => new GoodFile(name, "reel")),
        new("edits.mp4", "reel", "edit_list"),
        new("pq.mp4", "reel", "hdr"),
        new("hlg.mp4", "reel", "hdr"),
        new("loud192.mp4", "reel", "audio_bit_rate"),
        new("loud256.mp4", "reel", "audio_bit_rate"),
        new("400x800.jpg", "story"),
        new("500x100.jpg", "story"),
        new("s60.mp4", "story"),
    ];

    private const string Reels =
        "plain.mp4 silent.mp4 mov.mov hevc.mp4 fps23.mp4 fps23976.mp4 fps24.mp4 fps25.mp4 fps2997.mp4 fps48.mp4 fps50.mp4 fps60.mp4 "
        + "s3.mp4 s5.mp4 s8.mp4 w1080.mp4 w1920.mp4 32x400.mp4 deep.mp4 base.mp4 main.mp4 high.mp4 hz8.mp4 hz44.mp4 mono.mp4 stereo.mp4 bits.mp4 bt709.mp4";
}
