using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Media.Hosting.S3;

namespace Posthaste.Tests.Media.Hosting;

/// <summary>The S3 host against a real Ceph RADOS Gateway.</summary>
public sealed class S3HostTests : MediaHostContract
{
    private const int MiB = 1 << 20;

    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private readonly string _prefix = $"test-{Guid.NewGuid():N}/";
    private Uri _endpoint = null!;
    private Door _door = null!;
    private RemoteMediaHost _host = null!;
    private S3ObjectStore _objects = null!;

    internal override async Task<IMediaHost> CreateAsync()
    {
        _endpoint = await RadosGateway.EndpointAsync();
        _door = await Door.OpenAsync(_endpoint, Ct);
        (_objects, _host) = Make(Options());
        return _host;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_door is not null) await _door.DisposeAsync();
        _objects?.Dispose();
        await base.DisposeAsync();
    }

    internal override async Task<Fetched> FetchAsync(Uri address, (long From, long To)? range = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (range is { } part) request.Headers.Range = new RangeHeaderValue(part.From, part.To);
        using var answer = await s_http.SendAsync(request, Ct);
        return new Fetched((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task A_large_file_goes_in_parts_and_arrives_whole()
    {
        var file = Shelf.Put(12 * MiB + 5, "video/mp4");

        var copy = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.Equal(["POST uploads", "PUT partNumber=1", "PUT partNumber=2", "PUT partNumber=3", "POST"], _door.Requests);
        await AssertArrivedAsync(file, copy);
        Assert.Empty(Shelf.Uploads.All);
    }

    [Theory]
    [InlineData(nameof(Passage.Refused))]
    [InlineData(nameof(Passage.Broken))]
    [InlineData(nameof(Passage.Unanswered))]
    public async Task A_part_that_fails_once_is_sent_again(string how)
    {
        var file = Shelf.Put(12 * MiB, "video/mp4");
        var failures = 0;
        _door.Judge = line => line == "PUT partNumber=2" && Interlocked.Increment(ref failures) == 1 ? Enum.Parse<Passage>(how) : Passage.Through;

        var copy = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.Equal(2, _door.Requests.Count(line => line == "PUT partNumber=2"));
        await AssertArrivedAsync(file, copy);
    }

    [Fact]
    public async Task What_broke_off_is_gone_on_with_and_what_arrived_is_not_sent_again()
    {
        var file = Shelf.Put(12 * MiB, "video/mp4");
        var (_, host) = Make(Options(retries: 0));
        _door.Judge = line => line == "PUT partNumber=3" ? Passage.Broken : Passage.Through;
        var thrown = await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(file, Shelf.Now.AddHours(2), Ct));
        _door.Judge = _ => Passage.Through;
        _door.Requests.Clear();
        Assert.Equal((null, 10 * MiB), (thrown.Setting, Assert.Single(Shelf.Uploads.All).SentBytes));

        // Another process: nothing is known but what was written down.
        var (_, other) = Make(Options());
        var copy = await other.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.Equal(["GET", "PUT partNumber=3", "POST"], _door.Requests);
        await AssertArrivedAsync(file, copy);
        Assert.Empty(Shelf.Uploads.All);
    }

    [Fact]
    public async Task An_upload_whose_last_answer_was_lost_is_found_to_be_there()
    {
        var file = Shelf.Put(6 * MiB, "video/mp4");
        var (_, host) = Make(Options(retries: 0));
        _door.Judge = line => line == "POST" ? Passage.Unanswered : Passage.Through;
        await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(file, Shelf.Now.AddHours(2), Ct));
        _door.Judge = _ => Passage.Through;
        _door.Requests.Clear();

        var copy = await host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.DoesNotContain(_door.Requests, line => line.StartsWith("PUT", StringComparison.Ordinal));
        await AssertArrivedAsync(file, copy);
    }

    [Fact]
    public async Task An_upload_that_the_store_has_ended_is_begun_anew()
    {
        var file = Shelf.Put(6 * MiB, "video/mp4");
        var (objects, host) = Make(Options(retries: 0));
        _door.Judge = line => line == "PUT partNumber=2" ? Passage.Refused : Passage.Through;
        await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(file, Shelf.Now.AddHours(2), Ct));
        _door.Judge = _ => Passage.Through;
        await objects.AbortAsync(Assert.Single(Shelf.Uploads.All), Ct);

        var copy = await host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        await AssertArrivedAsync(file, copy);
    }

    [Fact]
    public async Task An_upload_that_nobody_finishes_is_ended_after_a_day()
    {
        var file = Shelf.Put(6 * MiB, "video/mp4");
        var (_, host) = Make(Options(retries: 0));
        _door.Judge = line => line == "PUT partNumber=2" ? Passage.Refused : Passage.Through;
        await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(file, Shelf.Now.AddHours(2), Ct));

        Shelf.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await _host.SweepLeftoversAsync(Ct));
        Assert.Single(await OpenUploadsAsync());
        Shelf.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await _host.SweepLeftoversAsync(Ct));

        Assert.Empty(await OpenUploadsAsync());
        Assert.Empty(Shelf.Uploads.All);
    }

    [Fact]
    public async Task Objects_and_uploads_without_a_row_go_after_a_day_and_what_is_not_ours_stays()
    {
        using var client = S3Client.Create(Options());
        var known = await _host.HostAsync(Shelf.Put(), Shelf.Now.AddHours(60), Ct);
        await PutAsync(client, $"{_prefix}{Guid.NewGuid():N}.jpg");
        await PutAsync(client, $"{_prefix}readme.txt");
        await client.InitiateMultipartUploadAsync(RadosGateway.Bucket, $"{_prefix}{Guid.NewGuid():N}.mp4", Ct);

        Assert.Equal(0, await _host.SweepLeftoversAsync(Ct));
        Shelf.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(2, await _host.SweepLeftoversAsync(Ct));

        var left = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = RadosGateway.Bucket, Prefix = _prefix }, Ct);
        Assert.Equal([known.ObjectKey!, $"{_prefix}readme.txt"], left.S3Objects.Select(found => found.Key).Order());
        Assert.Empty(await OpenUploadsAsync());
    }

    [Fact]
    public async Task A_signed_address_lives_seven_days_at_most_and_is_signed_anew_without_sending_again()
    {
        var file = Shelf.Put();

        var copy = await _host.HostAsync(file, Shelf.Now.AddDays(30), Ct);
        _door.Requests.Clear();
        var again = await _host.HostAsync(file, Shelf.Now.AddDays(30), Ct);

        Assert.InRange(copy.ExpiresAt - Shelf.Now, TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        Assert.Equal((copy.Id, copy.ObjectKey), (again.Id, again.ObjectKey));
        Assert.Empty(_door.Requests);
        Assert.Equal(200, (await FetchAsync(copy.Url)).Status);
    }

    [Fact]
    public async Task A_signed_address_cannot_be_changed_and_holds_no_secret()
    {
        var copy = await _host.HostAsync(Shelf.Put(), Shelf.Now.AddHours(2), Ct);

        Assert.DoesNotContain(RadosGateway.SecretKey, copy.Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(403, (await FetchAsync(new Uri(copy.Url.AbsoluteUri.Replace("X-Amz-Expires=", "X-Amz-Expires=1", StringComparison.Ordinal)))).Status);
        Assert.Equal(403, (await FetchAsync(new Uri(copy.Url.GetLeftPart(UriPartial.Path)))).Status);
    }

    [Fact]
    public async Task In_virtual_host_style_the_bucket_is_part_of_the_host()
    {
        // The gateway knows s3.localhost as its own; nobody here knows the name, so every connection leads to the gateway.
        var connections = new ToTheGateway(_endpoint);
        using var objects = new S3ObjectStore(
            Options() with { Endpoint = new UriBuilder(_endpoint) { Host = "s3.localhost" }.Uri, PathStyle = false }, connections);
        var host = Shelf.Remote(objects);
        var file = Shelf.Put(6 * MiB, "video/mp4");

        var copy = await host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.Equal($"{RadosGateway.Bucket}.s3.localhost", copy.Url.Host);
        Assert.Equal("/" + copy.ObjectKey, copy.Url.AbsolutePath);
        using var http = connections.CreateHttpClient(null!);
        Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(await http.GetByteArrayAsync(copy.Url, Ct))));
    }

    [Fact]
    public async Task With_a_domain_of_its_own_a_copy_has_a_plain_address()
    {
        var (_, host) = Make(Options() with { PublicBaseUrl = new Uri("https://medien.füße.example/x/?y") });

        var copy = await host.HostAsync(Shelf.Put(), Shelf.Now.AddDays(30), Ct);

        Assert.Equal($"https://medien.xn--fe-gia9i.example/x/{copy.ObjectKey}", copy.Url.AbsoluteUri);
        Assert.Equal(30, (int)(copy.ExpiresAt - Shelf.Now).TotalDays);
    }

    [Theory]
    [InlineData("bucket", "Media:S3:Bucket")]
    [InlineData("access", "Media:S3:AccessKey")]
    [InlineData("secret", "Media:S3:SecretKey")]
    public async Task Wrong_settings_are_told_by_name_and_no_secret_is_told(string wrong, string setting)
    {
        var options = Options();
        var (objects, host) = Make(wrong switch
        {
            "bucket" => options with { Bucket = "not-there" },
            "access" => options with { AccessKey = "SOMEBODYELSE" },
            _ => options with { SecretKey = "seeded-wrong-secret-0123456789" },
        });

        var onCheck = await Assert.ThrowsAsync<MediaHostException>(() => objects.CheckAsync(Ct));
        var onHost = await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(Shelf.Put(), Shelf.Now.AddHours(2), Ct));

        Assert.Equal((setting, setting), (onCheck.Setting, onHost.Setting));
        Assert.Contains(setting, onCheck.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("seeded", onCheck + onHost.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_right_settings_the_check_passes_and_leaves_nothing()
    {
        await _objects.CheckAsync(Ct);

        using var client = S3Client.Create(Options());
        Assert.Empty((await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = RadosGateway.Bucket, Prefix = _prefix }, Ct)).S3Objects ?? []);
    }

    [Fact]
    public async Task A_store_that_is_down_is_no_setting_and_the_copy_comes_once_it_is_back()
    {
        var (_, host) = Make(Options(retries: 0));
        var file = Shelf.Put();
        _door.Judge = _ => Passage.Broken;

        var thrown = await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(file, Shelf.Now.AddHours(2), Ct));
        _door.Judge = _ => Passage.Through;
        var copy = await host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.Null(thrown.Setting);
        Assert.DoesNotContain("X-Amz", thrown.ToString(), StringComparison.Ordinal);
        Assert.Equal(200, (await FetchAsync(copy.Url)).Status);
    }

    [Fact]
    public async Task A_secret_may_come_from_a_file()
    {
        var path = Path.Combine(Path.GetDirectoryName(Shelf.Files.PathOf(Shelf.Put().Sha256))!, "secret");
        await File.WriteAllTextAsync(path, RadosGateway.SecretKey + "\n", Ct);
        var (objects, _) = Make(Options() with { SecretKey = "", SecretKeyFile = path });

        await objects.CheckAsync(Ct);
        var missing = await Assert.ThrowsAsync<MediaHostException>(() => Make(Options() with { SecretKeyFile = path + "-not-there" }).Objects.CheckAsync(Ct));

        Assert.Equal("Media:S3:SecretKeyFile", missing.Setting);
    }

    /// <summary>Without a listing of millions of bytes where it did not.</summary>
    private async Task AssertArrivedAsync(MediaFile file, HostedCopy copy)
    {
        var fetched = await FetchAsync(copy.Url);
        Assert.Equal((200, file.ContentType), (fetched.Status, fetched.ContentType));
        Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(fetched.Bytes)));
    }

    private S3Options Options(int retries = 4) => new()
    {
        Endpoint = _door.Address,
        Bucket = RadosGateway.Bucket,
        Prefix = _prefix,
        AccessKey = RadosGateway.AccessKey,
        SecretKey = RadosGateway.SecretKey,
        PartBytes = 5 * MiB,
        Retries = retries,
    };

    private (S3ObjectStore Objects, RemoteMediaHost Host) Make(S3Options options)
    {
        var objects = new S3ObjectStore(options);
        return (objects, Shelf.Remote(objects));
    }

    private async Task<IReadOnlyList<MultipartUpload>> OpenUploadsAsync()
    {
        using var client = S3Client.Create(Options() with { Endpoint = _endpoint });
        return (await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = RadosGateway.Bucket, Prefix = _prefix }, Ct)).MultipartUploads ?? [];
    }

    private static Task<PutObjectResponse> PutAsync(AmazonS3Client client, string key) =>
        client.PutObjectAsync(new PutObjectRequest { BucketName = RadosGateway.Bucket, Key = key, ContentBody = "x", UseChunkEncoding = false }, Ct);

    private sealed class ToTheGateway(Uri gateway) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(gateway.Host, gateway.Port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }
}
