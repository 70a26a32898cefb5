using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Images;
using Posthaste.Sandbox.Insights;
using Posthaste.Sandbox.Publishing;
using Posthaste.Sandbox.Reading;

namespace Posthaste.Sandbox.Graph;

/// <summary>What a call is for and how it is done.</summary>
/// <param name="Step">A word of <see cref="Steps"/>.</param>
/// <param name="Run">Decides the call, inside the lock; the media is null for all but the creation of a container.</param>
internal sealed record GraphRoute(string Step, Func<World, GraphCall, FetchedMedia?, GraphAnswer> Run);

/// <summary>The Graph API's table of nodes and edges.</summary>
internal static class GraphRoutes
{
    /// <summary>What a call is for, as far as its shape says; for calls whose token or object is no good.</summary>
    public static string StepOf(GraphCall call) => (call.Method, call.Edge) switch
    {
        ("POST", "media") => Steps.Create,
        ("POST", "media_publish") => Steps.Publish,
        ("POST", "comments" or "replies") => Steps.Comment,
        ("GET", "comments" or "replies") => Steps.CommentList,
        ("GET", "insights") => Steps.Insights,
        ("GET", "media" or "stories") => Steps.MediaList,
        ("GET", "content_publishing_limit") => Steps.Limit,
        ("GET", "permissions") => Steps.Permissions,
        ("DELETE", "permissions") => Steps.Revoke,
        ("GET", "") when call.NodeId == "refresh_access_token" => Steps.Refresh,
        _ => Steps.Other,
    };

    /// <summary>Finds what the call is for among the things its account may touch; a refusal for everything else.</summary>
    public static GraphRoute Find(World world, GraphCall call, FakeToken token)
    {
        var id = call.NodeId;
        if (id == "refresh_access_token" && call is { Method: "GET", Edge: "", Login: LoginProduct.Instagram })
            return new(Steps.Refresh, (w, c, _) => RefreshToken.Run(w, token, c));
        var account = TokenReach.AccountFor(world, token, id);
        if (call.Login is LoginProduct.Facebook && FacebookRoutes.Find(world, call, token, account) is { } route) return route;
        if (account is null) return Unknown(call);
        if (id == "me" || id == account.Id) return OfAccount(call, account) ?? Unknown(call);
        if (world.Containers.GetValueOrDefault(id) is { } container && container.AccountId == account.Id)
            return OfContainer(call, container) ?? Unknown(call);
        if (world.Media.GetValueOrDefault(id) is { } media && media.AccountId == account.Id && media.IsShownAt(call.ArrivedAt))
            return OfMedia(call, media) ?? Unknown(call);
        if (world.Comments.GetValueOrDefault(id) is { } comment && comment.AccountId == account.Id)
            return OfComment(world, call, comment) ?? Unknown(call);
        return Unknown(call);
    }

    private static GraphRoute? OfAccount(GraphCall call, FakeAccount account) => (call.Method, call.Edge) switch
    {
        ("GET", "") => new(Steps.Account, (world, c, _) => ReadAccount.Run(world, account, c, isMe: c.NodeId == "me")),
        ("GET", "insights") => new(Steps.Insights, (world, c, _) => UserInsights.Run(world, account, c)),
        ("POST", "media") => new(Steps.Create, (world, c, fetched) => CreateContainer.Run(world, account, c, fetched)),
        ("POST", "media_publish") => new(Steps.Publish, (world, c, _) => PublishContainer.Run(world, account, c.Params.Get("creation_id"), c.ArrivedAt)),
        ("GET", "media") => new(Steps.MediaList, (world, c, _) => ReadLists.Run(world, account, c, stories: false)),
        ("GET", "stories") => new(Steps.MediaList, (world, c, _) => ReadLists.Run(world, account, c, stories: true)),
        // Nothing can be scheduled on the platform, so nothing is in the list.
        ("GET", "scheduled_media") => new(Steps.Other, (_, _, _) => new JsonObject { ["data"] = new JsonArray() }),
        ("GET", "content_publishing_limit") => new(Steps.Limit, (world, c, _) => ReadPublishingLimit.Run(world, account, c)),
        _ => null,
    };

    private static GraphRoute? OfContainer(GraphCall call, FakeContainer container) => (call.Method, call.Edge) switch
    {
        ("GET", "") => new(Steps.Status, (world, c, _) => ReadContainer.Run(world, container, c)),
        _ => null,
    };

    private static GraphRoute? OfMedia(GraphCall call, FakeMedia media) => (call.Method, call.Edge) switch
    {
        ("GET", "") => new(Steps.Media, (world, c, _) => ReadMedia.Run(world, media, c)),
        ("GET", "children") => new(Steps.Media, (world, c, _) => ReadMedia.Children(world, media, c)),
        ("GET", "collaborators") => new(Steps.Media, (_, c, _) => ReadCollaborators.Run(media, c)),
        ("GET", "insights") => new(Steps.Insights, (world, c, _) => MediaInsights.Run(world, media, c)),
        ("GET", "comments") => new(Steps.CommentList, (world, c, _) => Comments.List(world, media, c)),
        ("POST", "comments") => new(Steps.Comment, (world, c, _) => Comments.Add(world, media, parent: null, c)),
        ("POST", "") => new(Steps.Media, (world, c, _) => ChangeMedia.SetComments(world, media, c)),
        // With a token of Instagram Login the platform answers as if the post did not exist.
        ("DELETE", "") when call.Login is LoginProduct.Facebook => new(Steps.Media, (world, _, _) => ChangeMedia.Delete(world, media)),
        _ => null,
    };

    private static GraphRoute? OfComment(World world, GraphCall call, FakeComment comment) => (call.Method, call.Edge) switch
    {
        ("GET", "") => new(Steps.CommentList, (w, c, _) => Comments.Read(w, comment, c)),
        ("POST", "") => new(Steps.Other, (w, c, _) => Comments.Hide(w, comment, c)),
        ("DELETE", "") => new(Steps.Other, (w, _, _) => Comments.Delete(w, comment)),
        ("GET", "replies") => new(Steps.CommentList, (w, c, _) => Comments.Replies(w, comment, c)),
        ("POST", "replies") when world.Media.GetValueOrDefault(comment.MediaId) is { } media =>
            new(Steps.Comment, (w, c, _) => Comments.Add(w, media, comment, c)),
        _ => null,
    };

    public static GraphRoute Unknown(GraphCall call) => new(StepOf(call), (_, c, _) => GraphErrors.UnknownObject(c.Method, c.NodeId));
}
