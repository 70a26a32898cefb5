using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Media.Hosting.Cloudinary;
using Posthaste.Sandbox;

namespace Posthaste.Tests.Media.Hosting;

/// <summary>The Cloudinary host against the sandbox's stand-in, which checks every signature.</summary>
public sealed class CloudinaryHostTests : MediaHostContract
{
    private const int MiB = 1 << 20;
    private const string Secret = "sandbox-cloud-secret";

    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private WebApplication _sandbox = null!;
    private ServiceProvider _services = null!;
    private Uri _base = null!;
    private RemoteMediaHost _host = null!;

    internal override async Task<IMediaHost> CreateAsync()
    {
        _sandbox = SandboxApp.Build(["--urls", "http://127.0.0.1:0"], Shelf.Time);
        await _sandbox.StartAsync(Ct);
        _base = new Uri(_sandbox.Urls.First());
        _services = new ServiceCollection().AddOptions().AddCloudinaryClient().BuildServiceProvider();
        return _host = Make(Options()).Host;
    }

    public override async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        await _services.DisposeAsync();
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

        Assert.Equal(
            ["video/upload bytes 0-5242879/12582917", "video/upload bytes 5242880-10485759/12582917", "video/upload bytes 10485760-12582916/12582917"], await CallsAsync());
        await AssertArrivedAsync(file, copy);
        Assert.Empty(Shelf.Uploads.All);
    }

    [Fact]
    public async Task What_broke_off_is_gone_on_with_and_what_arrived_is_not_sent_again()
    {
        var file = Shelf.Put(12 * MiB, "video/mp4");
        await BreakOffAfterFirstPartAsync(file);

        // Another process: nothing is known but what was written down.
        var copy = await Make(Options()).Host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.Equal(
            ["video/upload bytes 0-5242879/12582912", "video/upload bytes 5242880-10485759/12582912", "video/upload bytes 10485760-12582911/12582912"], await CallsAsync());
        await AssertArrivedAsync(file, copy);
    }

    [Fact]
    public async Task Parts_that_were_forgotten_there_are_sent_from_the_start()
    {
        var file = Shelf.Put(12 * MiB, "video/mp4");
        await BreakOffAfterFirstPartAsync(file);
        await OrderAsync(new { kind = "lose_parts" });

        var copy = await Make(Options()).Host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        await AssertArrivedAsync(file, copy);
    }

    [Fact]
    public async Task A_file_that_has_arrived_but_is_still_worked_on_is_not_sent_again()
    {
        var file = Shelf.Put(contentType: "video/mp4");
        await OrderAsync(new { kind = "lazy", times = 1 });
        await Assert.ThrowsAsync<MediaHostException>(() => Make(Options() with { Retries = 0 }).Host.HostAsync(file, Shelf.Now.AddHours(2), Ct));

        var copy = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.Single(await CallsAsync());
        await AssertArrivedAsync(file, copy);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(420)]
    [InlineData(429)]
    public async Task A_passing_failure_is_tried_again_after_a_wait(int status)
    {
        var file = Shelf.Put();
        await OrderAsync(new { kind = "error", status, times = 2 });

        var copy = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.Equal(3, (await CallsAsync()).Length);
        await AssertArrivedAsync(file, copy);
    }

    [Fact]
    public async Task A_part_whose_answer_is_lost_is_sent_again()
    {
        var file = Shelf.Put(12 * MiB, "video/mp4");
        await OrderAsync(new { kind = "upload_then_reset", times = 1 });

        var copy = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        await AssertArrivedAsync(file, copy);
    }

    [Fact]
    public async Task A_video_that_is_still_worked_on_is_waited_for_so_that_the_network_need_not()
    {
        var file = Shelf.Put(contentType: "video/mp4");
        await OrderAsync(new { kind = "lazy", times = 3 });

        var copy = await _host.HostAsync(file, Shelf.Now.AddHours(2), Ct);

        Assert.Equal(200, (await FetchAsync(copy.Url)).Status);
    }

    [Fact]
    public async Task A_file_that_comes_back_changed_is_refused_and_removed()
    {
        await OrderAsync(new { kind = "changes" });

        var thrown = await Assert.ThrowsAsync<MediaHostException>(() => _host.HostAsync(Shelf.Put(), Shelf.Now.AddHours(2), Ct));

        Assert.Contains("preset", thrown.Advice, StringComparison.Ordinal);
        Assert.Empty(await AssetsAsync());
    }

    [Fact]
    public async Task Files_without_a_row_go_after_a_day_and_what_is_not_ours_stays()
    {
        var known = await _host.HostAsync(Shelf.Put(), Shelf.Now.AddHours(60), Ct);
        foreach (var type in (string[])["image/jpeg", "image/jpeg", "image/jpeg", "video/mp4"])
            await Shelf.Store.DeleteCopyAsync((await _host.HostAsync(Shelf.Put(contentType: type), Shelf.Now.AddHours(60), Ct)).Id, Ct);

        Assert.Equal(0, await _host.SweepLeftoversAsync(Ct));
        Shelf.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(4, await _host.SweepLeftoversAsync(Ct));

        Assert.Equal([known.ObjectKey!], await AssetsAsync());
    }

    [Theory]
    [InlineData("cloud", "Media:Cloudinary:CloudName")]
    [InlineData("key", "Media:Cloudinary:ApiKey")]
    [InlineData("secret", "Media:Cloudinary:ApiSecret")]
    public async Task Wrong_settings_are_told_by_name_and_no_secret_is_told(string wrong, string setting)
    {
        var (objects, host) = Make(wrong switch
        {
            "cloud" => Options() with { CloudName = "elsewhere" },
            "key" => Options() with { ApiKey = "seeded-wrong-key" },
            _ => Options() with { ApiSecret = "seeded-wrong-secret" },
        });

        var onHost = await Assert.ThrowsAsync<MediaHostException>(() => host.HostAsync(Shelf.Put(), Shelf.Now.AddHours(2), Ct));
        var onCheck = await Assert.ThrowsAsync<MediaHostException>(() => objects.CheckAsync(Ct));

        Assert.Equal(setting, onHost.Setting);
        Assert.NotNull(onCheck.Setting);
        Assert.DoesNotContain("seeded", onHost + onCheck.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("timestamp", onHost.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_right_settings_the_check_passes()
    {
        await Make(Options()).Objects.CheckAsync(Ct);
    }

    [Fact]
    public async Task A_host_that_is_down_is_no_setting()
    {
        await OrderAsync(new { kind = "error", status = 500, times = 0 });

        var thrown = await Assert.ThrowsAsync<MediaHostException>(() => Make(Options() with { Retries = 0 }).Host.HostAsync(Shelf.Put(), Shelf.Now.AddHours(2), Ct));

        Assert.Null(thrown.Setting);
        Assert.DoesNotContain(Secret, thrown.ToString(), StringComparison.Ordinal);
    }

    /// <summary>From Cloudinary's own documentation of signatures.</summary>
    [Fact]
    public void A_signature_is_as_documented()
    {
        var signature = CloudinarySignature.Of(
            new Dictionary<string, string> { ["timestamp"] = "1315060510", ["public_id"] = "sample_image", ["eager"] = "w_400,h_300,c_pad|w_260,h_200,c_crop" }, "abcd");

        Assert.Equal("bfd09f95f331f558cbd1320e67aa8d488770583e", signature);
    }

    private CloudinaryOptions Options() => new()
    {
        CloudName = "sandbox-cloud",
        ApiKey = "sandbox-cloud-key",
        ApiSecret = Secret,
        ApiBaseUrl = new Uri(_base, "/cloudinary"),
        DeliveryBaseUrl = new Uri(_base, "/cloudinary/res"),
        PartBytes = 5 * MiB,
    };

    private (CloudinaryObjectStore Objects, RemoteMediaHost Host) Make(CloudinaryOptions options)
    {
        var objects = new CloudinaryObjectStore(new CloudinaryApi(_services.GetRequiredService<IHttpClientFactory>(), options, new NoWaiting(Shelf.Time)), options);
        return (objects, Shelf.Remote(objects));
    }

    private async Task BreakOffAfterFirstPartAsync(MediaFile file)
    {
        await using var door = await Door.OpenAsync(_base, Ct);
        door.Judge = _ => door.Requests.Count > 1 ? Passage.Broken : Passage.Through;
        var options = Options() with { Retries = 0, ApiBaseUrl = new Uri(door.Address, "/cloudinary") };
        await Assert.ThrowsAsync<MediaHostException>(() => Make(options).Host.HostAsync(file, Shelf.Now.AddHours(2), Ct));
        Assert.Equal(5 * MiB, Assert.Single(Shelf.Uploads.All).SentBytes);
    }

    private async Task OrderAsync(object fault) =>
        Assert.Equal(201, (int)(await s_http.PostAsJsonAsync(new Uri(_base, "/sandbox/cloudinary/faults"), fault, Ct)).StatusCode);

    private async Task<JsonElement> LookAsync() => await s_http.GetFromJsonAsync<JsonElement>(new Uri(_base, "/sandbox/cloudinary"), Ct);

    private async Task<string[]> CallsAsync() => [.. (await LookAsync()).GetProperty("calls").EnumerateArray().Select(call => call.GetString()!)];

    private async Task<string[]> AssetsAsync() => [.. (await LookAsync()).GetProperty("assets").EnumerateArray().Select(asset => asset.GetProperty("publicId").GetString()!)];

    private async Task AssertArrivedAsync(MediaFile file, HostedCopy copy)
    {
        var fetched = await FetchAsync(copy.Url);
        Assert.Equal((200, file.ContentType), (fetched.Status, fetched.ContentType));
        Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(fetched.Bytes)));
    }

    /// <summary>The test's time, on which every wait is over at once.</summary>
    private sealed class NoWaiting(TimeProvider time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
