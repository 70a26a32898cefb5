using System.Net.Sockets;
using System.Security.Cryptography;
using Amazon.Runtime;
using Posthaste.Media.Hosting;

namespace Posthaste.Tests.Media.Hosting;

/// <summary>The S3 host against a real Ceph RADOS Gateway.</summary>
public sealed class S3HostTests : MediaHostContract
{
    private S3Bench _bench = null!;

    internal override async Task<IMediaHost> CreateAsync()
    {
        _bench = await S3Bench.OpenAsync(Shelf);
        return _bench.Host;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        await base.DisposeAsync();
    }

    internal override Task<Fetched> FetchAsync(Uri address, (long From, long To)? range = null) => S3Bench.FetchAsync(address, range);

    [Fact]
    public async Task A_signed_address_lives_seven_days_at_most_and_is_signed_anew_without_sending_again()
    {
        var file = Shelf.Put();

        var copy = await _bench.Host.HostAsync(file, Shelf.Now.AddDays(30), Ct);
        _bench.Door.Requests.Clear();
        var again = await _bench.Host.HostAsync(file, Shelf.Now.AddDays(30), Ct);

        Assert.InRange(copy.ExpiresAt - Shelf.Now, TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        Assert.Equal((copy.Id, copy.ObjectKey), (again.Id, again.ObjectKey));
        Assert.Empty(_bench.Door.Requests);
        Assert.Equal(200, (await S3Bench.FetchAsync(copy.Url)).Status);
    }

    [Fact]
    public async Task A_signed_address_cannot_be_changed_and_holds_no_secret()
    {
        var copy = await _bench.Host.HostAsync(Shelf.Put(), Shelf.Now.AddHours(2), Ct);

        Assert.DoesNotContain(RadosGateway.SecretKey, copy.Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(403, (await S3Bench.FetchAsync(new Uri(copy.Url.AbsoluteUri.Replace("X-Amz-Expires=", "X-Amz-Expires=1", StringComparison.Ordinal)))).Status);
        Assert.Equal(403, (await S3Bench.FetchAsync(new Uri(copy.Url.GetLeftPart(UriPartial.Path)))).Status);
    }

    [Fact]
    public async Task In_virtual_host_style_the_bucket_is_part_of_the_host()
    {
        // The gateway knows s3.localhost as its own; nobody here knows the name, so every connection leads to the gateway.
        var connections = new ToTheGateway(_bench.Endpoint);
        var (_, host) = _bench.Make(_bench.Options() with { Endpoint = new UriBuilder(_bench.Endpoint) { Host = "s3.localhost" }.Uri, PathStyle = false }, connections);
        var file = Shelf.Put(6 * S3Bench.MiB, "video/mp4");

        var copy = await host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.Equal($"{RadosGateway.Bucket}.s3.localhost", copy.Url.Host);
        Assert.Equal("/" + copy.ObjectKey, copy.Url.AbsolutePath);
        using var http = connections.CreateHttpClient(null!);
        Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(await http.GetByteArrayAsync(copy.Url, Ct))));
    }

    [Fact]
    public async Task With_a_domain_of_its_own_a_copy_has_a_plain_address()
    {
        var (_, host) = _bench.Make(_bench.Options() with { PublicBaseUrl = new Uri("https://medien.füße.example/x/?y") });

        var copy = await host.HostAsync(Shelf.Put(), Shelf.Now.AddDays(30), Ct);

        Assert.Equal($"https://medien.xn--fe-gia9i.example/x/{copy.ObjectKey}", copy.Url.AbsoluteUri);
        Assert.Equal(30, (int)(copy.ExpiresAt - Shelf.Now).TotalDays);
    }

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
