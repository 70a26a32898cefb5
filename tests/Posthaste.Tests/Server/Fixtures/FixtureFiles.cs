using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server.Fixtures;

/// <summary>The bytes of the fixtures: the pictures are those of the shelf, the videos are long enough for Instagram.</summary>
internal sealed class FixtureFiles(Shelf shelf)
{
    private static readonly Dictionary<string, string> s_videos = FitnessRows.Videos.Where(IsOfAnyLength).ToDictionary(row => row.Key, row => "-t 3.1 " + row.Value)
        .Concat(new Dictionary<string, string>
        {
            ["s05.mp4"] = "-t 0.5",
            ["s1.mp4"] = "-t 1",
            ["s2.mp4"] = "-t 2",
            ["s29.mp4"] = "-t 2.9",
            ["s3.mp4"] = "-t 3",
            ["s5.mp4"] = "-t 5",
            ["s8.mp4"] = "-t 8",
            // Without sound, which has frames of its own length: these are put together to the second.
            ["even.mp4"] = "-map 0:v -an -t 3",
            ["w1080.mp4"] = "-t 3 -s 1080x608",
            ["w1920.mp4"] = "-t 3 -s 1920x192",
            ["w1922.mp4"] = "-t 3 -r 24 -s 1922x1010",
            ["w2400.mp4"] = "-t 3 -r 24 -s 2400x1260",
            ["640x60.mp4"] = "-t 3 -s 640x60",
            ["640x40.mp4"] = "-t 3 -s 640x40",
            ["16x1710.mp4"] = "-t 3 -s 16x1710",
            ["32x400.mp4"] = "-t 3 -s 32x400",
            ["dense.mp4"] = "-t 3 -b:v 32M -minrate 32M -maxrate 32M -bufsize 2M -x264-params nal-hrd=cbr:filler=1",
        }).ToDictionary();

    /// <summary>Once for all classes of tests.</summary>
    private static readonly Lazy<Dictionary<string, byte[]>> s_made = new(() => Shelf.Make(folder => Shelf.MakeVideos(folder, s_videos)));

    public byte[] BytesOf(string name) => name switch
    {
        "s60.mp4" => Repeated(20),
        "s61.mp4" => Repeated(21, "-t", "61"),
        "s66.mp4" => Repeated(22),
        "s903.mp4" => Repeated(301),
        "over100.mp4" => FitnessRows.WithFreeBox(s_made.Value["plain.mp4"], 101_000_000),
        _ => s_made.Value.GetValueOrDefault(name) ?? shelf.BytesOf(name),
    };

    /// <summary>Those whose point is a length or a size of <see cref="Placements"/> are left to that.</summary>
    private static bool IsOfAnyLength(KeyValuePair<string, string> row) =>
        !row.Value.Contains("-t ", StringComparison.Ordinal) && !row.Value.Contains("-s ", StringComparison.Ordinal) && row.Key is not "noisy.mp4";

    /// <summary>Three seconds so many times over, without another encoding.</summary>
    private static byte[] Repeated(int times, params string[] more)
    {
        var source = Path.Combine(Path.GetTempPath(), $"posthaste-fixture-{Guid.NewGuid():N}.mp4");
        File.WriteAllBytes(source, s_made.Value["even.mp4"]);
        try
        {
            return Samples.Ffmpeg(["-stream_loop", $"{times - 1}", "-i", source, "-c", "copy", "-movflags", "+faststart+negative_cts_offsets", "-use_editlist", "0", .. more, "-f", "mp4"]);
        }
        finally
        {
            File.Delete(source);
        }
    }
}
