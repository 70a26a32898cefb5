using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Posts;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Server;

public sealed class PlansApiTests
{
    private static readonly Dictionary<string, string> Plans = new()
    {
        ["Plans:Enabled"] = "true",
        ["Plans:Catalogue:0:Name"] = "small",
        ["Plans:Catalogue:0:Platforms:0"] = "telegram",
        ["Plans:Catalogue:1:Name"] = "full",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_smaller_plan_sets_a_waiting_post_aside_and_a_larger_one_puts_it_back()
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string>(Plans) { ["Plans:OwnersChoose"] = "true" });
        var channel = await server.ConnectAsync();
        var media = await server.UploadAsync(Posthaste.Tests.Sandbox.TestJpeg.Make(1080, 1080));
        var created = await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", mediaIds = new[] { media }, channelIds = new[] { channel }, at = TimeProvider.System.GetUtcNow().AddDays(3) }, Ct));
        var post = $"/api/v1/posts/{created.GetProperty("id").GetGuid()}";

        var small = await ServerUnderTest.ReadAsync(server.Http.PutAsJsonAsync("/api/v1/workspace/plan", new { plan = "small" }, Ct));

        Assert.Equal("small", small.GetProperty("plan").GetString());
        var locked = small.GetProperty("lockedPlatforms").EnumerateArray().ToDictionary(one => one.GetProperty("platform").GetString()!, one => one.GetProperty("neededPlan").GetString());
        Assert.True(locked.ContainsKey("instagram") && locked.ContainsKey("tiktok"));
        Assert.All(locked.Values, needed => Assert.Equal("full", needed));
        await Crash.Eventually.TrueAsync(async () => await StateAsync(server, post) == "needs_attention", "the waiting post was set aside", () => "");
        await Problems.AssertAsync(server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = ServerUnderTest.AccountToken }, Ct), HttpStatusCode.Forbidden, "plan_required");

        await ServerUnderTest.ReadAsync(server.Http.PutAsJsonAsync("/api/v1/workspace/plan", new { plan = "full" }, Ct));

        await Crash.Eventually.TrueAsync(async () => await StateAsync(server, post) == "scheduled", "the post was put back", () => "");
    }

    [Fact]
    public async Task Nobody_chooses_a_plan_where_the_server_does_not_let_them()
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string>(Plans) { ["Jobs:Enabled"] = "false" });

        await Problems.AssertAsync(server.Http.PutAsJsonAsync("/api/v1/workspace/plan", new { plan = "small" }, Ct), HttpStatusCode.Forbidden, "plan_not_yours");
        Assert.Equal("full", (await server.GetAsync("/api/v1/workspace")).GetProperty("plan").GetString());
        Assert.IsType<ChangePlanResult.Changed>(await server.Services.GetRequiredService<ChangePlan>().RunAsync(Workspace.FirstId, "small", "verb", Ct));
        Assert.Equal("small", (await server.GetAsync("/api/v1/workspace")).GetProperty("plan").GetString());
    }

    [Fact]
    public async Task Without_plans_nothing_is_locked_and_none_is_named()
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });

        var workspace = await server.GetAsync("/api/v1/workspace");

        Assert.Equal(System.Text.Json.JsonValueKind.Null, workspace.GetProperty("plan").ValueKind);
        Assert.Empty(workspace.GetProperty("lockedPlatforms").EnumerateArray());
    }

    private static async Task<string?> StateAsync(ServerUnderTest server, string post) =>
        (await server.GetAsync(post)).GetProperty("jobs")[0].GetProperty("state").GetString();
}
