using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Ledger;
using Posthaste.Sandbox.Reading;

namespace Posthaste.Sandbox.Publishing;

/// <summary>Comments and replies; a first comment is one of these.</summary>
internal static class Comments
{
    public const int MaxPerPage = 50;

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
        world.Ledger.Commented(seq => new LedgerComment
        {
            Seq = seq,
            CommentId = comment.Id,
            MediaId = comment.MediaId,
            AccountId = comment.AccountId,
            ParentId = comment.ParentId,
            Text = comment.Text,
            At = comment.At,
        });
        return GraphAnswer.Id(comment.Id);
    }

    /// <summary>Newest first, top level only.</summary>
    public static GraphAnswer List(World world, FakeMedia media, GraphCall call) => Page(world, TopLevel(world, media, call), call);

    public static GraphAnswer Replies(World world, FakeComment parent, GraphCall call) =>
        Page(world, Shown(world, call).Where(comment => comment.ParentId == parent.Id).OrderBy(comment => comment.Id, StringComparer.Ordinal), call);

    /// <summary>The comments inside a post that was asked for them.</summary>
    public static JsonObject? Inside(World world, FakeMedia media, FieldList fields, GraphCall call)
    {
        var data = new JsonArray([.. TopLevel(world, media, call).Take(MaxPerPage).Select(comment => (JsonNode?)Pick(world, comment, fields).Body)]);
        return data.Count == 0 ? null : new JsonObject { ["data"] = data };
    }

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

    private static IEnumerable<FakeComment> TopLevel(World world, FakeMedia media, GraphCall call) =>
        Shown(world, call).Where(comment => comment.MediaId == media.Id && comment.ParentId is null).OrderByDescending(comment => comment.Id, StringComparer.Ordinal);

    private static IEnumerable<FakeComment> Shown(World world, GraphCall call)
    {
        var visibleFrom = call.ArrivedAt - TimeSpan.FromSeconds(world.Settings.CommentListLagSeconds);
        return world.Comments.Values.Where(comment => comment.At <= visibleFrom);
    }

    private static GraphAnswer Page(World world, IEnumerable<FakeComment> comments, GraphCall call) => GraphList.Page(
        comments, comment => comment.Id, (comment, fields) => Pick(world, comment, fields), call, "timestamp,text,id", MaxPerPage);

    private static GraphAnswer Pick(World world, FakeComment comment, FieldList fields) =>
        fields.Pick("IGComment", new Dictionary<string, Func<FieldList?, JsonNode?>>(StringComparer.Ordinal)
        {
            ["id"] = _ => comment.Id,
            ["text"] = _ => comment.Text,
            ["timestamp"] = _ => GraphTime.Format(comment.At),
            ["username"] = _ => world.Accounts[comment.AccountId].Username,
            ["from"] = _ => new JsonObject { ["id"] = comment.AccountId, ["username"] = world.Accounts[comment.AccountId].Username },
            ["user"] = _ => new JsonObject { ["id"] = comment.AccountId },
            ["hidden"] = _ => comment.Hidden,
            ["like_count"] = _ => 0,
            ["parent_id"] = _ => comment.ParentId,
            ["media"] = _ => new JsonObject { ["id"] = comment.MediaId },
            ["replies"] = inner => RepliesInside(world, comment, inner ?? FieldList.Of("timestamp", "text", "id")),
        });

    private static JsonObject? RepliesInside(World world, FakeComment parent, FieldList fields)
    {
        var replies = world.Comments.Values.Where(reply => reply.ParentId == parent.Id).OrderBy(reply => reply.Id, StringComparer.Ordinal);
        var data = new JsonArray([.. replies.Select(reply => (JsonNode?)Pick(world, reply, fields).Body)]);
        return data.Count == 0 ? null : new JsonObject { ["data"] = data };
    }
}
