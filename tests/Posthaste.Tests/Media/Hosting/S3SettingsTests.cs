using Amazon.S3.Model;
using Posthaste.Media.Hosting;
using Posthaste.Media.Hosting.S3;

namespace Posthaste.Tests.Media.Hosting;

/// <summary>Wrong settings and a store that is down are told apart; on a real gateway.</summary>
public sealed class S3SettingsTests : IAsyncLifetime
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

    [Theory]
    [InlineData("bucket", "Media:S3:Bucket")]
    [InlineData("access", "Media:S3:AccessKey")]
    [InlineData("secret", "Media:S3:SecretKey")]
    public async Task Wrong_settings_are_told_by_name_and_no_secret_is_told(string wrong, string setting)
    {
        var options = _bench.Options();
        var (objects, host) = _bench.Make(wrong switch
        {
            "bucket" => options with { Bucket = "not-there" },
            "access" => options with { AccessKey = "SOMEBODYELSE" },
            _ => options with { SecretKey = "seeded-wrong-secret-0123456789" },
        });

        var onCheck = await Assert.ThrowsAsync<MediaHostException>(() => objects.CheckAsync(Ct));
        var onHost = await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(_shelf.Put(), _shelf.Now.AddHours(2), Ct));

        Assert.Equal((setting, setting), (onCheck.Setting, onHost.Setting));
        Assert.Contains(setting, onCheck.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("seeded", onCheck + onHost.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_right_settings_the_check_passes_and_leaves_nothing()
    {
        await _bench.Objects.CheckAsync(Ct);

        using var client = S3Client.Create(_bench.Options());
        Assert.Empty((await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = RadosGateway.Bucket, Prefix = _bench.Prefix }, Ct)).S3Objects ?? []);
    }

    [Fact]
    public async Task A_store_that_is_down_is_no_setting_and_the_copy_comes_once_it_is_back()
    {
        var (_, host) = _bench.Make(_bench.Options(retries: 0));
        var file = _shelf.Put();
        _bench.Door.Judge = _ => Passage.Broken;

        var thrown = await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(file, _shelf.Now.AddHours(2), Ct));
        _bench.Door.Judge = _ => Passage.Through;
        var copy = await host.HostAsync(file, _shelf.Now.AddHours(2), Ct);

        Assert.Null(thrown.Setting);
        Assert.DoesNotContain("X-Amz", thrown.ToString(), StringComparison.Ordinal);
        Assert.Equal(200, (await S3Bench.FetchAsync(copy.Url)).Status);
    }

    [Fact]
    public async Task A_secret_may_come_from_a_file()
    {
        var path = Path.Combine(Path.GetDirectoryName(_shelf.Files.PathOf(_shelf.Put().Sha256))!, "secret");
        await File.WriteAllTextAsync(path, RadosGateway.SecretKey + "\n", Ct);
        var (objects, _) = _bench.Make(_bench.Options() with { SecretKey = "", SecretKeyFile = path });

        await objects.CheckAsync(Ct);
        var missing = await Assert.ThrowsAsync<MediaHostException>(() => _bench.Make(_bench.Options() with { SecretKeyFile = path + "-not-there" }).Objects.CheckAsync(Ct));

        Assert.Equal("Media:S3:SecretKeyFile", missing.Setting);
    }
}
