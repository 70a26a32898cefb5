using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Sandbox;
using Posthaste.Tests.Media;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Server;

/// <summary>How media is hosted, told and tried over HTTP: by this server, and by the stand-in for Cloudinary.</summary>
public sealed class StorageApiTests : IAsyncDisposable
{
    private static readonly string[] AllSteps = ["address", "keep", "host", "fetch", "remove"];

    private ServerUnderTest _server = null!;
    private WebApplication? _cloud;
    private HttpClient? _cloudHttp;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _cloudHttp?.Dispose();
        if (_cloud is not null) await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_hands_media_out_itself_says_so_and_its_test_leaves_nothing()
    {
        _server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });
        var item = (await _server.Services.GetRequiredService<IMediaStore>().FindAsync(Workspace.FirstId, await _server.UploadAsync(Samples.Jpeg()), Ct))!;
        var before = await StorageAsync();
        await _server.Services.GetRequiredService<IMediaHost>().HostAsync(item.File, TimeProvider.System.GetUtcNow().AddHours(1), Ct);

        var test = await TestAsync();
        var after = await StorageAsync();

        Assert.True(test.GetProperty("ok").GetBoolean(), test.ToString());
        Assert.Equal(AllSteps, Steps(test).Select(step => Text(step, "step")));
        Assert.All(Steps(test), step => Assert.InRange(step.GetProperty("durationMs").GetInt64(), 0, 60_000));
        Assert.Equal(("server", "PublicBaseUrl", 0), (Text(before, "kind"), Text(before, "publicAddressSetting"), before.GetProperty("hostedFiles").GetInt64()));
        Assert.Equal(_server.BaseUrl.AbsoluteUri, Text(before, "publicAddress"));
        Assert.True(before.GetProperty("freeBytes").GetInt64() > 0);
        Assert.Equal((1, item.Bytes), (after.GetProperty("hostedFiles").GetInt64(), after.GetProperty("hostedBytes").GetInt64()));
        Assert.Equal(item.Id, Assert.Single((await _server.GetAsync("/api/v1/media")).GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Single(Directory.EnumerateFiles(Path.Combine(_server.DataDir, "media"), "*", SearchOption.AllDirectories), file => Path.GetFileName(file).StartsWith(item.Sha256, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sweep_is_told_with_its_time()
    {
        _server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });
        var start = TimeProvider.System.GetUtcNow().AddSeconds(-1);

        await _server.Services.GetRequiredService<SweepHostedCopies>().RunAsync(Ct);

        Assert.True((await StorageAsync()).GetProperty("lastSweepAt").GetDateTimeOffset() > start);
    }

    [Fact]
    public async Task A_test_through_Cloudinary_leaves_nothing_there()
    {
        await StartWithCloudinaryAsync();

        var test = await TestAsync();

        Assert.True(test.GetProperty("ok").GetBoolean(), test.ToString());
        Assert.Equal(AllSteps, Steps(test).Select(step => Text(step, "step")));
        Assert.Equal(0, await AssetsAsync());
        var storage = await StorageAsync();
        Assert.Equal(("cloudinary", JsonValueKind.Null), (Text(storage, "kind"), storage.GetProperty("lastFailure").ValueKind));
        Assert.DoesNotContain("sandbox-cloud-key", storage + test.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_down_is_told_by_the_test_and_after_it_and_nothing_stays_in_the_library()
    {
        await StartWithCloudinaryAsync();
        Assert.Equal(HttpStatusCode.Created, (await _cloudHttp!.PostAsJsonAsync("/sandbox/cloudinary/faults", new { kind = "error", status = 503, times = 0 }, Ct)).StatusCode);

        var test = await TestAsync();

        Assert.False(test.GetProperty("ok").GetBoolean());
        Assert.Equal([("address", true), ("keep", true), ("host", false), ("remove", true)], Steps(test).Select(step => (Text(step, "step"), step.GetProperty("ok").GetBoolean())));
        var failure = (await StorageAsync()).GetProperty("lastFailure");
        Assert.Equal(Text(Steps(test)[2], "detail"), Text(failure, "detail"));
        Assert.Contains("Cloudinary", Text(failure, "detail"), StringComparison.Ordinal);
        Assert.Empty((await _server.GetAsync("/api/v1/media")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_public_address_that_leads_elsewhere_is_told_by_its_host_alone()
    {
        _server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false", ["PublicBaseUrl"] = "http://127.0.0.1:9/elsewhere" });

        var test = await TestAsync();

        var fetch = Steps(test).Single(step => Text(step, "step") == "fetch");
        Assert.False(fetch.GetProperty("ok").GetBoolean());
        Assert.Contains("127.0.0.1 (PublicBaseUrl)", Text(fetch, "detail"), StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", test.ToString(), StringComparison.Ordinal);
        Assert.True(Steps(test)[^1].GetProperty("ok").GetBoolean(), test.ToString());
    }

    [Fact]
    public async Task A_public_address_is_told_without_the_password_that_it_was_set_with()
    {
        await StartWithCloudinaryAsync(new() { ["Media:Cloudinary:DeliveryBaseUrl"] = "http://ann:secret-word@127.0.0.1:9/delivery" });

        var storage = await StorageAsync();

        Assert.Equal(("http://127.0.0.1:9/delivery", "Media:Cloudinary:DeliveryBaseUrl"), (Text(storage, "publicAddress"), Text(storage, "publicAddressSetting")));
    }

    private async Task StartWithCloudinaryAsync(Dictionary<string, string>? more = null)
    {
        _cloud = SandboxApp.Build(["--urls=http://127.0.0.1:0"]);
        await _cloud.StartAsync(Ct);
        _cloudHttp = new HttpClient { BaseAddress = new Uri(_cloud.Urls.First()) };
        var settings = new Dictionary<string, string>
        {
            ["Jobs:Enabled"] = "false",
            ["Media:Hosting"] = "cloudinary",
            ["Media:Cloudinary:CloudName"] = "sandbox-cloud",
            ["Media:Cloudinary:ApiKey"] = "sandbox-cloud-key",
            ["Media:Cloudinary:ApiSecret"] = "sandbox-cloud-secret",
            ["Media:Cloudinary:ApiBaseUrl"] = $"{_cloudHttp.BaseAddress}cloudinary",
            ["Media:Cloudinary:DeliveryBaseUrl"] = $"{_cloudHttp.BaseAddress}cloudinary/res",
            ["Media:Cloudinary:Retries"] = "0",
        };
        foreach (var (key, value) in more ?? []) settings[key] = value;
        _server = await ServerUnderTest.StartAsync(settings);
    }

    private Task<JsonElement> StorageAsync() => _server.GetAsync("/api/v1/storage");

    private Task<JsonElement> TestAsync() => ServerUnderTest.ReadAsync(_server.Http.PostAsync("/api/v1/storage/test", null, Ct));

    private async Task<int> AssetsAsync() => (await _cloudHttp!.GetFromJsonAsync<JsonElement>("/sandbox/cloudinary", Ct)).GetProperty("assets").GetArrayLength();

    private static JsonElement[] Steps(JsonElement test) => [.. test.GetProperty("steps").EnumerateArray()];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
