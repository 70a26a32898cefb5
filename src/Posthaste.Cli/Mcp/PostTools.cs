using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;
using Posthaste.Cli.Output;

namespace Posthaste.Cli.Mcp;

/// <summary>Looking at posts.</summary>
internal static class PostTools
{
    public static readonly Input PostId = new("post_id", InputKind.Id, "The post's id.") { IsRequired = true };

    public static readonly Input Limit = new("limit", InputKind.Number, "How many at most; 50 where left out.") { Max = 200 };

    public static readonly Input Cursor = new("cursor", InputKind.Text, "Goes on where an earlier list ended, with its nextCursor.");

    public static readonly Input JobStates = new("states", InputKind.Texts, "Only those whose job is in one of these states.") { Words = Words.JobStates };

    public static IEnumerable<AssistantTool> All { get; } =
    [
        new()
        {
            Name = "list_posts",
            Title = "List posts",
            Description = "Posts, newest first or by plan, with how each stands: its approval, its planned time and its jobs.",
            Effect = ToolEffect.Reads,
            Inputs =
            [
                new("search", InputKind.Text, "Only those with this in their title or caption."),
                new("approval", InputKind.Text, "Only those that stand so.") { Words = Words.Approvals },
                JobStates,
                ChannelTools.Channel,
                new("order", InputKind.Text, "newest_first where left out.") { Words = ["newest_first", "by_plan", "latest_plan_first"] },
                Limit,
                Cursor,
            ],
            RunAsync = async call => Results.Page(
                await call.ListAsync("posts",
                    [("search", call.Text("search")), ("approval", call.Text("approval")), ("channelId", await call.ChannelIdAsync()), ("order", call.Text("order")),
                        .. call.States()]),
                Short),
        },
        new()
        {
            Name = "show_post",
            Title = "Show a post",
            Description = "One post, complete: its content, variants, files, approval and jobs.",
            Effect = ToolEffect.Reads,
            Inputs = [PostId],
            RunAsync = async call => (await call.Api.GetAsync($"posts/{call.Needed("post_id")}", call.Ct)).Object(),
        },
        new()
        {
            Name = "show_calendar",
            Title = "Show the calendar",
            Description = "What is planned and what went out between two times, in order of time.",
            Effect = ToolEffect.Reads,
            Inputs =
            [
                new("from", InputKind.Text, "A day (2030-03-01) or a time; now where left out."),
                new("to", InputKind.Text, "A day or a time, 100 days later at most; 7 days later where left out."),
            ],
            RunAsync = ShowCalendarAsync,
        },
        new()
        {
            Name = "check_post",
            Title = "Check whether a post could go out",
            Description = "Looks now whether the post could go out as it is, on each of its accounts. A finding names the field, the rule, and what to do; those with blocks=true keep it from going out. It may take some seconds.",
            Effect = ToolEffect.Reads,
            Inputs = [PostId],
            RunAsync = async call => (await call.Api.GetAsync($"posts/{call.Needed("post_id")}/readiness", call.Ct)).Object(),
        },
    ];

    /// <summary>What a list has of a post.</summary>
    public static JsonNode Short(JsonElement post)
    {
        var item = post.Pick("id", "title", "type", "approval", "at", "version", "channelIds", "caption", "createdBy", "updatedAt");
        item["jobs"] = new JsonArray([.. post.Items("jobs").Select(job => (JsonNode)JobTools.Short(job))]);
        return item;
    }

    private static async Task<JsonObject> ShowCalendarAsync(ToolCall call)
    {
        var from = await call.InstantAsync("from") ?? LocalTime.Rfc3339(call.Run.Terminal.Time.GetUtcNow());
        var to = await call.InstantAsync("to") ?? LocalTime.Rfc3339(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture).AddDays(7));
        return (await call.Api.GetAsync(Address.With("calendar", ("from", from), ("to", to)), call.Ct)).Object();
    }
}
