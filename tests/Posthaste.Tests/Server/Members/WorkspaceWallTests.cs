using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Notifications;
using Posthaste.Tests.Notifications;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Server.Members;

/// <summary>Tries every endpoint with what belongs to another workspace.</summary>
public sealed class WorkspaceWallTests
{
    private const string Marker = "Nobody else may read this";

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["AnswerHandover"] = """{"answer":"posted"}""",
        ["ChangeChannelAutomation"] = """{"automation":false}""",
        ["SetLoginApp"] = """{"clientId":"1","clientSecret":"2"}""",
        ["WithdrawHandover"] = """{"notPosted":true}""",
        ["AddComment"] = """{"text":"Ours now"}""",
        ["EditComment"] = """{"text":"Ours now"}""",
        ["ChangeCategory"] = """{"name":"Ours now"}""",
        ["ChangeHashtagSet"] = """{"name":"Ours now"}""",
        ["ChangeNotificationTarget"] = """{"name":"Ours now"}""",
        ["ChangeRole"] = """{"role":"viewer"}""",
        ["ChangeSeries"] = """{"force":true}""",
        ["ChangeSlot"] = """{"time":"03:00"}""",
        ["RejectPost"] = """{"reason":"no"}""",
        ["RenameChannel"] = """{"displayName":"Ours now"}""",
        ["RescheduleJob"] = """{"at":"2029-03-02T10:00:00Z"}""",
        ["ResolveJob"] = """{"outcome":"not_published"}""",
        ["RevisePost"] = """{"caption":"Ours now"}""",
        ["SchedulePost"] = """{"at":"2029-03-02T10:00:00Z"}""",
    };

    private static readonly Dictionary<string, string> Queries = new()
    {
        ["CheckMedia"] = "?platform=instagram",
        ["ListChannelUsageDays"] = "?from=2029-02-01&to=2029-02-02",
        ["ListUsageDays"] = "?from=2029-02-01&to=2029-02-02",
        ["ListPlaces"] = "?from=2029-02-01T00:00:00Z&to=2029-03-03T00:00:00Z",
        ["GetFigures"] = "?from=2029-02-01&to=2029-02-28",
        ["ListCalendar"] = "?from=2029-02-01T00:00:00Z&to=2029-03-03T00:00:00Z",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_a_workspace_can_be_read_or_changed_from_another()
    {
        await using var server = await ServerUnderTest.StartAsync(TeamServer.Settings);
        using var ann = await Browser.OwnerAsync(server);
        var ids = await FillAsync(server, ann);
        using var bob = await StrangerAsync(ann);
        using var key = server.Client((await ServerUnderTest.ReadAsync(bob.Http.PostAsJsonAsync("/api/v1/api-keys", new { name = "stranger" }, Ct))).GetProperty("key").GetString());
        var before = await SnapshotAsync(ann);

        foreach (var http in new[] { bob.Http, key })
        {
            foreach (var endpoint in ApiEndpoint.AllOf(server).Where(endpoint => !endpoint.IsOpen && endpoint.Name is not ("SignOut" or "EndOtherSessions")))
            {
                var answer = await http.SendAsync(endpoint.Request(ids, Bodies.GetValueOrDefault(endpoint.Name, "{}"), Queries.GetValueOrDefault(endpoint.Name, "")), Ct);

                var what = $"{endpoint.Method} {endpoint.Path} answered {(int)answer.StatusCode}";
                if (endpoint.Parameters.Count > 0) Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, what);
                var text = await answer.Content.ReadAsStringAsync(Ct);
                Assert.False(text.Contains(Marker, StringComparison.Ordinal) || ids.Values.Any(id => text.Contains(id.ToString(), StringComparison.Ordinal)), $"{what}: {text}");
            }
        }
        Assert.Equal(before, await SnapshotAsync(ann));
    }

    [Fact]
    public async Task A_session_cannot_name_a_workspace_that_its_member_does_not_belong_to()
    {
        await using var server = await ServerUnderTest.StartAsync(TeamServer.Settings);
        using var ann = await Browser.OwnerAsync(server);
        using var bob = await StrangerAsync(ann);

        bob.Choose(Workspace.FirstId);

        foreach (var endpoint in ApiEndpoint.AllOf(server).Where(endpoint => endpoint.Right is not null))
            await Problems.AssertAsync(bob.Http.SendAsync(endpoint.Request(), Ct), HttpStatusCode.NotFound, "not_found");
        bob.Http.DefaultRequestHeaders.Remove("X-Workspace");
        bob.Http.DefaultRequestHeaders.Add("X-Workspace", "mine");
        await Problems.AssertAsync(bob.Http.GetAsync("/api/v1/posts", Ct), HttpStatusCode.BadRequest, "invalid_request", "X-Workspace");
    }

    [Fact]
    public async Task A_workspace_in_the_address_counts_for_reading_and_for_nothing_else()
    {
        await using var server = await ServerUnderTest.StartAsync(TeamServer.Settings);
        using var ann = await Browser.OwnerAsync(server);
        using var bob = await StrangerAsync(ann);
        var second = (await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/workspaces", new { name = "Second" }, Ct))).GetProperty("id").GetGuid();
        ann.Http.DefaultRequestHeaders.Remove("X-Workspace");

        var read = await ServerUnderTest.ReadAsync(ann.Http.GetAsync($"/api/v1/workspace?workspace={second}", Ct));
        var changed = await ServerUnderTest.ReadAsync(ann.Http.PatchAsJsonAsync($"/api/v1/workspace?workspace={second}", new { name = "Renamed" }, Ct));

        Assert.Equal(second, read.GetProperty("id").GetGuid());
        Assert.Equal(Workspace.FirstId, changed.GetProperty("id").GetGuid());
        bob.Http.DefaultRequestHeaders.Remove("X-Workspace");
        await Problems.AssertAsync(bob.Http.GetAsync($"/api/v1/workspace?workspace={second}", Ct), HttpStatusCode.NotFound, "not_found");
    }

    /// <summary>One of everything in the first workspace, with the marker wherever there is room for a text.</summary>
    private static async Task<Dictionary<string, Guid>> FillAsync(ServerUnderTest server, Browser ann)
    {
        await ServerUnderTest.ReadAsync(ann.Http.PatchAsJsonAsync("/api/v1/workspace", new { name = Marker }, Ct));
        var channel = await server.ConnectAsync();
        await ServerUnderTest.ReadAsync(ann.Http.PatchAsJsonAsync($"/api/v1/channels/{channel}", new { displayName = Marker }, Ct));
        var picture = await server.UploadAsync(Media.Samples.Jpeg(1080, 1080));
        var body = new { type = "image", title = Marker, channelIds = new[] { channel }, mediaIds = new[] { picture }, caption = Marker, at = "2029-02-02T10:00:00Z" };
        var post = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/posts", body, Ct));
        var comment = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync($"/api/v1/posts/{post.GetProperty("id").GetGuid()}/comments", new { text = Marker }, Ct));
        var key = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/api-keys", new { name = Marker }, Ct));
        var feed = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/calendar-feeds", new { name = Marker }, Ct));
        var category = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/categories", new { name = Marker, colour = "#2f9e44" }, Ct));
        var hashtags = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/hashtag-sets", new { name = Marker, hashtags = new[] { "ours" } }, Ct));
        var slot = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/slots", new { channelId = channel, weekdays = new[] { "friday" }, time = "10:00" }, Ct));
        var invite = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/invites", new { email = "carol@example.com", role = "viewer" }, Ct));
        var series = await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync("/api/v1/series", new { postId = post.GetProperty("id").GetGuid(), rule = new { every = "week", time = "10:00" } }, Ct));
        var target = (await ServerUnderTest.ReadAsync(ann.Http.PostAsJsonAsync(
            "/api/v1/notification-targets", new { kind = "webhook", name = Marker, address = "https://hooks.example.com/ours", hears = new[] { "alert.*" } }, Ct))).GetProperty("id").GetGuid();
        var delivery = Notices.Delivery(Notices.Trouble(Marker)) with { TargetId = target, State = DeliveryState.Failed };
        await server.Services.GetRequiredService<IDeliveryStore>().AddAsync([delivery], Ct);
        return new Dictionary<string, Guid>
        {
            ["targetId"] = target,
            ["deliveryId"] = delivery.Id,
            ["channelId"] = channel,
            ["mediaId"] = picture,
            ["postId"] = post.GetProperty("id").GetGuid(),
            ["commentId"] = comment.GetProperty("id").GetGuid(),
            ["jobId"] = post.GetProperty("jobs")[0].GetProperty("id").GetGuid(),
            ["categoryId"] = category.GetProperty("id").GetGuid(),
            ["hashtagSetId"] = hashtags.GetProperty("id").GetGuid(),
            ["seriesId"] = series.GetProperty("id").GetGuid(),
            ["slotId"] = slot.GetProperty("id").GetGuid(),
            ["keyId"] = key.GetProperty("id").GetGuid(),
            ["feedId"] = feed.GetProperty("id").GetGuid(),
            ["inviteId"] = invite.GetProperty("id").GetGuid(),
            ["memberId"] = ann.Session.GetProperty("member").GetProperty("id").GetGuid(),
            ["sessionId"] = ann.Session.GetProperty("id").GetGuid(),
            ["workspaceId"] = Workspace.FirstId,
            ["renditionId"] = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
        };
    }

    /// <summary>Somebody who owns another workspace, and belongs to the first one no more.</summary>
    private static async Task<Browser> StrangerAsync(Browser ann)
    {
        var bob = await ann.InviteAsync("bob@example.com", "owner");
        var other = await ServerUnderTest.ReadAsync(bob.Http.PostAsJsonAsync("/api/v1/workspaces", new { name = "Other", timeZone = "Europe/Berlin" }, Ct));
        Assert.Equal("Europe/Berlin", other.GetProperty("timeZone").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await bob.Http.PostAsync($"/api/v1/workspaces/{Workspace.FirstId}/leave", null, Ct)).StatusCode);
        return bob;
    }

    private static async Task<string> SnapshotAsync(Browser ann)
    {
        var lists = new[] { "workspace", "channels", "media", "posts", "jobs", "api-keys", "invites", "members", "calendar-feeds", "categories", "hashtag-sets", "slots", "series", "notification-targets", "deliveries" };
        var texts = new List<string>();
        foreach (var list in lists) texts.Add((await ServerUnderTest.ReadAsync(ann.Http.GetAsync($"/api/v1/{list}", Ct))).ToString());
        return string.Join('\n', texts);
    }
}
