using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.Mcp;

/// <summary>Writing posts, and asking people to approve them. Nothing here sends anything out.</summary>
internal static class WritingTools
{
    /// <summary>A job in another state goes on by itself, and would go on with what was edited.</summary>
    private static readonly string[] s_atRest = ["cancelled", "failed"];

    private static readonly Input s_type = new("type", InputKind.Text, "What kind of post; list_channels has how many files each takes.") { Words = Words.PostTypes };

    private static readonly IReadOnlyList<Input> s_content =
    [
        ChannelTools.Channels,
        new("caption", InputKind.Text, "The text, without the hashtags."),
        new("hashtags", InputKind.Texts, "With # or without."),
        new("media_ids", InputKind.Ids, "Items of the library, in order."),
        new("alt_texts", InputKind.Texts, "What each picture shows, for who cannot see it, in the order of media_ids."),
        new("title", InputKind.Text, "What it is called here; no network sees it."),
        new("first_comment", InputKind.Text, "Written below the post as soon as it is live."),
        new("category_id", InputKind.Id, "What it is sorted by; slots go by it."),
        new("options", InputKind.Object, "Further options of the API's request, such as {\"isAiGenerated\": true, \"collaborators\": [\"ann\"]}."),
        new("variants", InputKind.Objects, "What single accounts get differently: [{\"channelId\": \"…\", \"caption\": \"…\"}], as the API's request has it."),
    ];

    public static IEnumerable<AssistantTool> All { get; } =
    [
        new()
        {
            Name = "draft_post",
            Title = "Draft a post",
            Description = "Makes a draft. It goes nowhere: check_post looks at it, schedule_post or submit_post asks people to approve it.",
            Effect = ToolEffect.Adds,
            Inputs = [s_type with { IsRequired = true }, .. s_content],
            RunAsync = async call => (await call.Api.PostAsync("posts", await ReadAsync(call, options: default), call.Ct)).Object(),
        },
        new()
        {
            Name = "edit_post",
            Title = "Edit a post",
            Description = "Changes what is given of a post that is not on its way; the rest stays. An edit ends an approval. Take a scheduled post off its way with unschedule_post first.",
            Effect = ToolEffect.Changes,
            Inputs = [PostTools.PostId, s_type, .. s_content, new("version", InputKind.Number, "Only this version of it, as show_post says; else the one that is there.")],
            RunAsync = EditAsync,
        },
        new()
        {
            Name = "submit_post",
            Title = "Submit a post for approval",
            Description = "Asks people to approve the post as it is. Only people approve.",
            Effect = ToolEffect.Changes,
            Inputs = [PostTools.PostId],
            RunAsync = async call => (await call.Api.PostAsync($"posts/{call.Needed("post_id")}/submit", body: null, call.Ct)).Object(),
        },
    ];

    private static async Task<JsonObject> EditAsync(ToolCall call)
    {
        var id = call.Needed("post_id");
        var post = await call.Api.GetAsync($"posts/{id}", call.Ct);
        // Where nobody has to approve, the server takes an edit of what is on its way for an approval of it; an assistant's is none.
        if (post.Items("jobs").FirstOrDefault(job => !s_atRest.Contains(job.Text("state"))) is { ValueKind: JsonValueKind.Object } job)
            throw ToolCall.Wrong("post_id", job.Text("state") == "published" ? "the post is live; its content can no longer be changed here" : $"the post is on its way ({job.Text("state")}). Take it off with unschedule_post, edit it, and schedule it again");
        var body = await ReadAsync(call, post.Field("options"));
        if (body.Count == 0) throw ToolCall.Wrong("post_id", "say what to change, such as a caption");
        var version = call.Number("version") ?? post.Number("version") ?? throw new CommandFailedException(ExitCode.Unexpected, "The server's answer has no version.");
        // Scheduled by somebody at this moment, it has another version, and the edit is refused.
        return (await call.Api.PatchAsync($"posts/{id}", body, version, call.Ct)).Object();
    }

    /// <summary>The request. It never has a time: with one, the server would schedule where nobody has to approve.</summary>
    /// <param name="options">Those the post has; the request takes them as a whole.</param>
    private static async Task<JsonObject> ReadAsync(ToolCall call, JsonElement options)
    {
        var body = new JsonObject();
        foreach (var (input, field) in (ReadOnlySpan<(string, string)>)[("type", "type"), ("title", "title"), ("caption", "caption"), ("category_id", "categoryId")])
        {
            if (call.Text(input) is { } text) body[field] = text;
        }
        if (call.Has("hashtags")) body["hashtags"] = Results.List(call.Texts("hashtags").Select(tag => tag.TrimStart('#')));
        if (call.Has("media_ids")) body["mediaIds"] = Results.List(call.Texts("media_ids"));
        if (call.Has("alt_texts")) body["altTexts"] = Results.List(call.Texts("alt_texts"));
        if (call.Has("variants")) body["variants"] = call.Json("variants");
        if (call.Has("channels")) body["channelIds"] = Results.List(await call.ChannelIdsAsync());
        if (!call.Has("options") && !call.Has("first_comment")) return body;
        var all = options.Object();
        foreach (var (name, value) in call.Json("options") as JsonObject ?? []) all[name] = value?.DeepClone();
        if (call.Text("first_comment") is { } comment) all["firstComment"] = comment;
        body["options"] = all;
        return body;
    }
}
