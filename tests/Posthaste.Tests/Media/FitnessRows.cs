using System.Buffers.Binary;
using Posthaste.Media.Fitness;
using static Posthaste.Media.Fitness.FitnessRule;

namespace Posthaste.Tests.Media;

/// <summary>Which file breaks which rules of <see cref="Placements.Feed"/> or <see cref="Placements.Reel"/>.</summary>
internal static class FitnessRows
{
    public static readonly Dictionary<string, string[]> BadPictures = new()
    {
        ["100x100.jpg"] = [TooNarrow],
        ["200x150.jpg"] = [TooNarrow],
        ["300x300.jpg"] = [TooNarrow],
        ["319x319.jpg"] = [TooNarrow],
        ["1441x1441.jpg"] = [TooWide],
        ["1600x1000.jpg"] = [TooWide],
        ["2000x2000.jpg"] = [TooWide],
        ["3000x2500.jpg"] = [TooWide],
        ["400x503.jpg"] = [AspectTooTall],
        ["400x600.jpg"] = [AspectTooTall],
        ["400x800.jpg"] = [AspectTooTall],
        ["1080x1354.jpg"] = [AspectTooTall],
        ["1080x1440.jpg"] = [AspectTooTall],
        ["320x1000.jpg"] = [AspectTooTall],
        ["1080x560.jpg"] = [AspectTooWide],
        ["640x300.jpg"] = [AspectTooWide],
        ["800x400.jpg"] = [AspectTooWide],
        ["1440x700.jpg"] = [AspectTooWide],
        ["500x100.jpg"] = [AspectTooWide],
        ["320x160.jpg"] = [AspectTooWide],
        ["100x300.jpg"] = [TooNarrow, AspectTooTall],
        ["3000x1000.jpg"] = [TooWide, AspectTooWide],
        ["a.png"] = [FitnessRule.Type],
        ["still.gif"] = [FitnessRule.Type],
        ["moving.gif"] = [FitnessRule.Type, Transparent, Animated],
        ["a.webp"] = [FitnessRule.Type],
        ["a.heic"] = [FitnessRule.Type],
        ["a.avif"] = [FitnessRule.Type],
        ["alpha.png"] = [FitnessRule.Type, Transparent],
        ["deep.png"] = [FitnessRule.Type, ColourSpace],
        ["progressive.jpg"] = [Interlaced],
        ["print.jpg"] = [ColourSpace],
        ["stereo.jpg"] = [MultiPicture],
        ["heavy1.jpg"] = [Bytes],
        ["heavy2.jpg"] = [Bytes],
        ["heavy3.jpg"] = [Bytes],
        ["plain.mp4"] = [Kind],
    };

    /// <summary>Their shape misses what is allowed by one pixel: networks round, and the commonest landscape is among them.</summary>
    public static readonly string[] PicturesAtTheLimit = ["1200x628.jpg", "400x501.jpg", "1080x1351.jpg", "1080x565.jpg"];

    public static readonly string[] GoodPictures =
    [
        "320x320.jpg", "320x400.jpg", "320x168.jpg", "321x400.jpg", "400x500.jpg", "400x400.jpg", "480x480.jpg", "500x625.jpg", "540x540.jpg",
        "600x315.jpg", "600x750.jpg", "640x360.jpg", "640x480.jpg", "640x640.jpg", "640x800.jpg", "720x720.jpg", "720x900.jpg", "750x500.jpg",
        "800x600.jpg", "800x1000.jpg", "900x600.jpg", "1000x525.jpg", "1000x1250.jpg", "1024x768.jpg", "1080x566.jpg", "1080x608.jpg",
        "1080x1080.jpg", "1080x1350.jpg", "1280x720.jpg", "1440x754.jpg", "1440x1440.jpg", "1440x1800.jpg", "full.jpg", "grey.jpg",
    ];

    public static readonly Dictionary<string, (string Options, string[] Rules)> BadVideos = new()
    {
        ["fps10.mp4"] = ("-r 10", [FrameRateLow]),
        ["fps15.mp4"] = ("-r 15", [FrameRateLow]),
        ["fps20.mp4"] = ("-r 20", [FrameRateLow]),
        ["fps22.mp4"] = ("-r 22", [FrameRateLow]),
        ["fps61.mp4"] = ("-r 61", [FrameRateHigh]),
        ["fps75.mp4"] = ("-r 75", [FrameRateHigh]),
        ["fps90.mp4"] = ("-r 90", [FrameRateHigh]),
        ["fps120.mp4"] = ("-r 120", [FrameRateHigh]),
        ["s02.mp4"] = ("-t 0.2", [TooShort]),
        ["s05.mp4"] = ("-t 0.5", [TooShort]),
        ["s08.mp4"] = ("-t 0.8", [TooShort]),
        ["s095.mp4"] = ("-t 0.95", [TooShort]),
        ["s41.mp4"] = ("-t 4.1", [TooLong]),
        ["s5.mp4"] = ("-t 5", [TooLong]),
        ["s6.mp4"] = ("-t 6", [TooLong]),
        ["s8.mp4"] = ("-t 8", [TooLong]),
        ["w20.mp4"] = ("-s 20x40", [TooNarrow]),
        ["w30.mp4"] = ("-s 30x60", [TooNarrow]),
        ["w642.mp4"] = ("-s 642x80", [TooWide]),
        ["w800.mp4"] = ("-s 800x96", [TooWide]),
        ["w1000.mp4"] = ("-s 1000x120", [TooWide]),
        ["h642.mp4"] = ("-s 96x642", [TooHigh]),
        ["h800.mp4"] = ("-s 128x800", [TooHigh]),
        ["flat.mp4"] = ("-s 640x60", [AspectTooWide]),
        ["flatter.mp4"] = ("-s 640x40", [AspectTooWide]),
        ["tall.mp4"] = ("-s 32x400", [AspectTooTall]),
        ["taller.mp4"] = ("-s 48x600", [AspectTooTall]),
        ["mpeg4.mp4"] = ("-c:v mpeg4", [Codec]),
        ["mpeg2.mp4"] = ("-c:v mpeg2video", [Codec]),
        ["vp9.mp4"] = ("-c:v libvpx-vp9 -deadline realtime -cpu-used 8", [Codec]),
        ["mjpeg.mov"] = ("-c:v mjpeg -pix_fmt yuvj420p", [Codec, PixelFormat]),
        ["prores.mov"] = ("-c:v prores_ks -pix_fmt yuv422p10le", [Codec, PixelFormat]),
        ["vp8.webm"] = ("-map 0:v -an -c:v libvpx -deadline realtime -cpu-used 8", [FitnessRule.Type, Codec]),
        ["full444.mp4"] = ("-pix_fmt yuv444p", [PixelFormat]),
        ["half422.mp4"] = ("-pix_fmt yuv422p", [PixelFormat]),
        ["deep.mp4"] = ("-pix_fmt yuv420p10le", [PixelFormat]),
        ["pq.mp4"] = ("-color_trc smpte2084 -color_primaries bt2020 -colorspace bt2020nc", [Hdr]),
        ["hlg.mp4"] = ("-color_trc arib-std-b67 -color_primaries bt2020 -colorspace bt2020nc", [Hdr]),
        ["fields.mp4"] = ("-preset veryfast -flags +ildct+ilme -x264-params tff=1", [Interlaced]),
        ["wide43.mp4"] = ("-aspect 4:3", [PixelsNotSquare]),
        ["wide169.mp4"] = ("-aspect 16:9", [PixelsNotSquare]),
        ["last.mp4"] = ("-movflags negative_cts_offsets", [IndexLast]),
        ["edits.mp4"] = ("-movflags +faststart -use_editlist 1", [EditList]),
        ["raw.mp4"] = ("-preset veryfast -movflags negative_cts_offsets -use_editlist 1", [IndexLast, EditList]),
        ["noisy.mp4"] = ("-map 3:v -map 1:a -b:v 4M -maxrate 4M -bufsize 1M", [BitRate]),
        ["mp3.mp4"] = ("-c:a libmp3lame", [AudioCodec]),
        ["ac3.mp4"] = ("-c:a ac3 -b:a 96k", [AudioCodec]),
        ["opus.mp4"] = ("-c:a libopus", [AudioCodec]),
        ["pcm.mov"] = ("-c:a pcm_s16le", [AudioCodec, AudioBitRate]),
        ["hz64.mp4"] = ("-ar 64000", [AudioSampleRate]),
        ["hz88.mp4"] = ("-ar 88200", [AudioSampleRate]),
        ["hz96.mp4"] = ("-ar 96000", [AudioSampleRate]),
        ["ch3.mp4"] = ("-ac 3", [AudioChannels]),
        ["ch6.mp4"] = ("-ac 6", [AudioChannels]),
        ["loud192.mp4"] = ("-map 0:v -map 2:a -ac 2 -b:a 192k", [AudioBitRate]),
        ["loud256.mp4"] = ("-map 0:v -map 2:a -ac 2 -b:a 256k", [AudioBitRate]),
    };

    /// <summary>Broken by what stands behind the video, or by being no video at all.</summary>
    public static readonly Dictionary<string, string[]> OtherBadVideos = new()
    {
        ["over1.mp4"] = [Bytes],
        ["over2.mp4"] = [Bytes],
        ["400x500.jpg"] = [Kind],
        ["moving.gif"] = [Kind],
    };

    public static readonly Dictionary<string, string> GoodVideos = new()
    {
        ["plain.mp4"] = "",
        ["silent.mp4"] = "-map 0:v -an",
        ["mov.mov"] = "",
        ["hevc.mp4"] = "-c:v libx265 -x265-params log-level=none:pools=1",
        ["fps23.mp4"] = "-r 23",
        ["fps23976.mp4"] = "-r 24000/1001",
        ["fps24.mp4"] = "-r 24",
        ["fps25.mp4"] = "-r 25",
        ["fps2997.mp4"] = "-r 30000/1001",
        ["fps48.mp4"] = "-r 48",
        ["fps50.mp4"] = "-r 50",
        ["fps60.mp4"] = "-r 60",
        ["s1.mp4"] = "-t 1",
        ["s15.mp4"] = "-t 1.5",
        ["s2.mp4"] = "-t 2",
        ["s3.mp4"] = "-t 3",
        ["s39.mp4"] = "-t 3.9",
        ["s4.mp4"] = "-map 0:v -an -t 4",
        ["w32.mp4"] = "-s 32x32",
        ["w64.mp4"] = "-s 64x128",
        ["w320.mp4"] = "-s 320x180",
        ["w640.mp4"] = "-s 640x64",
        ["h640.mp4"] = "-s 64x640",
        ["full.mp4"] = "-s 640x640",
        ["base.mp4"] = "-profile:v baseline",
        ["main.mp4"] = "-preset veryfast -profile:v main",
        ["high.mp4"] = "-preset veryfast -profile:v high -bf 3",
        ["hz8.mp4"] = "-ar 8000 -b:a 16k",
        ["hz44.mp4"] = "-ar 44100",
        ["mono.mp4"] = "-ac 1",
        ["stereo.mp4"] = "-ac 2",
        ["bits.mp4"] = "-map 0:v -map 2:a -b:a 110k",
        ["bt709.mp4"] = "-colorspace bt709 -color_primaries bt709 -color_trc bt709",
    };

    public static readonly string[] OtherGoodVideos = ["full1m.mp4"];

    public static IEnumerable<string> Pictures =>
        BadPictures.Keys.Concat(GoodPictures).Concat(PicturesAtTheLimit).Where(name => char.IsDigit(name[0]));

    public static IReadOnlyDictionary<string, string> Videos { get; } =
        BadVideos.ToDictionary(pair => pair.Key, pair => pair.Value.Options).Concat(GoodVideos).ToDictionary();

    /// <summary>What is not a matter of ffmpeg's options.</summary>
    public static readonly Dictionary<string, Func<Shelf, byte[]>> Special = new()
    {
        ["a.png"] = _ => Samples.Png(400, 400),
        ["alpha.png"] = _ => Samples.Quarters(400, 400, "rgba"),
        ["deep.png"] = _ => Samples.Quarters(400, 400, "rgb48be"),
        ["still.gif"] = _ => Samples.Ffmpeg(["-f", "lavfi", "-i", "testsrc2=size=400x400", "-frames:v", "1", "-f", "gif"]),
        ["moving.gif"] = _ => Samples.Ffmpeg(["-f", "lavfi", "-i", "testsrc2=size=400x400:rate=5", "-frames:v", "3", "-f", "gif"]),
        ["a.webp"] = _ => Samples.FromVips(".webp"),
        ["a.heic"] = _ => Samples.FromVips(".heic"),
        ["a.avif"] = _ => Samples.FromVips(".avif"),
        ["progressive.jpg"] = _ => Samples.FromVips(".jpg", "[interlace]"),
        ["print.jpg"] = _ => Samples.Cmyk(Samples.Quarters(400, 400)),
        ["grey.jpg"] = _ => Samples.Quarters(400, 400, "gray", "mjpeg"),
        ["stereo.jpg"] = shelf => [.. shelf.BytesOf("400x400.jpg")[..2], 0xFF, 0xE2, 0, 10, .. "MPF\0II*\0"u8, .. shelf.BytesOf("400x400.jpg")[2..]],
        ["full.jpg"] = shelf => Padded(shelf.BytesOf("400x400.jpg"), 8 << 20),
        ["heavy1.jpg"] = shelf => Padded(shelf.BytesOf("400x400.jpg"), (8 << 20) + 1),
        ["heavy2.jpg"] = shelf => Padded(shelf.BytesOf("1080x1080.jpg"), 9 << 20),
        ["heavy3.jpg"] = shelf => Padded(shelf.BytesOf("1080x1350.jpg"), 20 << 20),
        ["full1m.mp4"] = shelf => WithFreeBox(shelf.BytesOf("plain.mp4"), 1 << 20),
        ["over1.mp4"] = shelf => WithFreeBox(shelf.BytesOf("plain.mp4"), (1 << 20) + 1),
        ["over2.mp4"] = shelf => WithFreeBox(shelf.BytesOf("s2.mp4"), 3 << 20),
    };

    private static byte[] Padded(byte[] picture, int length) => [.. picture, .. new byte[length - picture.Length]];

    internal static byte[] WithFreeBox(byte[] video, int length)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, length - video.Length);
        return [.. video, .. size, .. "free"u8, .. new byte[length - video.Length - 8]];
    }
}
