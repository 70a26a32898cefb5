using System.Net.Http.Headers;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Media.Hosting.S3;

namespace Posthaste.Tests.Media.Hosting;

/// <summary>A prefix of a test's own on the real gateway, behind a door that can fail.</summary>
internal sealed class S3Bench : IAsyncDisposable
{
    public const int MiB = 1 << 20;

    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private readonly List<S3ObjectStore> _made = [];

    private S3Bench(Uri endpoint, Door door, HostShelf shelf)
    {
        (Endpoint, Door, Shelf) = (endpoint, door, shelf);
        (Objects, Host) = Make(Options());
    }

    /// <summary>The gateway itself, past the door.</summary>
    public Uri Endpoint { get; }

    public Door Door { get; }

    public HostShelf Shelf { get; }

    public string Prefix { get; } = $"test-{Guid.NewGuid():N}/";

    public S3ObjectStore Objects { get; }

    public RemoteMediaHost Host { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<S3Bench> OpenAsync(HostShelf shelf)
    {
        var endpoint = await RadosGateway.EndpointAsync();
        return new S3Bench(endpoint, await Door.OpenAsync(endpoint, Ct), shelf);
    }

    public S3Options Options(int retries = 4) => new()
    {
        Endpoint = Door.Address,
        Bucket = RadosGateway.Bucket,
        Prefix = Prefix,
        AccessKey = RadosGateway.AccessKey,
        SecretKey = RadosGateway.SecretKey,
        PartBytes = 5 * MiB,
        Retries = retries,
    };

    /// <summary>As another process would, on the same rows.</summary>
    public (S3ObjectStore Objects, RemoteMediaHost Host) Make(S3Options options, Amazon.Runtime.HttpClientFactory? connections = null)
    {
        var objects = new S3ObjectStore(options, connections);
        _made.Add(objects);
        return (objects, Shelf.Remote(objects));
    }

    public static async Task<Fetched> FetchAsync(Uri address, (long From, long To)? range = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (range is { } part) request.Headers.Range = new RangeHeaderValue(part.From, part.To);
        using var answer = await s_http.SendAsync(request, Ct);
        return new Fetched((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    /// <summary>Without a listing of millions of bytes where it did not.</summary>
    public static async Task AssertArrivedAsync(MediaFile file, HostedCopy copy)
    {
        var fetched = await FetchAsync(copy.Url);
        Assert.Equal((200, file.ContentType), (fetched.Status, fetched.ContentType));
        Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(fetched.Bytes)));
    }

    public async Task<IReadOnlyList<MultipartUpload>> OpenUploadsAsync()
    {
        using var client = S3Client.Create(Options() with { Endpoint = Endpoint });
        return (await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = RadosGateway.Bucket, Prefix = Prefix }, Ct)).MultipartUploads ?? [];
    }

    public static Task<PutObjectResponse> PutAsync(AmazonS3Client client, string key) =>
        client.PutObjectAsync(new PutObjectRequest { BucketName = RadosGateway.Bucket, Key = key, ContentBody = "x", UseChunkEncoding = false }, Ct);

    public async ValueTask DisposeAsync()
    {
        foreach (var objects in _made) objects.Dispose();
        await Door.DisposeAsync();
    }
}
