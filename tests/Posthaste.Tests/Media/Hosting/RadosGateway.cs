using System.Diagnostics;
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

    private const string Install = "apt-get install --no-install-recommends radosgw ceph-mon ceph-osd";

    private readonly SemaphoreSlim _one = new(1);
    private Process? _process;
    private Uri? _endpoint;

    /// <summary>The gateway's address; skips the test where Ceph is not installed, which in CI is a failure.</summary>
    public static async Task<Uri> EndpointAsync()
    {
        foreach (var program in (string[])["radosgw", "ceph-mon", "ceph-osd"])
        {
            if (IsThere(program)) continue;
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"{program} is not installed: {Install}");
            Assert.Fail($"{program} is not installed: in CI media hosting is proved on a real gateway ({Install}).");
        }
        var gateway = await TestContext.Current.GetFixture<RadosGateway>() ?? throw new InvalidOperationException("There is no test under way.");
        return await gateway.StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } process)
        {
            // The script ends what it started once nobody holds its standard input.
            process.StandardInput.Close();
            process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        _process?.Dispose();
        _one.Dispose();
        return ValueTask.CompletedTask;
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
        var script = Path.Combine(Repository.Root, "tests", "Posthaste.Tests", "Media", "Hosting", "radosgw.sh");
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[script, $"{monitor}", $"{port}", AccessKey, SecretKey]) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        var errors = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (line == "ready") return await WithBucketAsync(new Uri($"http://127.0.0.1:{port}"));
        }
        throw new InvalidOperationException($"The gateway did not start: {await errors}");
    }

    private static async Task<Uri> WithBucketAsync(Uri endpoint)
    {
        using var client = S3Client.Create(new S3Options { Endpoint = endpoint, Bucket = Bucket, AccessKey = AccessKey, SecretKey = SecretKey });
        await client.PutBucketAsync(new PutBucketRequest { BucketName = Bucket });
        return endpoint;
    }

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
