using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Cli.Mcp;

/// <summary>R-OPS-6: an assistant never approves, whatever its key may do and whatever the workspace's policy is.</summary>
[Collection(SharedCliServer.Name)]
public sealed class McpApprovalTests(CliServer desk)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("none")]
    [InlineData("one")]
    public async Task What_an_assistant_wrote_waits_until_a_person_has_approved_it(string policy)
    {
        await using var rule = await PolicyAsync(policy);
        await using var assistant = await AssistantDesk.OpenAsync(desk);
        var post = await DraftAsync(assistant);

        var asked = await assistant.OkAsync("schedule_post", new { post_id = post, at = "2031-09-01T12:00Z" });
        var again = await assistant.OkAsync("schedule_post", new { post_id = post, at = "2031-09-01T13:00Z" });

        Assert.Equal(["waiting_for_approval", "waiting_for_approval"], new[] { asked, again }.Select(answer => answer.GetProperty("outcome").GetString()));
        var waiting = await desk.Server.GetAsync($"/api/v1/posts/{post}");
        Assert.Equal(("pending", "2031-09-01T13:00:00.000Z", 0), (waiting.GetProperty("approval").GetString(), waiting.GetProperty("at").GetString(), waiting.GetProperty("jobs").GetArrayLength()));

        await ApproveAsync(post);
        var scheduled = await assistant.OkAsync("schedule_post", new { post_id = post, at = "2031-09-01T14:00Z" });

        Assert.Equal("scheduled", scheduled.GetProperty("outcome").GetString());
        var onItsWay = await desk.Server.GetAsync($"/api/v1/posts/{post}");
        Assert.Equal(("approval", "person"), (onItsWay.GetProperty("approvedThrough").GetString(), onItsWay.GetProperty("approvedBy").GetString()));
        Assert.Equal("scheduled", onItsWay.GetProperty("jobs")[0].GetProperty("state").GetString());
        await assistant.OkAsync("unschedule_post", new { post_id = post });
    }

    [Fact]
    public async Task An_edit_of_what_is_on_its_way_is_refused_and_one_of_what_was_approved_ends_the_approval()
    {
        await using var assistant = await AssistantDesk.OpenAsync(desk);
        var post = await DraftAsync(assistant);
        await assistant.OkAsync("submit_post", new { post_id = post });
        await ApproveAsync(post);
        await assistant.OkAsync("schedule_post", new { post_id = post, at = "2031-09-02T12:00Z" });

        Assert.Contains("post_id: the post is on its way (scheduled)", await assistant.RefusedAsync("edit_post", new { post_id = post, caption = "Not what was approved" }), StringComparison.Ordinal);
        await assistant.OkAsync("unschedule_post", new { post_id = post });
        await assistant.OkAsync("edit_post", new { post_id = post, caption = "Not what was approved" });
        var asked = await assistant.OkAsync("schedule_post", new { post_id = post, at = "2031-09-02T13:00Z" });

        Assert.Equal("waiting_for_approval", asked.GetProperty("outcome").GetString());
        Assert.All((await desk.Server.GetAsync($"/api/v1/posts/{post}")).GetProperty("jobs").EnumerateArray(), job => Assert.Equal("cancelled", job.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task A_free_posting_time_is_noted_and_not_taken_out_of_hand()
    {
        var slot = await ServerUnderTest.ReadAsync(desk.Server.Http.PostAsJsonAsync("/api/v1/slots", new { channelId = desk.Channel, weekdays = new[] { "monday", "thursday" }, time = "09:30" }, Ct));
        await using var assistant = await AssistantDesk.OpenAsync(desk);
        var post = await DraftAsync(assistant);
        var free = (await assistant.OkAsync("next_slots", new { channels = new[] { desk.Channel }, count = 1 })).GetProperty("items")[0].GetProperty("at").GetString();

        var asked = await assistant.OkAsync("schedule_post", new { post_id = post, next_slot = true });

        Assert.Equal(("waiting_for_approval", free), (asked.GetProperty("outcome").GetString(), asked.GetProperty("post").GetProperty("at").GetString()));
        await desk.Server.Http.DeleteAsync($"/api/v1/slots/{slot.GetProperty("id").GetString()}", Ct);
    }

    [Fact]
    public async Task The_server_itself_takes_no_scheduling_for_an_approval_where_it_is_told_so()
    {
        var post = await desk.DraftAsync();

        var refused = await desk.Server.Http.PostAsJsonAsync($"/api/v1/posts/{post}/schedule", new { at = "2031-09-03T12:00:00Z", approvedOnly = true }, Ct);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("not_approved", (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
        Assert.Equal("draft", (await desk.Server.GetAsync($"/api/v1/posts/{post}")).GetProperty("approval").GetString());
    }

    private async Task<string> DraftAsync(AssistantDesk assistant)
    {
        await desk.OkAsync("media", "upload", "bread.jpg", "-q");
        var media = (await assistant.OkAsync("list_media", new { search = "bread" })).GetProperty("items")[0].GetProperty("id").GetString();
        return (await assistant.OkAsync("draft_post", new { type = "image", channels = new[] { "@harbour.bakery" }, media_ids = new[] { media }, caption = "By an assistant" })).GetProperty("id").GetString()!;
    }

    private async Task ApproveAsync(string post)
    {
        var key = await ServerUnderTest.ReadAsync(desk.Server.Http.PostAsJsonAsync("/api/v1/api-keys", new { name = "person", role = "approver" }, Ct));
        using var person = desk.Server.Client(key.GetProperty("key").GetString());
        await ServerUnderTest.ReadAsync(person.PostAsync($"/api/v1/posts/{post}/approve", null, Ct));
        await desk.Server.Http.DeleteAsync($"/api/v1/api-keys/{key.GetProperty("id").GetString()}", Ct);
    }

    private async Task<IAsyncDisposable> PolicyAsync(string policy)
    {
        await ServerUnderTest.ReadAsync(desk.Server.Http.PatchAsJsonAsync("/api/v1/workspace", new { approvalPolicy = policy, repeatDays = 0 }, Ct));
        return new Back(desk);
    }

    private sealed class Back(CliServer desk) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await desk.Server.Http.PatchAsJsonAsync("/api/v1/workspace", new { approvalPolicy = "none", repeatDays = (int?)null }, Ct);
    }
}
