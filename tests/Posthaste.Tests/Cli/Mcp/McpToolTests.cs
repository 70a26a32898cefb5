using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Cli.Mcp;
using Posthaste.Jobs;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Cli.Mcp;

/// <summary>R-OPS-6, for assistants: what the tools do, against the real server.</summary>
[Collection(SharedCliServer.Name)]
public sealed class McpToolTests(CliServer desk)
{
    private static readonly string[] s_never = ["approve", "reject", "unapprove", "publish", "retry", "resolve", "delete", "take_down", "connect", "pause", "key", "member"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tools_say_what_they_take_and_whether_they_change_anything()
    {
        await using var assistant = await AssistantDesk.OpenAsync(desk, args: ["--media-folder", desk.Folder]);

        var tools = await assistant.Client.ListToolsAsync(cancellationToken: Ct);

        Assert.All(tools, tool =>
        {
            Assert.False(tool.JsonSchema.GetProperty("additionalProperties").GetBoolean());
            Assert.All(tool.JsonSchema.GetProperty("properties").EnumerateObject(), input => Assert.NotEqual("", input.Value.GetProperty("description").GetString()));
            var hints = tool.ProtocolTool.Annotations!;
            Assert.Equal(tool.Name.Split('_')[0] is "list" or "show" or "check" or "explain" or "next", hints.ReadOnlyHint);
            Assert.Equal(tool.Name.Split('_')[0] is "edit" or "submit" or "schedule" or "unschedule" or "move" or "cancel", hints.DestructiveHint);
        });
        Assert.All(tools, tool => Assert.DoesNotContain(tool.Name.Split('_'), word => s_never.Contains(word)));
        Assert.Contains("never approve", assistant.Client.ServerInstructions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_assistant_is_offered_nothing_that_changes()
    {
        await using var assistant = await AssistantDesk.OpenAsync(desk, args: ["--read-only", "--media-folder", desk.Folder]);

        var tools = await assistant.Client.ListToolsAsync(cancellationToken: Ct);

        Assert.All(tools, tool => Assert.True(tool.ProtocolTool.Annotations!.ReadOnlyHint));
        Assert.Contains("There is no tool draft_post", await assistant.RefusedAsync("draft_post", new { type = "text" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assistant_finds_its_way_from_accounts_to_a_checked_draft()
    {
        await using var assistant = await AssistantDesk.OpenAsync(desk, args: ["--media-folder", desk.Folder]);

        var channels = await assistant.OkAsync("list_channels");
        var limits = await assistant.OkAsync("show_channel", new { channel = "@harbour.bakery" });
        var media = (await assistant.OkAsync("upload_media", new { path = "bread.jpg" })).GetProperty("id").GetString();
        var fits = await assistant.OkAsync("check_media", new { media_id = media, platform = "instagram", type = "image" });
        var post = await assistant.OkAsync("draft_post", new
        {
            type = "image",
            channels = new[] { "instagram:harbour.bakery" },
            media_ids = new[] { media },
            caption = "Bread by an assistant",
            hashtags = new[] { "#bread" },
            alt_texts = new[] { "A loaf" },
            first_comment = "Until noon.",
        });
        var readiness = await assistant.OkAsync("check_post", new { post_id = post.GetProperty("id").GetString() });
        var edited = await assistant.OkAsync("edit_post", new { post_id = post.GetProperty("id").GetString(), caption = "Better bread", options = new { isAiGenerated = true } });

        Assert.Contains("instagram:harbour.bakery", channels.GetProperty("channels").EnumerateArray().Select(channel => channel.GetProperty("name").GetString()));
        Assert.Equal(2200, channels.GetProperty("networks")[0].GetProperty("caption").GetProperty("maxLength").GetInt32());
        Assert.NotEmpty(limits.GetProperty("usage").GetProperty("limits").EnumerateArray());
        Assert.True(fits.GetProperty("fits").GetBoolean());
        Assert.Equal("draft", post.GetProperty("approval").GetString());
        Assert.True(readiness.GetProperty("ready").GetBoolean());
        Assert.Equal("Better bread", edited.GetProperty("caption").GetString());
        Assert.Equal("Until noon.", edited.GetProperty("options").GetProperty("firstComment").GetString());
        Assert.True(edited.GetProperty("options").GetProperty("isAiGenerated").GetBoolean());
        Assert.Contains("Better bread", (await assistant.OkAsync("list_posts", new { search = "Better bread", limit = 5 })).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("caption").GetString()));
    }

    [Theory]
    [InlineData("draft_post", """{}""", "type: it is missing")]
    [InlineData("draft_post", """{"type": "poem"}""", "type: expected is one of image, carousel")]
    [InlineData("draft_post", """{"type": "text", "at": "+5m"}""", "at: draft_post takes no such input; it takes type, channels")]
    [InlineData("draft_post", """{"type": "text", "hashtags": "bread"}""", "hashtags: expected is a list of texts")]
    [InlineData("draft_post", """{"type": "text", "options": ["bread"]}""", "options: expected is an object")]
    [InlineData("draft_post", """{"type": "text", "channels": ["@nobody"]}""", "No channel is called \"@nobody\"")]
    [InlineData("draft_post", """{"type": "text", "options": {"force": true}}""", "force")]
    [InlineData("draft_post", """{"type": "image", "channels": ["@harbour.bakery"], "hashtags": ["a b"]}""", "hashtags[0]")]
    [InlineData("show_post", """{"post_id": "1"}""", "post_id: expected is an id (a UUID), complete")]
    [InlineData("show_post", """{"post_id": "01900000-0000-7000-8000-000000000000"}""", "Not Found (404 not_found)")]
    [InlineData("list_posts", """{"limit": 1000}""", "limit: expected is a whole number from 1 to 200")]
    [InlineData("show_calendar", """{"from": "tomorrow"}""", "from: \"tomorrow\" is no time; expected is one such as")]
    [InlineData("schedule_post", """{"post_id": "01900000-0000-7000-8000-000000000000"}""", "at: give either a time or next_slot")]
    [InlineData("list_jobs", """{"states": ["lost"]}""", "states: expected is one of scheduled, preparing")]
    [InlineData("upload_media", """{"path": "bread.jpg"}""", "There is no tool upload_media")]
    public async Task What_is_wrong_is_an_error_that_names_the_input_and_what_is_expected(string tool, string inputs, string expected)
    {
        await using var assistant = await AssistantDesk.OpenAsync(desk);

        var said = await assistant.RefusedAsync(tool, JsonElement.Parse(inputs));

        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_may_do_no_more_here_than_anywhere()
    {
        var key = await ServerUnderTest.ReadAsync(desk.Server.Http.PostAsJsonAsync("/api/v1/api-keys", new { name = "reading assistant", rights = new[] { "read" } }, Ct));
        var post = await desk.DraftAsync();
        await using var assistant = await AssistantDesk.OpenAsync(desk, key.GetProperty("key").GetString());

        Assert.Equal(post, (await assistant.OkAsync("show_post", new { post_id = post })).GetProperty("id").GetString());
        foreach (var (tool, inputs) in (IEnumerable<(string, object)>)[("draft_post", new { type = "text" }), ("edit_post", new { post_id = post, caption = "Mine" }), ("submit_post", new { post_id = post }), ("schedule_post", new { post_id = post, at = "+2h" }), ("unschedule_post", new { post_id = post })])
            Assert.Contains("403 right_missing", await assistant.RefusedAsync(tool, inputs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_is_explained_with_what_a_person_can_do()
    {
        var post = (await desk.OkAsync("post", "create", "--type", "image", "--channel", desk.Channel.ToString(), "--media", "bread.jpg", "--force", "--at", "2031-08-01T12:00Z", "--json")).Json;
        await using var assistant = await AssistantDesk.OpenAsync(desk);
        var job = (await assistant.OkAsync("list_jobs", new { post_id = post.GetProperty("id").GetString() })).GetProperty("items")[0].GetProperty("id").GetString();

        var waiting = await assistant.OkAsync("explain_job", new { job_id = job });
        await assistant.OkAsync("move_job", new { job_id = job, at = "2031-08-01 15:00", time_zone = "Europe/Berlin" });
        var calendar = await assistant.OkAsync("show_calendar", new { from = "2031-08-01", to = "2031-08-02" });
        await assistant.OkAsync("cancel_job", new { job_id = job });
        var cancelled = await assistant.OkAsync("explain_job", new { job_id = job });

        Assert.Equal("It waits for its time.", waiting.GetProperty("means").GetString());
        Assert.Equal("2031-08-01T13:00:00.000Z", calendar.GetProperty("items")[0].GetProperty("at").GetString());
        Assert.Equal("cancelled", cancelled.GetProperty("state").GetString());
        Assert.Contains("Schedule the post again", cancelled.GetProperty("todo").GetString(), StringComparison.Ordinal);
        Assert.Contains("the job is cancelled", await assistant.RefusedAsync("move_job", new { job_id = job, at = "+3h" }), StringComparison.Ordinal);
        Assert.Contains((await assistant.OkAsync("show_health")).GetProperty("publishing").GetProperty("state").GetString(), (string[])["ok", "unknown", "degraded", "down"]);
    }

    [Fact]
    public void Every_state_and_reason_of_a_job_is_explained()
    {
        Assert.Equal(Enum.GetValues<JobState>().Select(Words.Of).Order(), JobExplanation.States.Order());
        Assert.Equal(Enum.GetValues<JobReason>().Select(Words.Of).Order(), JobExplanation.Reasons.Order());
    }
}
