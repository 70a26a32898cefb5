using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Reading;

namespace Posthaste.Sandbox.Facebook;

/// <summary>What is told of a Page, its posts and its reels, and how they are taken down.</summary>
internal static class ShowPages
{
    public static GraphAnswer Page(FacebookCall call) => Fields(call, "name,id", "Page", new()
    {
        ["id"] = _ => call.Page.Id,
        ["name"] = _ => call.Page.Name,
        ["username"] = _ => call.Page.Username.Length == 0 ? null : call.Page.Username,
        ["category"] = _ => "Bakery",
        ["picture"] = _ => new JsonObject { ["data"] = new JsonObject { ["url"] = $"{call.Graph.BaseUrl}/gallery/harbour.bakery/avatar.svg" } },
    });

    /// <summary>Newest first.</summary>
    public static GraphAnswer Posts(World world, FacebookCall call)
    {
        var shownFrom = call.ArrivedAt.AddSeconds(-world.Facebook.Settings.ListLagSeconds);
        return GraphList.Page(
            Enumerable.Reverse(world.Facebook.Posts).Where(post => post.PageId == call.Page.Id && !post.IsDeleted && post.CreatedAt <= shownFrom),
            post => post.Id, (post, fields) => fields.Pick("Post", Of(world, post, call)), call.Graph, "created_time,message,id");
    }

    /// <summary>Newest first.</summary>
    public static GraphAnswer Reels(World world, FacebookCall call)
    {
        var shownFrom = call.ArrivedAt.AddSeconds(-world.Facebook.Settings.ListLagSeconds);
        return GraphList.Page(
            world.Facebook.Reels.Values.Where(reel => reel.PageId == call.Page.Id && reel.IsLiveAt(shownFrom)).OrderByDescending(reel => reel.EndsAt),
            reel => reel.Id, (reel, fields) => fields.Pick("Video", Of(world, reel, call)), call.Graph, "description,updated_time,id");
    }

    public static GraphAnswer Post(World world, FakePagePost post, FacebookCall call) => Fields(call, "created_time,message,id", "Post", Of(world, post, call));

    public static GraphAnswer Reel(World world, FakeReel reel, FacebookCall call) => Fields(call, "description,updated_time,id", "Video", Of(world, reel, call));

    public static GraphAnswer Delete(FakePagePost post)
    {
        post.IsDeleted = true;
        return GraphAnswer.Success();
    }

    public static GraphAnswer Delete(FakeReel reel)
    {
        reel.IsDeleted = true;
        return GraphAnswer.Success();
    }

    private static Dictionary<string, Func<FieldList?, JsonNode?>> Of(World world, FakePagePost post, FacebookCall call) => new()
    {
        ["id"] = _ => post.Id,
        ["message"] = _ => post.Message.Length == 0 ? null : post.Message,
        ["created_time"] = _ => GraphTime.Format(post.CreatedAt),
        ["permalink_url"] = _ => call.Graph.BaseUrl + post.Path,
        ["is_published"] = _ => true,
        ["attachments"] = _ => Attachments(post, world.Facebook.Settings.TellsPhotoIds),
        ["reactions"] = _ => Summary(12),
        ["comments"] = _ => Summary(1),
        ["shares"] = _ => new JsonObject { ["count"] = 3 },
    };

    private static Dictionary<string, Func<FieldList?, JsonNode?>> Of(World world, FakeReel reel, FacebookCall call) => new()
    {
        ["id"] = _ => reel.Id,
        ["description"] = _ => reel.Description.Length == 0 ? null : reel.Description,
        ["created_time"] = _ => GraphTime.Format(reel.EndsAt ?? reel.StartedAt),
        ["updated_time"] = _ => GraphTime.Format(reel.EndsAt ?? reel.StartedAt),
        // Of a video the platform gives the path alone.
        ["permalink_url"] = _ => reel.Path,
        ["status"] = _ => Status(reel, call.ArrivedAt.AddSeconds(-world.Facebook.Settings.StatusLagSeconds)),
        ["likes"] = _ => Summary(12),
        ["comments"] = _ => Summary(1),
    };

    private static JsonObject Status(FakeReel reel, DateTimeOffset now)
    {
        var (isFinished, hasEnded) = (reel.FinishedAt <= now, reel.EndsAt <= now);
        var hasFailed = hasEnded && reel.Fault is not null;
        var processing = new JsonObject { ["status"] = hasFailed ? "error" : hasEnded ? "complete" : isFinished ? "in_progress" : "not_started" };
        if (hasFailed) processing["errors"] = new JsonArray(new JsonObject { ["code"] = 1363042, ["message"] = reel.Fault });
        var publishing = new JsonObject { ["status"] = hasEnded && !hasFailed ? "complete" : "not_started" };
        if (hasEnded && !hasFailed)
        {
            publishing["publish_status"] = "published";
            publishing["publish_time"] = GraphTime.Format(reel.EndsAt!.Value);
        }
        return new JsonObject
        {
            ["video_status"] = hasFailed ? "error" : hasEnded ? "ready" : isFinished ? "processing" : reel.IsUploaded ? "upload_complete" : "processing",
            ["uploading_phase"] = new JsonObject { ["status"] = reel.IsUploaded ? "complete" : reel.Received > 0 ? "in_progress" : "not_started", ["bytes_transferred"] = reel.Received },
            ["processing_phase"] = processing,
            ["publishing_phase"] = publishing,
        };
    }

    private static JsonObject? Attachments(FakePagePost post, bool tellsIds)
    {
        if (post.Photos.Count == 0) return post.Link is null ? null : List(new JsonObject { ["media_type"] = "link", ["type"] = "share", ["target"] = new JsonObject { ["url"] = post.Link } });
        if (post.Photos.Count == 1) return List(Photo(post.Photos[0]));
        return List(new JsonObject { ["media_type"] = "album", ["type"] = "album", ["subattachments"] = List([.. post.Photos.Select(Photo)]) });

        JsonObject Photo(FakePhoto photo)
        {
            var item = new JsonObject { ["media_type"] = "photo", ["type"] = "photo" };
            if (tellsIds) item["target"] = new JsonObject { ["id"] = photo.Id };
            return item;
        }
    }

    private static JsonObject List(params JsonObject[] items) => new() { ["data"] = new JsonArray([.. items]) };

    private static JsonObject Summary(int count) => new() { ["data"] = new JsonArray(), ["summary"] = new JsonObject { ["total_count"] = count } };

    private static GraphAnswer Fields(FacebookCall call, string usual, string node, Dictionary<string, Func<FieldList?, JsonNode?>> fields) =>
        FieldList.Parse(call.Text("fields") ?? usual) is { } asked ? asked.Pick(node, fields) : GraphErrors.Parameter("Syntax error in the fields parameter.");
}
