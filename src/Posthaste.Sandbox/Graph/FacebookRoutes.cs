using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Login;
using Posthaste.Sandbox.Reading;

namespace Posthaste.Sandbox.Graph;

/// <summary>The nodes only a token of Facebook Login has: a person or a Page as <c>me</c>, and Pages.</summary>
internal static class FacebookRoutes
{
    /// <returns>Null when the call is for something that both ways to log in have.</returns>
    public static GraphRoute? Find(World world, GraphCall call, FakeToken token, FakeAccount? account)
    {
        if (call is { Method: "GET", NodeId: "ig_audio", Edge: "" }) return new(Steps.Other, (_, c, _) => ReadAudio.Run(c));
        var isMe = call.NodeId == "me";
        if (account is not null && ((isMe && token.Kind is TokenKind.Page) || call.NodeId == ReadPages.PageId(account))) return OfPage(call, account, token);
        if (token.Kind is TokenKind.User && (isMe || call.NodeId == ReadPages.PersonOf(world, token, account)?.Id)) return OfPerson(call, account, token);
        return isMe ? GraphRoutes.Unknown(call) : null;
    }

    private static GraphRoute OfPage(GraphCall call, FakeAccount account, FakeToken token) => (call.Method, call.Edge) switch
    {
        ("GET", "") => new(Steps.Pages, (world, c, _) => ReadPages.Page(world, account, token, c)),
        ("GET" or "DELETE", "accounts" or "permissions") => new(GraphRoutes.StepOf(call), (_, c, _) => GraphErrors.UnknownField(c.Edge, "Page")),
        _ => GraphRoutes.Unknown(call),
    };

    private static GraphRoute OfPerson(GraphCall call, FakeAccount? account, FakeToken token) => (call.Method, call.Edge) switch
    {
        ("GET", "") => new(Steps.Pages, (world, c, _) => ReadPages.Person(world, account, token, c)),
        ("GET", "accounts") => new(Steps.Pages, (world, c, _) => ReadPages.Pages(world, token, c)),
        ("GET", "permissions") => new(Steps.Permissions, (_, _, _) => Permissions.Read(token)),
        ("DELETE", "permissions") => new(Steps.Revoke, (world, _, _) => Permissions.Revoke(world, token)),
        _ => GraphRoutes.Unknown(call),
    };
}
