using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Media.Hosting;
using Posthaste.Posts.Readiness;
using Posthaste.Sandbox;
using Posthaste.Tests.Media;
using Posthaste.Tests.Media.Hosting;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Server;

/// <summary>R-MED-3: posts whose media lies in somebody else's store go out; a store that fails is told, and loses no post.</summary>
public sealed class MediaHostingTests : IAsyncDisposable
{
    private const string Secret = "sandbox-cloud-secret";

    private ServerUnderTest _server = null!;
    private WebApplication? _cloud;
    private HttpClient _cloudHttp = null!;
    private Guid _channel;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _cloudHttp?.Dispose();
        if (_cloud is not null) await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task A_post_goes_out_through_Cloudinary_and_its_copy_goes_after_it()
    {
        await StartWithCloudinaryAsync(new() { ["Media:CopyGrace"] = "00:00:00" });
        var post = await CreateAsync();

        var readiness = await ReadinessAsync(post);
        await PublishNowAsync(post);
        await WaitForAsync(post, job => Text(job, "state") == "published");
        var there = await AssetsAsync();
        var removed = await _server.Services.GetRequiredService<SweepHostedCopies>().RunAsync(Ct);

        Assert.True(readiness.GetProperty("ready").GetBoolean(), readiness.ToString());
        Assert.Single((await LedgerAsync()).GetProperty("posts").EnumerateArray());
        Assert.Equal((1, 1), (there, removed));
        Assert.Equal(0, await AssetsAsync());
    }

    [Fact]
    public async Task A_post_goes_out_through_a_signed_address_of_an_S3_store()
    {
        await StartAsync(new()
        {
            ["Media:Hosting"] = "s3",
            ["Media:S3:Endpoint"] = (await RadosGateway.EndpointAsync()).AbsoluteUri,
            ["Media:S3:Bucket"] = RadosGateway.Bucket,
            ["Media:S3:Prefix"] = $"server-{Guid.NewGuid():N}/",
            ["Media:S3:AccessKey"] = RadosGateway.AccessKey,
            ["Media:S3:SecretKey"] = RadosGateway.SecretKey,
        });
        var post = await CreateAsync();

        var readiness = await ReadinessAsync(post);
        await PublishNowAsync(post);
        await WaitForAsync(post, job => Text(job, "state") == "published");

        Assert.True(readiness.GetProperty("ready").GetBoolean(), readiness.ToString());
        Assert.Contains("fetched", Only(readiness).GetProperty("checks").EnumerateArray().Select(check => Text(check, "name")));
        Assert.Single((await LedgerAsync()).GetProperty("posts").EnumerateArray());
        Assert.Equal("ok", Text(await MediaHostAsync(), "status"));
    }

    /// <summary>With the look at public copies the check ahead meets the failure, without it the preparing does.</summary>
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_store_that_is_down_is_told_loses_no_post_and_uses_no_attempt(string look)
    {
        await StartWithCloudinaryAsync(new() { ["Media:CheckPublicCopies"] = look });
        await OrderAsync(new { kind = "error", status = 503, times = 0 });
        var post = await CreateAsync();

        await PublishNowAsync(post);
        var held = await WaitForAsync(post, job => Text(job, "state") == "needs_attention");
        var told = held.GetProperty("lastError");
        await _cloudHttp.PostAsync("/sandbox/cloudinary/reset", null, Ct);
        // It would look again by itself in a minute; a channel that is connected again wakes it now.
        await _server.ConnectAsync();
        var live = await WaitForAsync(post, job => Text(job, "state") == "published");

        Assert.Equal(("preflight", 0), (Text(held, "reason"), held.GetProperty("attempt").GetInt32()));
        Assert.NotNull(Text(held, "wakeAt"));
        Assert.Equal(("media_host_unavailable", "retry_later"), (Text(told, "code"), Text(told, "kind")));
        Assert.Contains("Cloudinary", Text(told, "message"), StringComparison.Ordinal);
        Assert.Equal(1, live.GetProperty("attempt").GetInt32());
        Assert.Single((await LedgerAsync()).GetProperty("posts").EnumerateArray());
    }

    [Fact]
    public async Task Wrong_credentials_are_told_before_there_is_a_post_with_the_name_of_the_setting()
    {
        await StartWithCloudinaryAsync(new() { ["Media:Cloudinary:ApiSecret"] = "seeded-wrong-secret" });

        var ready = await _server.Http.GetAsync("/readyz", Ct);
        var check = await MediaHostAsync();
        var readiness = await ReadinessAsync(await CreateAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("failed", Text(check, "status"));
        Assert.Contains("Media:Cloudinary:ApiSecret", Text(check, "detail"), StringComparison.Ordinal);
        Assert.Equal("media_host_refused", Text(Assert.Single(Only(readiness).GetProperty("findings").EnumerateArray()), "code"));
        Assert.DoesNotContain("seeded", check.ToString() + readiness, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_merely_down_is_told_and_leaves_the_node_in_service()
    {
        await StartWithCloudinaryAsync();
        await OrderAsync(new { kind = "error", step = "ping", status = 500, times = 0 });

        var ready = await _server.Http.GetAsync("/readyz", Ct);
        var check = await MediaHostAsync();

        Assert.Equal((HttpStatusCode.OK, "ok"), (ready.StatusCode, Text(check, "status")));
        Assert.Contains("500", Text(check, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Media_whose_copy_cannot_be_removed_now_is_deleted_later()
    {
        await StartWithCloudinaryAsync();
        var media = await _server.UploadAsync(Samples.Jpeg());
        var item = await FindAsync(media);
        await _server.Services.GetRequiredService<IMediaHost>().HostAsync(item.File, TimeProvider.System.GetUtcNow().AddHours(1), Ct);
        await OrderAsync(new { kind = "error", step = "destroy", status = 500, times = 1 });

        var down = await _server.Http.DeleteAsync($"/api/v1/media/{media}", Ct);
        var up = await _server.Http.DeleteAsync($"/api/v1/media/{media}", Ct);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.NoContent), (down.StatusCode, up.StatusCode));
        Assert.Equal("media_host_unavailable", Text(JsonElement.Parse(await down.Content.ReadAsStringAsync(Ct)), "code"));
        Assert.Equal(0, await AssetsAsync());
    }

    [Fact]
    public async Task Copies_in_a_store_are_removed_there_after_the_setting_has_changed()
    {
        await StartWithCloudinaryAsync();
        var item = await FindAsync(await _server.UploadAsync(Samples.Jpeg()));
        var copy = await _server.Services.GetRequiredService<IMediaHost>().HostAsync(item.File, TimeProvider.System.GetUtcNow().AddHours(1), Ct);
        var store = _server.Services.GetRequiredService<IMediaStore>();
        var remote = _server.Services.GetRequiredService<MediaHosts>().Remote!;
        var changed = new MediaHosts(_server.Services.GetRequiredService<LocalMediaHost>(), [remote], store, new MediaOptions());

        await changed.RemoveAsync(copy, Ct);
        var mine = await changed.HostAsync(item.File, TimeProvider.System.GetUtcNow().AddHours(1), Ct);

        Assert.Equal(0, await AssetsAsync());
        Assert.Equal((MediaHosting.Local, null), (mine.Hosting, mine.ObjectKey));
        Assert.Null(await store.FindCopyAsync(copy.Id, Ct));
    }

    [Fact]
    public async Task A_large_file_is_not_waited_for_to_its_end_by_a_look_and_that_is_a_hint()
    {
        var host = new StuckHost();
        _server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" }, services => services.AddSingleton<IMediaHost>(host));
        _channel = await _server.ConnectAsync();
        var post = await CreateAsync();
        await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync($"/api/v1/posts/{post}/schedule", new { at = "2030-01-01T10:00:00Z" }, Ct));
        var job = (await _server.Services.GetRequiredService<IJobStore>().FindAsync(post, _channel, Ct))!;
        var time = new ManualTime(TimeProvider.System.GetUtcNow());

        var look = ActivatorUtilities.CreateInstance<CheckChannelReadiness>(_server.Services, time).RunAsync(new ReadinessQuestion { Job = job, HostUntil = job.LateAt }, Ct);
        await host.Asked.Task.WaitAsync(Ct);
        time.Advance(TimeSpan.FromSeconds(12));
        var readiness = await look;

        Assert.True(readiness.Ready);
        Assert.Equal(["media_host_slow"], readiness.Findings.Select(finding => finding.Code));
    }

    private async Task StartWithCloudinaryAsync(Dictionary<string, string>? more = null)
    {
        _cloud = SandboxApp.Build(["--urls=http://127.0.0.1:0"]);
        await _cloud.StartAsync(Ct);
        _cloudHttp = new HttpClient { BaseAddress = new Uri(_cloud.Urls.First()) };
        var settings = new Dictionary<string, string>
        {
            ["Media:Hosting"] = "cloudinary",
            ["Media:Cloudinary:CloudName"] = "sandbox-cloud",
            ["Media:Cloudinary:ApiKey"] = "sandbox-cloud-key",
            ["Media:Cloudinary:ApiSecret"] = Secret,
            ["Media:Cloudinary:ApiBaseUrl"] = $"{_cloudHttp.BaseAddress}cloudinary",
            ["Media:Cloudinary:DeliveryBaseUrl"] = $"{_cloudHttp.BaseAddress}cloudinary/res",
            ["Media:Cloudinary:Retries"] = "0",
        };
        foreach (var (key, value) in more ?? []) settings[key] = value;
        await StartAsync(settings);
    }

    private async Task StartAsync(Dictionary<string, string> settings)
    {
        _server = await ServerUnderTest.StartAsync(settings);
        _channel = await _server.ConnectAsync();
    }

    private async Task<Guid> CreateAsync()
    {
        var body = new { type = "image", channelIds = new[] { _channel }, mediaIds = new[] { await _server.UploadAsync(Samples.Jpeg(1080, 1080)) }, caption = "Fresh bread" };
        return (await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct))).GetProperty("id").GetGuid();
    }

    private Task<JsonElement> ReadinessAsync(Guid post) => _server.GetAsync($"/api/v1/posts/{post}/readiness");

    private Task<JsonElement> PublishNowAsync(Guid post) => ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/posts/{post}/publish-now", null, Ct));

    private Task<JsonElement> LedgerAsync() => ServerUnderTest.ReadAsync(_server.SandboxHttp.GetAsync("/sandbox/ledger", Ct));

    /// <summary>How many files lie at the stand-in for Cloudinary.</summary>
    private async Task<int> AssetsAsync() => (await _cloudHttp.GetFromJsonAsync<JsonElement>("/sandbox/cloudinary", Ct)).GetProperty("assets").GetArrayLength();

    private async Task OrderAsync(object fault) => Assert.Equal(HttpStatusCode.Created, (await _cloudHttp.PostAsJsonAsync("/sandbox/cloudinary/faults", fault, Ct)).StatusCode);

    private async Task<MediaItem> FindAsync(Guid media) =>
        (await _server.Services.GetRequiredService<IMediaStore>().FindAsync(Workspace.FirstId, media, Ct))!;

    private async Task<JsonElement> MediaHostAsync()
    {
        using var answer = await _server.Http.GetAsync("/readyz", Ct);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct)).GetProperty("checks").EnumerateArray().Single(check => Text(check, "name") == "media_host");
    }

    private async Task<JsonElement> WaitForAsync(Guid post, Func<JsonElement, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (true)
        {
            var job = Assert.Single((await _server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items").EnumerateArray());
            if (wanted(job)) return job;
            Assert.False(patience.IsCancellationRequested, job.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
        }
    }

    private static JsonElement Only(JsonElement readiness) => Assert.Single(readiness.GetProperty("channels").EnumerateArray());

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    /// <summary>Never comes to an end by itself.</summary>
    private sealed class StuckHost : IMediaHost
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<HostedCopy> HostAsync(MediaFile file, DateTimeOffset neededUntil, CancellationToken ct)
        {
            Asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            throw new System.Diagnostics.UnreachableException();
        }

        public Task RemoveAsync(HostedCopy copy, CancellationToken ct) => Task.CompletedTask;

        public Task<int> SweepLeftoversAsync(CancellationToken ct) => Task.FromResult(0);
    }
}
