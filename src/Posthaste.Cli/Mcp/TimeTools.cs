using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.Mcp;

/// <summary>Times of posts: given, moved and taken away. What nobody approved gets no more than a wish and a request for approval.</summary>
internal static class TimeTools
{
    private static readonly Input s_at = new("at", InputKind.Text, "2030-03-01T18:00+01:00, 2030-03-01T18:00 by the clock of time_zone or the workspace, or +2h from now.");

    private static readonly Input s_zone = new("time_zone", InputKind.Text, "Whose clock at is by, such as Europe/Berlin; the workspace's where left out.");

    private static readonly string[] s_movable = ["scheduled", "preparing", "ready"];

    public static IEnumerable<AssistantTool> All { get; } =
    [
        new()
        {
            Name = "schedule_post",
            Title = "Schedule a post, or ask for its approval",
            Description = "Gives a post its time, or another one. A post that people approved as it is now is scheduled. Any other gets the time as a wish and is submitted for approval, whatever the workspace's policy: the answer's outcome says which (scheduled, waiting_for_approval).",
            Effect = ToolEffect.Changes,
            Inputs = [PostTools.PostId, s_at, s_zone, new("next_slot", InputKind.YesNo, "true: the next free posting time of its accounts, instead of at.")],
            RunAsync = ScheduleAsync,
        },
        new()
        {
            Name = "unschedule_post",
            Title = "Take a post off its way",
            Description = "Cancels the post on every account where it is not live yet. Its content stays.",
            Effect = ToolEffect.Changes,
            Inputs = [PostTools.PostId],
            RunAsync = async call => (await call.Api.PostAsync($"posts/{call.Needed("post_id")}/unschedule", body: null, call.Ct)).Object(),
        },
        new()
        {
            Name = "move_job",
            Title = "Move one account's job",
            Description = "Moves a post on one account alone to another time, while it is on its way (scheduled, preparing, ready). What failed or needs attention is for a person.",
            Effect = ToolEffect.Changes,
            Inputs = [JobTools.JobId, s_at with { IsRequired = true }, s_zone],
            RunAsync = MoveAsync,
        },
        new()
        {
            Name = "cancel_job",
            Title = "Cancel one account's job",
            Description = "Takes a post off its way on one account alone.",
            Effect = ToolEffect.Changes,
            Inputs = [JobTools.JobId],
            RunAsync = async call => (await call.Api.PostAsync($"jobs/{call.Needed("job_id")}/cancel", body: null, call.Ct)).Object(),
        },
    ];

    private static async Task<JsonObject> ScheduleAsync(ToolCall call)
    {
        if (call.Has("at") == call.Flag("next_slot")) throw ToolCall.Wrong("at", "give either a time or next_slot");
        var id = call.Needed("post_id");
        var post = await call.Api.GetAsync($"posts/{id}", call.Ct);
        if (post.Text("approval") == "approved" && await TryScheduleAsync(call, id) is { } scheduled)
            return Answer("scheduled", "It is on its way, as people approved it.", scheduled);
        post = await NoteTimeAsync(call, id, post);
        if (post.Text("approval") != "pending") post = await call.Api.PostAsync($"posts/{id}/submit", body: null, call.Ct);
        return Answer("waiting_for_approval", "The time is noted, and the post waits until a person approves it. It is not scheduled: after that, schedule_post or a person schedules it.", post);
    }

    /// <returns>Null where what would be sent is not what was approved.</returns>
    private static async Task<JsonElement?> TryScheduleAsync(ToolCall call, string id)
    {
        // approvedOnly: else scheduling would be the approval where the workspace's policy is none.
        var body = new JsonObject { ["approvedOnly"] = true };
        await call.AddTimeAsync(body);
        if (call.Flag("next_slot")) body["nextSlot"] = true;
        try
        {
            return await call.Api.PostAsync($"posts/{id}/schedule", body, call.Ct);
        }
        catch (RefusedException refused) when (refused.Problem.Code == "not_approved")
        {
            return null;
        }
    }

    private static async Task<JsonElement> NoteTimeAsync(ToolCall call, string id, JsonElement post)
    {
        var body = new JsonObject();
        await call.AddTimeAsync(body);
        if (call.Flag("next_slot"))
        {
            var next = (await ChannelTools.NextAsync(call, post.Texts("channelIds"), post.Text("categoryId"), count: 1)).Items();
            body["at"] = next is [var first, ..] ? first.Needed("at") : throw ToolCall.Wrong("next_slot", "its accounts have no free posting time within 100 days. Give a time with at");
        }
        return await call.Api.PatchAsync($"posts/{id}", body, post.Number("version") ?? 0, call.Ct);
    }

    private static async Task<JsonObject> MoveAsync(ToolCall call)
    {
        var id = call.Needed("job_id");
        var state = (await call.Api.GetAsync($"jobs/{id}", call.Ct)).Text("state");
        if (!s_movable.Contains(state)) throw ToolCall.Wrong("job_id", $"the job is {state}; only one that is scheduled, preparing or ready is moved. explain_job says what a person can do");
        var body = new JsonObject();
        await call.AddTimeAsync(body);
        return (await call.Api.PostAsync($"jobs/{id}/reschedule", body, call.Ct)).Object();
    }

    private static JsonObject Answer(string outcome, string means, JsonElement post) => new() { ["outcome"] = outcome, ["means"] = means, ["post"] = post.Node() };
}
