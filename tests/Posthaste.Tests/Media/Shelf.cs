using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Posthaste.Media;

[assembly: AssemblyFixture(typeof(Posthaste.Tests.Media.Shelf))]

namespace Posthaste.Tests.Media;

/// <summary>Many small files, made in a few runs of ffmpeg and uploaded once each, for all tests that only look at them.</summary>
public sealed partial class Shelf : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-shelf-");
    private readonly Lazy<MediaLibrary> _library = new(() => new MediaLibrary());
    private readonly ConcurrentDictionary<string, Lazy<Task<MediaItem>>> _items = new();
    private readonly Lazy<bool> _pictures;
    private readonly Lazy<bool> _videos;

    public Shelf()
    {
        _pictures = new Lazy<bool>(() => MakePictures(FitnessRows.Pictures));
        _videos = new Lazy<bool>(() => MakeVideos(FitnessRows.Videos));
    }

    /// <summary>By a name of <see cref="FitnessRows"/>; <c>400x500.jpg</c> is a picture of that size.</summary>
    public Task<MediaItem> ItemAsync(string name) =>
        _items.GetOrAdd(name, _ => new Lazy<Task<MediaItem>>(() => _library.Value.AcceptAsync(BytesOf(name), name))).Value;

    public byte[] BytesOf(string name)
    {
        if (FitnessRows.Special.TryGetValue(name, out var make)) return make(this);
        Assert.True(name.EndsWith(".jpg", StringComparison.Ordinal) ? _pictures.Value : _videos.Value);
        return File.ReadAllBytes(Path.Combine(_folder.FullName, name));
    }

    public void Dispose()
    {
        if (_library.IsValueCreated) _library.Value.Dispose();
        _folder.Delete(recursive: true);
    }

    private bool MakePictures(IEnumerable<string> names)
    {
        var outputs = names.SelectMany(name => Size().Match(name) is { Success: true } size
            ? (string[])["-frames:v", "1", "-s", size.Value, "-pix_fmt", "yuvj420p", "-q:v", "20", "-f", "mjpeg", Path.Combine(_folder.FullName, name)]
            : throw new ArgumentException(name));
        Samples.Ffmpeg(["-f", "lavfi", "-t", "1", "-i", "testsrc2=size=640x360", .. outputs, "-frames:v", "1", "-f", "mjpeg"]);
        return true;
    }

    private bool MakeVideos(IReadOnlyDictionary<string, string> made)
    {
        var outputs = made.SelectMany(pair => (string[])
        [
            .. pair.Value.Contains("-map", StringComparison.Ordinal) ? (string[])[] : ["-map", "0:v", "-map", "1:a"],
            .. "-r 30 -t 1.2 -c:v libx264 -preset ultrafast -threads 1 -pix_fmt yuv420p -c:a aac -b:a 64k -strict -2".Split(' '),
            .. "-movflags +faststart+negative_cts_offsets -use_editlist 0".Split(' '),
            .. SizeOption().Replace(pair.Value, "-vf scale=$1:$2,setsar=1").Split(' ', StringSplitOptions.RemoveEmptyEntries), Path.Combine(_folder.FullName, pair.Key),
        ]);
        Samples.Ffmpeg([
            // All end by themselves: ffmpeg may go on reading for an output that has enough.
            .. Input("testsrc2=size=96x96:rate=30", 8.5), .. Input("sine=440:sample_rate=48000", 8.5),
            .. Input("anoisesrc=r=48000:a=0.9", 2), .. Input("nullsrc=s=128x128:r=30,geq=random(1)*255:random(2)*255:random(3)*255", 2),
            .. outputs, "-map", "0:v", "-frames:v", "1", "-f", "mjpeg"]);
        return true;
    }

    private static string[] Input(string source, double seconds) => ["-f", "lavfi", "-t", FormattableString.Invariant($"{seconds}"), "-i", source];

    // ffmpeg's own -s keeps the picture's shape by making its pixels oblong.
    [GeneratedRegex(@"-s (\d+)x(\d+)")]
    private static partial Regex SizeOption();

    [GeneratedRegex(@"^\d+x\d+")]
    private static partial Regex Size();
}
