using Posthaste.Media.Hosting.S3;

namespace Posthaste.Tests.Media.Hosting;

[Collection<CountsAllocations>]
public sealed class S3MemoryTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public async Task A_large_video_is_sent_without_being_held_in_memory()
    {
        var ct = TestContext.Current.CancellationToken;
        using var shelf = new HostShelf();
        using var objects = new S3ObjectStore(new S3Options
        {
            Endpoint = await RadosGateway.EndpointAsync(),
            Bucket = RadosGateway.Bucket,
            Prefix = $"memory-{Guid.NewGuid():N}/",
            AccessKey = RadosGateway.AccessKey,
            SecretKey = RadosGateway.SecretKey,
            PartBytes = 8 * MiB,
        });
        var host = shelf.Remote(objects);
        var until = shelf.Now.AddHours(1);
        await host.HostAsync(shelf.Put(9 * MiB, "video/mp4"), until, ct); // Everything is compiled before counting.
        var video = shelf.Put(128 * MiB, "video/mp4");

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var copy = await host.HostAsync(video, until, ct);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        await host.RemoveAsync(copy, ct);
        Assert.InRange(allocated, 0, 16 * MiB);
    }
}
