using Amazon.S3.Model;
using Posthaste.Media.Hosting.S3;

[assembly: AssemblyFixture(typeof(Posthaste.Tests.Media.Hosting.RadosGateway))]

namespace Posthaste.Tests.Media.Hosting;

/// <summary>A real Ceph RADOS Gateway for whoever asks first; it ends with the tests. It keeps everything in memory.</summary>
public sealed class RadosGateway : IAsyncDisposable
{
    public const string Bucket = "posthaste-tests";
    public const string AccessKey = "POSTHASTETESTS";

    /// <summary>Seen in no log and no message.</summary>
    public const string SecretKey = "seeded-secret-of-the-gateway-0123456789";

    private readonly SemaphoreSlim _one = new(1);
    private ScriptedServer? _server;
    private Uri? _endpoint;

    /// <summary>The gateway's address; skips the test where Ceph is not installed, which in CI is a failure.</summary>
    public static async Task<Uri> EndpointAsync()
    {
        foreach (var program in (string[])["radosgw", "ceph-mon", "ceph-osd"]) Installed.Need(program, program);
        var gateway = await TestContext.Current.GetFixture<RadosGateway>() ?? throw new InvalidOperationException("There is no test under way.");
        return await gateway.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server) await server.DisposeAsync();
        _one.Dispose();
    }

    private async Task<Uri> StartAsync()
    {
        await _one.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _endpoint ??= await StartNewAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Uri> StartNewAsync()
    {
        var (monitor, port) = (Ports.Next(), Ports.Next());
        _server = new ScriptedServer(Path.Combine("Media", "Hosting", "radosgw.sh"), $"{monitor}", $"{port}", AccessKey, SecretKey);
        await _server.HearAsync("ready");
        return await WithBucketAsync(new Uri($"http://127.0.0.1:{port}"));
    }

    private static async Task<Uri> WithBucketAsync(Uri endpoint)
    {
        using var client = S3Client.Create(new S3Options { Endpoint = endpoint, Bucket = Bucket, AccessKey = AccessKey, SecretKey = SecretKey });
        await client.PutBucketAsync(new PutBucketRequest { BucketName = Bucket });
        return endpoint;
    }
}
