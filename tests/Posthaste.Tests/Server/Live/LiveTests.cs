using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Tests.Media;
using Posthaste.Tests.Server.Members;

namespace Posthaste.Tests.Server.Live;

/// <summary>R-OPS-1: every change of state reaches whoever is connected, and nobody else.</summary>
public sealed class LiveTests : IAsyncLifetime
{
    private readonly ShiftedTime _time = new();
    private ServerUnderTest _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ServerUnderTest.StartAsync(new Dictionary<string, string>(TeamServer.Settings)
    {
        ["Jobs:Enabled"] = "true",
        ["Live:ConnectionsPerMember"] = "3",
        ["Live:CheckInterval"] = "00:00:00.500",
    }, services => services.AddSingleton<TimeProvider>(_time));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_post_on_its_way_is_told_step_by_step_with_ids_and_nothing_else()
    {
        var channel = await _server.ConnectAsync();
        var picture = await _server.UploadAsync(Samples.Jpeg(1080, 1080));
        await using var wire = await LiveWire.OpenAsync(_server);

        var post = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts",
            new { type = "image", channelIds = new[] { channel }, mediaIds = new[] { picture }, caption = "Secret sauce", at = TimeProvider.System.GetUtcNow().AddSeconds(5) }, Ct));

        var seen = await wire.UntilAsync("job.published");
        var (postId, jobId) = (post.GetProperty("id").GetGuid(), post.GetProperty("jobs")[0].GetProperty("id").GetGuid());
        Assert.Equal(["post.created", "post.scheduled"], Kinds(seen.Where(change => change.GetProperty("id").GetGuid() == postId)).Order(StringComparer.Ordinal));
        var ofJob = seen.Where(change => change.GetProperty("id").GetGuid() == jobId).ToList();
        Assert.Superset(new HashSet<string> { "job.scheduled", "job.ready", "job.publishing", "job.published" }, Kinds(ofJob).ToHashSet());
        Assert.All(ofJob, change => Assert.Equal(postId, change.GetProperty("postId").GetGuid()));
        Assert.All(seen, change => Assert.Empty(change.EnumerateObject().Select(field => field.Name).Except(["kind", "id", "postId"])));
    }

    [Fact]
    public async Task A_change_shows_within_a_second()
    {
        await using var wire = await LiveWire.OpenAsync(_server);

        var post = await DraftAsync(_server.Http);

        var begun = TimeProvider.System.GetTimestamp();
        var change = Assert.Single(await wire.UntilAsync("post.created"));
        Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(1), $"it took {TimeProvider.System.GetElapsedTime(begun)}");
        Assert.Equal(post, change.GetProperty("id").GetGuid());
        Assert.False(change.TryGetProperty("postId", out _));
    }

    [Fact]
    public async Task A_member_hears_of_the_workspace_in_the_address_and_of_no_other()
    {
        using var ann = await Browser.OwnerAsync(_server);
        var first = ann.Session.GetProperty("workspaces")[0].GetProperty("id").GetGuid();
        var other = (await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/workspaces", new { name = "Other", timeZone = "UTC" }, Ct))).GetProperty("id").GetGuid();
        await using var inFirst = await OpenAsync(ann, first);
        await using var inOther = await OpenAsync(ann, other);

        await DraftAsync(ann.Http);
        ann.Choose(other);
        var there = await DraftAsync(ann.Http);

        Assert.Equal(there, Assert.Single(await inOther.UntilAsync("post.created")).GetProperty("id").GetGuid());
        ann.Choose(first);
        var here = await DraftAsync(ann.Http);
        Assert.DoesNotContain(there, await IdsUntilAsync(inFirst, here));
    }

    [Fact]
    public async Task Another_site_cannot_connect_with_a_members_cookie()
    {
        using var ann = await Browser.OwnerAsync(_server);

        foreach (var origin in new[] { "https://evil.example", "null", $"http://127.0.0.1:{Ports.Next()}" })
            Assert.Equal(HttpStatusCode.Forbidden, await LiveWire.RefusalAsync(_server, options => SignIn(options, ann, origin)));
        Assert.Equal(HttpStatusCode.Forbidden, await LiveWire.RefusalAsync(_server, options =>
        {
            SignIn(options, ann, Own);
            options.SetRequestHeader("Sec-Fetch-Site", "cross-site");
        }));
        await using var own = await LiveWire.OpenAsync(_server, options => SignIn(options, ann, Own));
    }

    [Fact]
    public async Task Without_a_key_or_a_session_nobody_connects()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await LiveWire.RefusalAsync(_server, _ => { }));
        Assert.Equal(HttpStatusCode.Unauthorized, await LiveWire.RefusalAsync(_server, options => options.SetRequestHeader("X-Api-Key", "ph_nobodys")));
    }

    [Fact]
    public async Task A_workspace_that_a_member_does_not_belong_to_is_not_found()
    {
        using var ann = await Browser.OwnerAsync(_server);

        Assert.Equal(HttpStatusCode.NotFound, await LiveWire.RefusalAsync(_server, options => SignIn(options, ann, Own), $"workspace={Guid.NewGuid()}"));
        Assert.Equal(HttpStatusCode.BadRequest, await LiveWire.RefusalAsync(_server, options => SignIn(options, ann, Own), "workspace=mine"));
    }

    [Fact]
    public async Task A_session_that_ends_ends_its_connection_and_no_other()
    {
        using var ann = await Browser.OwnerAsync(_server);
        using var laptop = new Browser(_server);
        await laptop.SignInAsync("ann@example.com");
        await using var stays = await OpenAsync(ann);
        await using var ends = await OpenAsync(laptop);

        (await ann.Http.DeleteAsync("/api/v1/sessions", Ct)).EnsureSuccessStatusCode();

        await ends.ClosedAsync();
        var draft = await DraftAsync(ann.Http);
        Assert.Contains(draft, await IdsUntilAsync(stays, draft));
    }

    [Fact]
    public async Task A_member_who_is_removed_and_a_key_that_is_revoked_hear_no_more()
    {
        using var ann = await Browser.OwnerAsync(_server);
        using var bob = await ann.InviteAsync("bob@example.com", "editor");
        var key = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/api-keys", new { name = "reader", role = "viewer" }, Ct));
        await using var ofBob = await OpenAsync(bob);
        await using var ofKey = await LiveWire.OpenAsync(_server, key.GetProperty("key").GetString()!);

        (await ann.Http.DeleteAsync($"/api/v1/members/{bob.Session.GetProperty("member").GetProperty("id").GetGuid()}", Ct)).EnsureSuccessStatusCode();
        await ofBob.ClosedAsync();
        (await ann.Http.DeleteAsync($"/api/v1/api-keys/{key.GetProperty("id").GetGuid()}", Ct)).EnsureSuccessStatusCode();
        await ofKey.ClosedAsync();
    }

    [Fact]
    public async Task A_key_that_expires_hears_no_more()
    {
        var key = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/api-keys",
            new { name = "for a moment", role = "viewer", expiresAt = TimeProvider.System.GetUtcNow().AddHours(1) }, Ct));
        await using var wire = await LiveWire.OpenAsync(_server, key.GetProperty("key").GetString()!);

        _time.Advance(TimeSpan.FromHours(2));

        await wire.ClosedAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await LiveWire.RefusalAsync(_server, options => options.SetRequestHeader("X-Api-Key", key.GetProperty("key").GetString()!)));
    }

    [Fact]
    public async Task Who_may_not_manage_members_or_keys_does_not_hear_of_sign_ins_and_keys()
    {
        using var ann = await Browser.OwnerAsync(_server);
        using var eve = await ann.InviteAsync("eve@example.com", "viewer");
        await using var ofAnn = await OpenAsync(ann);
        await using var ofEve = await OpenAsync(eve);

        await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/api-keys", new { name = "one more" }, Ct));
        using var phone = new Browser(_server);
        await phone.SignInAsync("ann@example.com");
        await DraftAsync(ann.Http);

        Assert.Equal(["api_key.created", "member.signed_in", "post.created"], Kinds(await ofAnn.UntilAsync("post.created")).Order(StringComparer.Ordinal));
        Assert.Equal(["post.created"], Kinds(await ofEve.UntilAsync("post.created")));
    }

    [Fact]
    public async Task One_caller_has_so_many_connections_and_no_more_until_one_is_closed()
    {
        var open = new List<LiveWire>();
        foreach (var _ in Enumerable.Range(0, 3)) open.Add(await LiveWire.OpenAsync(_server));

        Assert.Equal(HttpStatusCode.TooManyRequests, await LiveWire.RefusalAsync(_server, options => options.SetRequestHeader("X-Api-Key", ServerUnderTest.ApiKey)));
        // A larger message than any client has to send.
        await open[0].SendAsync(new string(' ', 2_000));
        await open[0].ClosedAsync();
        await Crash.Eventually.TrueAsync(async () =>
        {
            try
            {
                open.Add(await LiveWire.OpenAsync(_server));
                return true;
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                return false;
            }
        }, "the place is free", () => "");

        foreach (var wire in open) await wire.DisposeAsync();
    }

    [Fact]
    public async Task There_is_nothing_to_negotiate_and_no_other_way_in()
    {
        await Problems.AssertAsync(_server.Http.PostAsync("/hubs/events/negotiate?negotiateVersion=1", null, Ct), HttpStatusCode.NotFound, "not_found");
        await Problems.AssertAsync(_server.Http.GetAsync("/hubs/events", Ct), HttpStatusCode.UpgradeRequired, "websocket_needed");
    }

    private string Own => _server.BaseUrl.GetLeftPart(UriPartial.Authority);

    private static async Task<Guid> DraftAsync(HttpClient http) =>
        (await ServerUnderTest.ReadAsync(http.PostAsJsonAsync("/api/v1/posts", new { type = "image", title = "A draft" }, Ct))).GetProperty("id").GetGuid();

    private Task<LiveWire> OpenAsync(Browser browser, Guid? workspace = null) =>
        LiveWire.OpenAsync(_server, options => SignIn(options, browser, Own), workspace is null ? "" : $"workspace={workspace}");

    private static void SignIn(System.Net.WebSockets.ClientWebSocketOptions options, Browser browser, string origin)
    {
        options.Cookies = browser.Cookies;
        options.SetRequestHeader("Origin", origin);
    }

    private static async Task<List<Guid>> IdsUntilAsync(LiveWire wire, Guid last)
    {
        var seen = new List<Guid>();
        while (!seen.Contains(last)) seen.AddRange((await wire.NextChangedAsync()).Select(change => change.GetProperty("id").GetGuid()));
        return seen;
    }

    private static IEnumerable<string> Kinds(IEnumerable<JsonElement> changes) => changes.Select(change => change.GetProperty("kind").GetString()!);
}
