using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Channels;
using Posthaste.Tests.Media;
using Posthaste.Tests.Platforms;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Server;

/// <summary>What would keep a post from going out is told before, over HTTP, and what is mended goes out.</summary>
public sealed class ReadinessTests : IAsyncDisposable
{
    private ServerUnderTest _server = null!;
    private Guid _channel;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_good_post_is_ready_as_a_draft_scheduled_and_once_it_is_live()
    {
        await StartAsync();
        var post = await CreateAsync();

        var draft = await ReadinessAsync(post);
        await ScheduleAsync(post, "2030-01-01T10:00:00Z");
        var scheduled = await ReadinessAsync(post);
        await PublishNowAsync(post);
        await WaitForAsync(post, job => Text(job, "state") == "published");
        var live = await ReadinessAsync(post);

        foreach (var readiness in (JsonElement[])[draft, scheduled])
        {
            Assert.True(readiness.GetProperty("ready").GetBoolean(), readiness.ToString());
            var channel = Only(readiness);
            Assert.Equal((_channel, "instagram"), (channel.GetProperty("channelId").GetGuid(), Text(channel, "platform")));
            Assert.Empty(Codes(channel));
            Assert.Equal(
                ["approved", "content", "files", "connected", "plan", "token", "scopes", "quota", "repeat", "public_address", "fetched"],
                channel.GetProperty("checks").EnumerateArray().Select(check => Text(check, "name")));
            Assert.All(channel.GetProperty("checks").EnumerateArray(), check => Assert.True(check.GetProperty("ok").GetBoolean()));
        }
        Assert.True(live.GetProperty("ready").GetBoolean());
        Assert.Equal(["already_published"], Codes(Only(live)));
    }

    [Fact]
    public async Task A_public_address_that_does_not_answer_holds_the_post_back_and_nothing_is_sent()
    {
        await StartAsync(new() { ["PublicBaseUrl"] = await NobodysAddressAsync() });
        var post = await CreateAsync();

        var readiness = await ReadinessAsync(post);
        await PublishNowAsync(post);
        var job = await WaitForAsync(post, job => Text(job, "state") == "needs_attention");

        Assert.False(readiness.GetProperty("ready").GetBoolean());
        Assert.Equal(["public_url_unreachable"], Codes(Only(readiness)));
        Assert.Equal(("preflight", 0), (Text(job, "reason"), job.GetProperty("attempt").GetInt32()));
        Assert.NotNull(Text(job, "wakeAt"));
        Assert.Equal(("public_url_unreachable", "retry_later"), (Text(job.GetProperty("lastError"), "code"), Text(job.GetProperty("lastError"), "kind")));
        Assert.NotNull(Text(job.GetProperty("lastError"), "advice"));
        var attempt = Assert.Single((await _server.GetAsync($"/api/v1/jobs/{Text(job, "id")}/attempts")).GetProperty("items").EnumerateArray());
        Assert.Equal(("preflight", false), (Text(attempt, "outcome"), attempt.GetProperty("counted").GetBoolean()));
        // No address of media is told, and the network heard nothing.
        Assert.DoesNotContain("/m/", readiness + job.ToString() + attempt, StringComparison.Ordinal);
        Assert.Empty((await LedgerAsync()).GetProperty("posts").EnumerateArray());
    }

    [Fact]
    public async Task Without_the_look_at_public_copies_it_is_left_to_the_network()
    {
        await StartAsync(new() { ["PublicBaseUrl"] = await NobodysAddressAsync(), ["Media:CheckPublicCopies"] = "false" });

        var channel = Only(await ReadinessAsync(await CreateAsync()));

        Assert.True(channel.GetProperty("ready").GetBoolean());
        Assert.DoesNotContain("fetched", channel.GetProperty("checks").EnumerateArray().Select(check => Text(check, "name")));
    }

    [Fact]
    public async Task A_token_that_ends_before_the_post_may_go_out_is_told_early_and_connecting_again_publishes_it_once()
    {
        await StartAsync();
        var post = await CreateAsync();
        await SetTokenEndAsync(new DateTimeOffset(2030, 1, 1, 9, 30, 0, TimeSpan.Zero));

        var warnings = (await ScheduleAsync(post, "2030-01-01T10:00:00Z")).GetProperty("warnings").EnumerateArray().ToArray();
        Assert.Equal(("token_expires", false), (Text(Assert.Single(warnings), "code"), warnings[0].GetProperty("blocks").GetBoolean()));
        Assert.Equal(["token_expires"], Codes(Only(await ReadinessAsync(post))));
        await ScheduleAsync(post, "2030-01-01T08:30:00Z");
        Assert.Equal(["token_expires"], Codes(Only(await ReadinessAsync(post))));
        Assert.True((await ReadinessAsync(post)).GetProperty("ready").GetBoolean());

        await SetTokenEndAsync(TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await PublishNowAsync(post);
        var held = await WaitForAsync(post, job => Text(job, "state") == "needs_attention");
        Assert.Equal(("reconnect", "reconnect_account", 0), (Text(held, "reason"), Text(held.GetProperty("lastError"), "kind"), held.GetProperty("attempt").GetInt32()));
        await _server.ConnectAsync();

        await WaitForAsync(post, job => Text(job, "state") == "published");
        Assert.Single((await LedgerAsync()).GetProperty("posts").EnumerateArray());
        Assert.Contains("job.preflight_passed", await KindsAsync(post));
    }

    [Fact]
    public async Task A_file_that_comes_back_to_the_disk_publishes_its_post_exactly_once()
    {
        await StartAsync();
        var post = await CreateAsync();
        var file = Assert.Single(Directory.EnumerateFiles(Path.Combine(_server.DataDir, "media"), "*", SearchOption.AllDirectories));
        File.Move(file, Path.Combine(_server.DataDir, "aside"));

        Assert.Equal(["media_missing"], Codes(Only(await ReadinessAsync(post))));
        await PublishNowAsync(post);
        var held = await WaitForAsync(post, job => Text(job, "state") == "needs_attention");
        Assert.Equal(("preflight", "media_missing"), (Text(held, "reason"), Text(held.GetProperty("lastError"), "code")));
        File.Move(Path.Combine(_server.DataDir, "aside"), file);
        // It would look again by itself in a minute; a channel that is connected again wakes it now.
        await _server.ConnectAsync();

        await WaitForAsync(post, job => Text(job, "state") == "published");
        Assert.Single((await LedgerAsync()).GetProperty("posts").EnumerateArray());
        Assert.Equal(1, (await _server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items")[0].GetProperty("attempt").GetInt32());
    }

    [Fact]
    public async Task A_draft_says_what_it_lacks_and_a_paused_channel_is_a_hint()
    {
        await StartAsync();
        await ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/channels/{_channel}/pause", null, Ct));
        var paused = await ReadinessAsync(await CreateAsync());
        var nowhere = await ReadinessAsync((await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", caption = "later" }, Ct))).GetProperty("id").GetGuid());

        Assert.True(paused.GetProperty("ready").GetBoolean());
        Assert.Equal(["channel_paused"], Codes(Only(paused)));
        Assert.False(nowhere.GetProperty("ready").GetBoolean());
        Assert.Equal(["channels_missing"], Codes(nowhere));
        Assert.Empty(nowhere.GetProperty("channels").EnumerateArray());
    }

    [Fact]
    public async Task A_post_that_waits_for_approval_says_so_and_one_that_is_gone_is_not_found()
    {
        await StartAsync();
        await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync("/api/v1/workspace", new { approvalPolicy = "one" }, Ct));
        var post = await CreateAsync();

        Assert.Equal(["not_approved"], Codes(await ReadinessAsync(post)));
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.GetAsync($"/api/v1/posts/{Guid.NewGuid()}/readiness", Ct)).StatusCode);
    }

    private async Task StartAsync(Dictionary<string, string>? settings = null)
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

    private Task<JsonElement> ScheduleAsync(Guid post, string at) => ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync($"/api/v1/posts/{post}/schedule", new { at }, Ct));

    private Task<JsonElement> PublishNowAsync(Guid post) => ServerUnderTest.ReadAsync(_server.Http.PostAsync($"/api/v1/posts/{post}/publish-now", null, Ct));

    private Task<JsonElement> LedgerAsync() => ServerUnderTest.ReadAsync(_server.SandboxHttp.GetAsync("/sandbox/ledger", Ct));

    private async Task<IEnumerable<string?>> KindsAsync(Guid post) =>
        (await _server.GetAsync($"/api/v1/posts/{post}/history")).GetProperty("items").EnumerateArray().Select(entry => Text(entry, "kind"));

    /// <summary>Of the login whose tokens nobody but a person renews.</summary>
    private async Task SetTokenEndAsync(DateTimeOffset end)
    {
        var channels = _server.Services.GetRequiredService<IChannelStore>();
        await channels.SaveAsync((await channels.FindAsync(Workspace.FirstId, _channel, Ct))! with { Login = "facebook", TokenExpiresAt = end, Renewal = TokenRenewal.None }, Ct);
    }

    private async Task<JsonElement> WaitForAsync(Guid post, Func<JsonElement, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (true)
        {
            var job = Assert.Single((await _server.GetAsync($"/api/v1/posts/{post}/jobs")).GetProperty("items").EnumerateArray());
            if (wanted(job)) return job;
            Assert.False(patience.IsCancellationRequested, job.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
        }
    }

    /// <summary>Where somebody listened a moment ago.</summary>
    private static async Task<string> NobodysAddressAsync()
    {
        var nobody = new RawServer((_, _) => Task.FromResult(false));
        var address = nobody.Address.GetLeftPart(UriPartial.Authority);
        await nobody.DisposeAsync();
        return address;
    }

    private static JsonElement Only(JsonElement readiness) => Assert.Single(readiness.GetProperty("channels").EnumerateArray());

    private static IEnumerable<string?> Codes(JsonElement readiness) => readiness.GetProperty("findings").EnumerateArray().Select(finding => Text(finding, "code"));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
