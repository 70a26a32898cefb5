using Posthaste.Media;

namespace Posthaste.Tests.Media;

[Collection<CountsAllocations>]
public sealed class RenditionMemoryTests
{
    [Fact]
    public async Task A_large_video_is_read_and_converted_without_growing_in_memory()
    {
        using var library = new MediaLibrary();
        // Without compression: 640 × 360 × 3 bytes in each of 90 frames, more than 60 MB.
        var large = await library.AcceptAsync(Samples.Ffmpeg(["-f", "lavfi", "-t", "3", "-i", "testsrc2=size=640x360:rate=30", "-c:v", "rawvideo", "-pix_fmt", "bgr24", "-f", "mov"]));
        Assert.InRange(large.Bytes, 60_000_000, long.MaxValue);
        await library.MakeAsync(await library.AcceptAsync(Samples.Mp4("-t", "1")), new() { Spec = Placements.Reel }); // Everything is compiled before counting.

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await library.Decode.RunAsync(large, null, TestContext.Current.CancellationToken);
        var made = await library.MakeAsync(large, new() { Spec = Placements.Reel });
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal((MediaKind.Video, "h264"), (made.Kind, made.Codec));
        Assert.InRange(allocated, 0, 2 << 20);
    }
}
