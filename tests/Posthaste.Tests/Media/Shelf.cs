using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Posthaste.Media;

[assembly: AssemblyFixture(typeof(Posthaste.Tests.Media.Shelf))]

namespace Posthaste.Tests.Media;

/// <summary>Many small files, made in a few runs of ffmpeg and uploaded once each, for all tests that only look at them.</summary>
/// <remarks>They are kept in memory. A folder that waits from the first test of a run to the last is one that a person
/// tidying up, or the system, has minutes to remove.</remarks>
public sealed partial class Shelf : IDisposable
{
    private readonly Lazy<MediaLibrary> _library = new(() => new MediaLibrary());
    private readonly ConcurrentDictionary<string, Lazy<Task<MediaItem>>> _items = new();
    private readonly Lazy<IReadOnlyDictionary<string, byte[]>> _pictures = new(() => Make(folder => MakePictures(folder, FitnessRows.Pictures)));
    private readonly Lazy<IReadOnlyDictionary<string, byte[]>> _videos = new(() => Make(folder => MakeVideos(folder, FitnessRows.Videos)));

    /// <summary>By a name of <see cref="FitnessRows"/>; <c>400x500.jpg</c> is a picture of that size.</summary>
    public Task<MediaItem> ItemAsync(string name) =>
        _items.GetOrAdd(name, _ => new Lazy<Task<MediaItem>>(() => _library.Value.AcceptAsync(BytesOf(name), name))).Value;

    public byte[] BytesOf(string name)
    {
        if (FitnessRows.Special.TryGetValue(name, out var make)) return make(this);
        return (name.EndsWith(".jpg", StringComparison.Ordinal) ? _pictures : _videos).Value[name];
    }

    public void Dispose()
    {
        if (_library.IsValueCreated) _library.Value.Dispose();
    }

    internal static Dictionary<string, byte[]> Make(Action<string> fill)
    {
        var folder = Directory.CreateTempSubdirectory("posthaste-shelf-");
        try
        {
            fill(folder.FullName);
            return folder.EnumerateFiles().ToDictionary(file => file.Name, file => File.ReadAllBytes(file.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void MakePictures(string folder, IEnumerable<string> names)
    {
        var outputs = names.SelectMany(name => Size().Match(name) is { Success: true } size
            ? (string[])["-frames:v", "1", "-s", size.Value, "-pix_fmt", "yuvj420p", "-q:v", "20", "-f", "mjpeg", Path.Combine(folder, name)]
            : throw new ArgumentException(name));
        Samples.Ffmpeg(["-f", "lavfi", "-t", "1", "-i", "testsrc2=size=640x360", .. outputs, "-frames:v", "1", "-f", "mjpeg"]);
    }

    internal static void MakeVideos(string folder, IReadOnlyDictionary<string, string> made)
    {
        var outputs = made.SelectMany(pair => (string[])
        [
            .. pair.Value.Contains("-map", StringComparison.Ordinal) ? (string[])[] : ["-map", "0:v", "-map", "1:a"],
            .. "-r 30 -t 1.2 -c:v libx264 -preset ultrafast -threads 1 -pix_fmt yuv420p -c:a aac -b:a 64k -strict -2".Split(' '),
            .. "-movflags +faststart+negative_cts_offsets -use_editlist 0".Split(' '),
            .. SizeOption().Replace(pair.Value, "-vf scale=$1:$2,setsar=1").Split(' ', StringSplitOptions.RemoveEmptyEntries), Path.Combine(folder, pair.Key),
        ]);
        Samples.Ffmpeg([
            // All end by themselves: ffmpeg may go on reading for an output that has enough.
            .. Input("testsrc2=size=96x96:rate=30", 8.5), .. Input("sine=440:sample_rate=48000", 8.5),
            .. Input("anoisesrc=r=48000:a=0.9", 2), .. Input("nullsrc=s=128x128:r=30,geq=random(1)*255:random(2)*255:random(3)*255", 2),
            .. outputs, "-map", "0:v", "-frames:v", "1", "-f", "mjpeg"]);
    }

    private static string[] Input(string source, double seconds) => ["-f", "lavfi", "-t", FormattableString.Invariant($"{seconds}"), "-i", source];

    // ffmpeg's own -s keeps the picture's shape by making its pixels oblong.
    [GeneratedRegex(@"-s (\d+)x(\d+)")]
    private static partial Regex SizeOption();

    [GeneratedRegex(@"^\d+x\d+")]
    private static partial Regex Size();
}
