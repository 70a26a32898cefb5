using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Server;

public sealed class WorkspaceApiTests(IdleServer server) : IClassFixture<IdleServer>
{
    private readonly ServerUnderTest _server = server.Server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_change_leaves_out_stays()
    {
        var changed = await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync("/api/v1/workspace", new { name = "Bakery", timeZone = "Europe/Berlin" }, Ct));

        Assert.Equal("Bakery", changed.GetProperty("name").GetString());
        Assert.Equal("publish", changed.GetProperty("latePolicy").GetString());
        Assert.Equal(120, changed.GetProperty("lateMinutes").GetInt32());
    }

    [Fact]
    public async Task A_wrong_rule_names_its_field() =>
        await Problems.AssertAsync(_server.Http.PatchAsJsonAsync("/api/v1/workspace", new { timeZone = "Mars/Olympus" }, Ct), HttpStatusCode.UnprocessableEntity, "unknown_time_zone", "timeZone");

    [Theory]
    [InlineData(null, true)]
    [InlineData("https://graph.facebook.com", false)]
    public async Task It_says_which_networks_are_stand_ins(string? address, bool isStandIn)
    {
        Dictionary<string, string> settings = new() { ["Jobs:Enabled"] = "false" };
        if (address is not null) settings["Platforms:Instagram:GraphBaseUrl"] = address;
        await using var server = await ServerUnderTest.StartAsync(settings);

        var workspace = await server.GetAsync("/api/v1/workspace");

        var standIns = workspace.GetProperty("standIns").EnumerateArray().Select(one => one.GetString()).ToList();
        Assert.Equal(isStandIn, standIns.Contains("instagram"));
        Assert.Contains("tiktok", standIns);
    }

    [Fact]
    public async Task A_key_works_until_it_is_revoked()
    {
        var made = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/api-keys", new { name = "editor" }, Ct));
        using var http = _server.Client(made.GetProperty("key").GetString());

        var before = await http.GetAsync("/api/v1/workspace", Ct);
        var revoked = await _server.Http.DeleteAsync($"/api/v1/api-keys/{made.GetProperty("id").GetString()}", Ct);
        var after = await http.GetAsync("/api/v1/workspace", Ct);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await Problems.AssertAsync(after, HttpStatusCode.Unauthorized, "unauthorized");
        Assert.DoesNotContain(made.GetProperty("key").GetString()!, (await _server.GetAsync("/api/v1/api-keys")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_another_workspace_can_be_found_by_its_id()
    {
        var channel = await server.ChannelAsync();
        var picture = await server.PictureAsync();
        var body = new { type = "image", channelIds = new[] { channel }, mediaIds = new[] { picture }, caption = "Ours", at = "2029-02-02T10:00:00Z" };
        var post = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct));
        var (postId, jobId) = (post.GetProperty("id").GetString(), post.GetProperty("jobs")[0].GetProperty("id").GetString());
        using var stranger = await StrangerAsync();

        string[] reads =
        [
            $"posts/{postId}", $"posts/{postId}/jobs", $"posts/{postId}/history", $"posts/{postId}/readiness", $"jobs/{jobId}", $"jobs/{jobId}/attempts",
            $"jobs/{jobId}/metrics", $"media/{picture}/renditions", $"media/{picture}/renditions/{Guid.NewGuid()}/content",
            $"media/{picture}", $"media/{picture}/content", $"media/{picture}/thumbnail", $"media/{picture}/check?platform=instagram",
            $"channels/{channel}", $"channels/{channel}/usage",
        ];
        foreach (var read in reads)
            await Problems.AssertAsync(stranger.GetAsync($"/api/v1/{read}", Ct), HttpStatusCode.NotFound, "not_found");
        string[] writes =
        [
            $"posts/{postId}/submit", $"posts/{postId}/approve", $"posts/{postId}/unschedule", $"posts/{postId}/publish-now",
            $"jobs/{jobId}/retry", $"jobs/{jobId}/cancel", $"jobs/{jobId}/publish-now", $"jobs/{jobId}/take-down", $"channels/{channel}/pause", $"channels/{channel}/resume",
        ];
        foreach (var write in writes)
            await Problems.AssertAsync(stranger.PostAsync($"/api/v1/{write}", null, Ct), HttpStatusCode.NotFound, "not_found");
        foreach (var thing in new[] { $"posts/{postId}", $"media/{picture}", $"channels/{channel}" })
            await Problems.AssertAsync(stranger.DeleteAsync($"/api/v1/{thing}", Ct), HttpStatusCode.NotFound, "not_found");
        await Problems.AssertAsync(stranger.PostAsJsonAsync($"/api/v1/posts/{postId}/schedule", new { at = "2029-02-02T10:00:00Z" }, Ct), HttpStatusCode.NotFound, "not_found");
        await Problems.AssertAsync(stranger.PostAsJsonAsync($"/api/v1/jobs/{jobId}/reschedule", new { at = "2029-02-02T10:00:00Z" }, Ct), HttpStatusCode.NotFound, "not_found");
        await Problems.AssertAsync(stranger.PostAsJsonAsync("/api/v1/posts", body, Ct), HttpStatusCode.UnprocessableEntity, "unknown_channel", "mediaIds[0]");
        foreach (var list in new[] { "posts", "jobs", "media", "channels", "calendar?from=2029-02-01T00:00:00Z&to=2029-02-03T00:00:00Z" })
            Assert.Empty((await ServerUnderTest.ReadAsync(stranger.GetAsync($"/api/v1/{list}", Ct))).GetProperty("items").EnumerateArray());
    }

    private async Task<HttpClient> StrangerAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var workspace = new Workspace { Id = Guid.CreateVersion7(now), Name = "Another", CreatedAt = now };
        await _server.Services.GetRequiredService<IWorkspaceStore>().AddAsync(workspace, Ct);
        var made = await _server.Services.GetRequiredService<CreateApiKey>().RunAsync(workspace.Id, new NewApiKey("stranger", KeyScope.Everything), new Grantor("test", RightsTable.Of(Role.Owner)), Ct);
        return _server.Client(Assert.IsType<CreateApiKeyResult.Created>(made).Text.Reveal());
    }
}
