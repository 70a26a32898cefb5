using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.Mcp;

/// <summary>Looking at jobs, and saying what went wrong.</summary>
internal static class JobTools
{
    public static readonly Input JobId = new("job_id", InputKind.Id, "The job's id: one post on its way to one account.") { IsRequired = true };

    public static IEnumerable<AssistantTool> All { get; } =
    [
        new()
        {
            Name = "list_jobs",
            Title = "List jobs",
            Description = "Jobs: each is one post on its way to one account. Ask for states=[\"needs_attention\", \"failed\"] to see what went wrong.",
            Effect = ToolEffect.Reads,
            Inputs =
            [
                PostTools.JobStates,
                ChannelTools.Channel,
                new("post_id", InputKind.Id, "Only those of this post."),
                new("from", InputKind.Text, "Only those due from then on: a day or a time."),
                new("to", InputKind.Text, "Only those due before."),
                PostTools.Limit,
                PostTools.Cursor,
            ],
            RunAsync = async call => Results.Page(
                await call.ListAsync("jobs",
                    [("channelId", await call.ChannelIdAsync()), ("postId", call.Text("post_id")), ("from", await call.InstantAsync("from")), ("to", await call.InstantAsync("to")),
                        .. call.States()]),
                Short),
        },
        new()
        {
            Name = "explain_job",
            Title = "Explain how a job stands",
            Description = "One job: how it stands and why, what the network said, each try, what happens next by itself, and what a person can do about it.",
            Effect = ToolEffect.Reads,
            Inputs = [JobId],
            RunAsync = ExplainAsync,
        },
    ];

    /// <summary>What a list has of a job.</summary>
    public static JsonObject Short(JsonElement job)
    {
        var item = job.Pick("id", "postId", "channelId", "platform", "state", "reason", "dueAt", "wakeAt", "publishedAt", "latenessMs", "permalink");
        if (job.Field("lastError") is { ValueKind: JsonValueKind.Object } error) item["lastError"] = error.Pick("kind", "code", "message", "advice");
        return item;
    }

    private static async Task<JsonObject> ExplainAsync(ToolCall call)
    {
        var id = call.Needed("job_id");
        var job = await call.Api.GetAsync($"jobs/{id}", call.Ct);
        var attempts = await call.Api.GetAsync($"jobs/{id}/attempts", call.Ct);
        var explanation = JobExplanation.Of(job.Text("state"), job.Text("reason"));
        var error = job.Field("lastError");
        return new JsonObject
        {
            ["state"] = job.Text("state"),
            ["reason"] = job.Text("reason"),
            ["means"] = explanation.Means,
            ["cause"] = error.Text("message"),
            ["advice"] = error.Text("advice"),
            ["platformMessage"] = error.Text("platformMessage"),
            ["goesOnAt"] = job.Text("wakeAt"),
            ["todo"] = explanation.ToDo,
            ["job"] = job.Node(),
            ["attempts"] = attempts.Field("items").Node(),
        };
    }
}
