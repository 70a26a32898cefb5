namespace Posthaste.Tests.Server.Fixtures;

/// <summary>Which file breaks which rule of Instagram's, and what people are told: the figures of docs/platforms/instagram.md#limits.</summary>
internal static class BadFiles
{
    private static readonly Reason s_seeThrough = new("transparent", "has transparent parts", "takes none");
    private static readonly Reason s_isPicture = new("media_kind", "is a picture", "takes videos only");
    private static readonly Reason s_indexLast = new("index_last", "has its index behind the pictures", "takes it before them (\"fast start\")");

    public static IEnumerable<BadFile> All => [.. Pictures, .. Films, .. Sounds, .. Stories, .. InCarousels];

    private static IEnumerable<BadFile> Pictures =>
    [
        .. "400x503 400x600 400x800 1080x1354 1080x1440 320x1000 100x300".Split(' ').Select(size => new BadFile(size + ".jpg", "image", TooTall(size, "4:5 (0.8:1)"))),
        .. "1080x560 640x300 800x400 1440x700 500x100 320x160 3000x1000".Split(' ').Select(size => new BadFile(size + ".jpg", "image", TooWide(size, "1.91:1 (1.91:1)"))),
        new("a.png", "image", Type("image/png")),
        new("deep.png", "image", Type("image/png")),
        new("alpha.png", "image", Type("image/png"), s_seeThrough),
        new("still.gif", "image", Type("image/gif")),
        new("moving.gif", "image", Type("image/gif"), s_seeThrough, new("animated", "has 3 pictures in it", "takes 1")),
        new("a.webp", "image", Type("image/webp")),
        new("a.heic", "image", Type("image/heic")),
        new("a.avif", "image", Type("image/avif")),
        new("stereo.jpg", "image", new Reason("multi_picture", "has further pictures behind the first (MPO)", "takes 1")),
        new("heavy1.jpg", "image", Bytes("8.01 MiB", "8 MiB")),
        new("heavy2.jpg", "image", Bytes("9 MiB", "8 MiB")),
        new("heavy3.jpg", "image", Bytes("20 MiB", "8 MiB")),
        new("plain.mp4", "image", new Reason("media_kind", "is a video", "takes pictures only")),
    ];

    private static IEnumerable<BadFile> Films =>
    [
        .. "10 15 20 22".Split(' ').Select(rate => new BadFile($"fps{rate}.mp4", "reel", new Reason("frame_rate_low", $"has {rate} frames per second", "takes 23 at least"))),
        .. "61 75 90 120".Split(' ').Select(rate => new BadFile($"fps{rate}.mp4", "reel", new Reason("frame_rate_high", $"has {rate} frames per second", "takes 60 at most"))),
        new("s05.mp4", "reel", TooShort("0.5")),
        new("s1.mp4", "reel", TooShort("1")),
        new("s2.mp4", "reel", TooShort("2")),
        new("s29.mp4", "reel", TooShort("2.9")),
        new("s903.mp4", "reel", TooLong("903", "900")),
        new("w1922.mp4", "reel", new Reason("too_wide", "is 1,922 pixels wide", "takes 1,920 at most")),
        new("w2400.mp4", "reel", new Reason("too_wide", "is 2,400 pixels wide", "takes 1,920 at most")),
        new("640x60.mp4", "reel", TooWide("640x60", "10:1 (10:1)")),
        new("640x40.mp4", "reel", TooWide("640x40", "10:1 (10:1)")),
        new("16x1710.mp4", "reel", TooTall("16x1710", "0.01:1 (0.01:1)")),
        new("mpeg4.mp4", "reel", Codec("mpeg4")),
        new("mpeg2.mp4", "reel", Codec("mpeg2video")),
        new("vp9.mp4", "reel", Codec("vp9")),
        new("mjpeg.mov", "reel", Codec("mjpeg")),
        new("prores.mov", "reel", Codec("prores"), Pixels("yuv422p10le")),
        new("vp8.webm", "reel", new Reason("media_type", "is video/webm", "takes video/mp4, video/quicktime"), Codec("vp8")),
        new("full444.mp4", "reel", Pixels("yuv444p")),
        new("half422.mp4", "reel", Pixels("yuv422p")),
        new("fields.mp4", "reel", new Reason("interlaced", "is interlaced (", "takes whole frames")),
        new("wide43.mp4", "reel", new Reason("pixels_not_square", "has pixels of 4:3", "shows them as 1:1")),
        new("wide169.mp4", "reel", new Reason("pixels_not_square", "has pixels of 16:9", "shows them as 1:1")),
        new("last.mp4", "reel", s_indexLast),
        new("raw.mp4", "reel", s_indexLast),
        new("dense.mp4", "reel", new Reason("bit_rate_high", "Mbit/s", "takes 25 Mbit/s at most")),
        new("400x500.jpg", "reel", s_isPicture),
        new("moving.gif", "reel", s_isPicture),
    ];

    private static IEnumerable<BadFile> Sounds =>
    [
        new("mp3.mp4", "reel", Sound("mp3")),
        new("ac3.mp4", "reel", Sound("ac3")),
        new("opus.mp4", "reel", Sound("opus")),
        new("pcm.mov", "reel", Sound("pcm_s16le")),
        .. "64,000 88,200 96,000".Split(' ').Select(hz => new BadFile($"hz{hz[..2]}.mp4", "reel", new Reason("audio_sample_rate", $"has sound of {hz} Hz", "takes 48,000 Hz at most"))),
        .. "36".Select(count => new BadFile($"ch{count}.mp4", "reel", new Reason("audio_channels", $"has {count} sound channels", "takes 2 at most"))),
    ];

    private static IEnumerable<BadFile> Stories =>
    [
        new("s61.mp4", "story", TooLong("61", "60")),
        new("s66.mp4", "story", TooLong("66", "60")),
        new("32x400.mp4", "story", TooTall("32x400", "0.1:1 (0.1:1)")),
        new("over100.mp4", "story", Bytes("96.33 MiB", "95.37 MiB")),
        new("fps15.mp4", "story", new Reason("frame_rate_low", "has 15 frames per second", "takes 23 at least")),
        new("a.webp", "story", Type("image/webp")),
        new("heavy1.jpg", "story", Bytes("8.01 MiB", "8 MiB")),
    ];

    private static IEnumerable<BadFile> InCarousels =>
    [
        new("400x800.jpg", "carousel", TooTall("400x800", "4:5 (0.8:1)")),
        new("640x60.mp4", "carousel", TooWide("640x60", "1.91:1 (1.91:1)")),
        new("32x400.mp4", "carousel", TooTall("32x400", "4:5 (0.8:1)")),
    ];

    private static Reason TooTall(string size, string most) => new("aspect_too_tall", $"is {size.Replace("x", " × ", StringComparison.Ordinal)} (", $"takes {most} and wider");

    private static Reason TooWide(string size, string most) => new("aspect_too_wide", $"is {size.Replace("x", " × ", StringComparison.Ordinal)} (", $"takes {most} and narrower");

    private static Reason Type(string found) => new("media_type", $"is {found}", "takes image/jpeg");

    private static Reason Bytes(string found, string most) => new("too_many_bytes", $"has {found}", $"takes {most} at most");

    private static Reason TooShort(string seconds) => new("too_short", $"lasts {seconds}", "takes 3 seconds at least");

    private static Reason TooLong(string seconds, string most) => new("too_long", $"lasts {seconds}", $"takes {most} seconds at most");

    private static Reason Codec(string found) => new("video_codec", $"has its pictures in {found}", "takes h264, hevc");

    private static Reason Pixels(string found) => new("pixel_format", $"stores its pictures as {found}", "takes yuv420p, yuvj420p, yuv420p10le");

    private static Reason Sound(string found) => new("audio_codec", $"has its sound in {found}", "takes aac");
}
