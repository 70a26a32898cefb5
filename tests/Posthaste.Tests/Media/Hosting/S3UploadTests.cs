using Amazon.S3.Model;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Media.Hosting.S3;

namespace Posthaste.Tests.Media.Hosting;

/// <summary>What goes to an S3 store in parts, breaks off, and is left behind; on a real gateway.</summary>
public sealed class S3UploadTests : IAsyncLifetime
{
    private readonly HostShelf _shelf = new();
    private S3Bench _bench = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await S3Bench.OpenAsync(_shelf);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        _shelf.Dispose();
    }

    [Fact]
    public async Task A_large_file_goes_in_parts_and_arrives_whole()
    {
        var file = _shelf.Put(12 * S3Bench.MiB + 5, "video/mp4");

        var copy = await _bench.Host.HostAsync(file, _shelf.Now.AddHours(2), Ct);

        Assert.Equal(["POST uploads", "PUT partNumber=1", "PUT partNumber=2", "PUT partNumber=3", "POST"], _bench.Door.Requests);
        await S3Bench.AssertArrivedAsync(file, copy);
        Assert.Empty(_shelf.Uploads.All);
    }

    [Theory]
    [InlineData(nameof(Passage.Refused))]
    [InlineData(nameof(Passage.Broken))]
    [InlineData(nameof(Passage.Unanswered))]
    public async Task A_part_that_fails_once_is_sent_again(string how)
    {
        var file = _shelf.Put(12 * S3Bench.MiB, "video/mp4");
        var failures = 0;
        _bench.Door.Judge = line => line == "PUT partNumber=2" && Interlocked.Increment(ref failures) == 1 ? Enum.Parse<Passage>(how) : Passage.Through;

        var copy = await _bench.Host.HostAsync(file, _shelf.Now.AddHours(2), Ct);

        Assert.Equal(2, _bench.Door.Requests.Count(line => line == "PUT partNumber=2"));
        await S3Bench.AssertArrivedAsync(file, copy);
    }

    [Fact]
    public async Task What_broke_off_is_gone_on_with_and_what_arrived_is_not_sent_again()
    {
        var file = _shelf.Put(12 * S3Bench.MiB, "video/mp4");
        var (_, host) = _bench.Make(_bench.Options(retries: 0));
        _bench.Door.Judge = line => line == "PUT partNumber=3" ? Passage.Broken : Passage.Through;
        var thrown = await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(file, _shelf.Now.AddHours(2), Ct));
        _bench.Door.Judge = _ => Passage.Through;
        _bench.Door.Requests.Clear();
        Assert.Equal((null, 10 * S3Bench.MiB), (thrown.Setting, Assert.Single(_shelf.Uploads.All).SentBytes));

        // Another process: nothing is known but what was written down.
        var (_, other) = _bench.Make(_bench.Options());
        var copy = await other.HostAsync(file, _shelf.Now.AddHours(2), Ct);

        Assert.Equal(["GET", "PUT partNumber=3", "POST"], _bench.Door.Requests);
        await S3Bench.AssertArrivedAsync(file, copy);
        Assert.Empty(_shelf.Uploads.All);
    }

    [Fact]
    public async Task An_upload_whose_last_answer_was_lost_is_found_to_be_there()
    {
        var file = _shelf.Put(6 * S3Bench.MiB, "video/mp4");
        var (_, host) = _bench.Make(_bench.Options(retries: 0));
        _bench.Door.Judge = line => line == "POST" ? Passage.Unanswered : Passage.Through;
        await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(file, _shelf.Now.AddHours(2), Ct));
        _bench.Door.Judge = _ => Passage.Through;
        _bench.Door.Requests.Clear();

        var copy = await host.HostAsync(file, _shelf.Now.AddHours(2), Ct);

        Assert.DoesNotContain(_bench.Door.Requests, line => line.StartsWith("PUT", StringComparison.Ordinal));
        await S3Bench.AssertArrivedAsync(file, copy);
    }

    [Fact]
    public async Task An_upload_that_the_store_has_ended_is_begun_anew()
    {
        var file = _shelf.Put(6 * S3Bench.MiB, "video/mp4");
        var (objects, host) = _bench.Make(_bench.Options(retries: 0));
        _bench.Door.Judge = line => line == "PUT partNumber=2" ? Passage.Refused : Passage.Through;
        await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(file, _shelf.Now.AddHours(2), Ct));
        _bench.Door.Judge = _ => Passage.Through;
        await objects.AbortAsync(Assert.Single(_shelf.Uploads.All), Ct);

        var copy = await host.HostAsync(file, _shelf.Now.AddHours(2), Ct);

        await S3Bench.AssertArrivedAsync(file, copy);
    }

    [Fact]
    public async Task An_upload_that_nobody_finishes_is_ended_after_a_day()
    {
        var file = _shelf.Put(6 * S3Bench.MiB, "video/mp4");
        var (_, host) = _bench.Make(_bench.Options(retries: 0));
        _bench.Door.Judge = line => line == "PUT partNumber=2" ? Passage.Refused : Passage.Through;
        await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(file, _shelf.Now.AddHours(2), Ct));

        _shelf.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await _bench.Host.SweepLeftoversAsync(Ct));
        Assert.Single(await _bench.OpenUploadsAsync());
        _shelf.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await _bench.Host.SweepLeftoversAsync(Ct));

        Assert.Empty(await _bench.OpenUploadsAsync());
        Assert.Empty(_shelf.Uploads.All);
    }

    [Fact]
    public async Task Objects_and_uploads_without_a_row_go_after_a_day_and_what_is_not_ours_stays()
    {
        using var client = S3Client.Create(_bench.Options());
        var known = await _bench.Host.HostAsync(_shelf.Put(), _shelf.Now.AddHours(60), Ct);
        await S3Bench.PutAsync(client, $"{_bench.Prefix}{Guid.NewGuid():N}.jpg");
        await S3Bench.PutAsync(client, $"{_bench.Prefix}readme.txt");
        await client.InitiateMultipartUploadAsync(RadosGateway.Bucket, $"{_bench.Prefix}{Guid.NewGuid():N}.mp4", Ct);

        Assert.Equal(0, await _bench.Host.SweepLeftoversAsync(Ct));
        _shelf.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(2, await _bench.Host.SweepLeftoversAsync(Ct));

        var left = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = RadosGateway.Bucket, Prefix = _bench.Prefix }, Ct);
        Assert.Equal([known.ObjectKey!, $"{_bench.Prefix}readme.txt"], left.S3Objects.Select(found => found.Key).Order());
        Assert.Empty(await _bench.OpenUploadsAsync());
    }

    [Fact]
    public async Task An_upload_that_another_node_holds_is_left_to_it()
    {
        var file = _shelf.Put();
        var theirs = UploadOf(file, Guid.NewGuid()) with { HeldUntil = _shelf.Now.AddMinutes(5) };
        await _shelf.Uploads.AddUploadAsync(theirs, Ct);

        var copy = await _bench.Host.HostAsync(file, _shelf.Now.AddHours(2), Ct);

        Assert.NotEqual(theirs.Id, copy.Id);
        Assert.Equal([theirs], _shelf.Uploads.All);
        await S3Bench.AssertArrivedAsync(file, copy);
    }

    [Fact]
    public async Task An_upload_that_arrived_before_a_crash_could_end_it_is_only_forgotten()
    {
        var file = _shelf.Put();
        var copy = await _bench.Host.HostAsync(file, _shelf.Now.AddHours(60), Ct);
        await _shelf.Uploads.AddUploadAsync(UploadOf(file, copy.Id) with { ObjectKey = copy.ObjectKey! }, Ct);

        _shelf.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(0, await _bench.Host.SweepLeftoversAsync(Ct));

        Assert.Empty(_shelf.Uploads.All);
        await S3Bench.AssertArrivedAsync(file, copy);
    }

    private HostingUpload UploadOf(MediaFile file, Guid id) => new()
    {
        Id = id,
        MediaId = file.MediaId,
        Sha256 = file.Sha256,
        ContentType = file.ContentType,
        Bytes = file.Bytes,
        Hosting = MediaHosting.S3,
        ObjectKey = $"{_bench.Prefix}{id:N}.jpg",
        StartedAt = _shelf.Now,
        HeldUntil = _shelf.Now,
    };
}
