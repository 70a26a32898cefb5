using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Reading;

namespace Posthaste.Sandbox.Publishing;

/// <summary>Comments and replies; a first comment is one of these.</summary>
internal static class Comments
{
    public static GraphAnswer Add(World world, FakeMedia media, FakeComment? parent, GraphCall call)
    {
        if (call.Params.Get("message") is not { } message) return GraphErrors.Required("message");
        if (!media.CommentsEnabled) return GraphErrors.Parameter("Comments are disabled for this media.");
        var comment = new FakeComment
        {
            Id = world.Ids.Comment(),
            MediaId = media.Id,
            AccountId = media.AccountId,
            Text = message,
            At = call.ArrivedAt,
            ParentId = parent?.Id,
        };
        world.Comments[comment.Id] = comment;
        return GraphAnswer.Id(comment.Id);
    }

    /// <summary>Newest first, top level only.</summary>
    public static GraphAnswer List(World world, FakeMedia media, GraphCall call) => Page(
        world, world.Comments.Values.Where(comment => comment.MediaId == media.Id && comment.ParentId is null).OrderByDescending(comment => comment.Id, StringComparer.Ordinal), call);

    public static GraphAnswer Replies(World world, FakeComment parent, GraphCall call) => Page(
        world, world.Comments.Values.Where(comment => comment.ParentId == parent.Id).OrderBy(comment => comment.Id, StringComparer.Ordinal), call);

    public static GraphAnswer Read(World world, FakeComment comment, GraphCall call) =>
        FieldList.Parse(call.Params.Get("fields") ?? "timestamp,text,id") is { } fields
            ? Pick(world, comment, fields)
            : GraphErrors.Parameter("Syntax error in the fields parameter.");

    public static GraphAnswer Hide(World world, FakeComment comment, GraphCall call)
    {
        if (call.Params.Get("hide") is null) return GraphErrors.Required("hide");
        world.Comments[comment.Id] = comment with { Hidden = call.Params.Flag("hide") };
        return GraphAnswer.Success();
    }

    public static GraphAnswer Delete(World world, FakeComment comment)
    {
        foreach (var reply in world.Comments.Values.Where(reply => reply.ParentId == comment.Id).ToList()) world.Comments.Remove(reply.Id);
        world.Comments.Remove(comment.Id);
        return GraphAnswer.Success();
    }

    private static GraphAnswer Page(World world, IEnumerable<FakeComment> comments, GraphCall call) =>
        GraphList.Page(comments, comment => comment.Id, (comment, fields) => Pick(world, comment, fields), call, "timestamp,text,id");

    private static GraphAnswer Pick(World world, FakeComment comment, FieldList fields) =>
        fields.Pick("IGComment", new Dictionary<string, Func<FieldList?, JsonNode?>>(StringComparer.Ordinal)
        {
            ["id"] = _ => comment.Id,
            ["text"] = _ => comment.Text,
            ["timestamp"] = _ => GraphTime.Format(comment.At),
            ["username"] = _ => world.Accounts[comment.AccountId].Username,
            ["from"] = _ => new JsonObject { ["id"] = comment.AccountId, ["username"] = world.Accounts[comment.AccountId].Username },
            ["hidden"] = _ => comment.Hidden,
            ["like_count"] = _ => 0,
            ["parent_id"] = _ => comment.ParentId,
            ["media"] = _ => new JsonObject { ["id"] = comment.MediaId },
        });
}
