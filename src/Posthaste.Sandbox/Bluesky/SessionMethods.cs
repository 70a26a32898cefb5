using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Bluesky;

/// <summary>Signing in, and who a handle leads to.</summary>
internal static class SessionMethods
{
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _refreshLife = TimeSpan.FromDays(90);

    public static XrpcReply Create(BlueskyWorld world, XrpcCall call)
    {
        if (call.Text("identifier") is not { } identifier || call.Text("password") is not { } password) return XrpcReply.Refused("InvalidRequest", "Input must have the property \"identifier\"");
        var account = world.ByName(identifier);
        if (account?.SignIns.Take(1, world.Settings.SessionsPerFiveMinutes, _window, call.ArrivedAt) is { } freeAt) return XrpcReply.Limited(freeAt);
        return account is not null && account.Password == password
            ? Open(world, account, call.ArrivedAt)
            : XrpcReply.Refused("AuthenticationRequired", "Invalid identifier or password", StatusCodes.Status401Unauthorized);
    }

    /// <summary>The token that was used is gone: another one comes with the answer.</summary>
    public static XrpcReply Refresh(BlueskyWorld world, XrpcCall call)
    {
        if (call.Bearer is null) return Missing();
        if (world.Sessions.GetValueOrDefault(call.Bearer) is not { IsRefresh: true } session) return XrpcReply.Refused("InvalidToken", "Token could not be verified");
        if (session.EndsAt <= call.ArrivedAt) return XrpcReply.Refused("ExpiredToken", "Token has expired");
        world.Sessions.Remove(call.Bearer);
        return Open(world, world.Accounts[session.Did], call.ArrivedAt);
    }

    public static XrpcReply Resolve(BlueskyWorld world, XrpcCall call) => world.ByName(call.Query["handle"]) is { } account
        ? XrpcReply.Ok(new JsonObject { ["did"] = account.Did })
        : XrpcReply.Refused("InvalidRequest", "Unable to resolve handle");

    /// <returns>Who calls, or why nobody does.</returns>
    public static (FakeRepo? Repo, XrpcReply? Refusal) Caller(BlueskyWorld world, XrpcCall call)
    {
        if (call.Bearer is null) return (null, Missing());
        if (world.Sessions.GetValueOrDefault(call.Bearer) is not { IsRefresh: false } session) return (null, XrpcReply.Refused("InvalidToken", "Token could not be verified"));
        return session.EndsAt <= call.ArrivedAt ? (null, XrpcReply.Refused("ExpiredToken", "Token has expired")) : (world.Accounts[session.Did], null);
    }

    private static XrpcReply Missing() => XrpcReply.Refused("AuthMissing", "Authentication Required", StatusCodes.Status401Unauthorized);

    private static XrpcReply Open(BlueskyWorld world, FakeRepo account, DateTimeOffset now)
    {
        string Issue(bool isRefresh, TimeSpan life)
        {
            var token = Token(now, now + life);
            world.Sessions[token] = new FakeSession(account.Did, isRefresh, now + life);
            return token;
        }
        return XrpcReply.Ok(new JsonObject
        {
            ["accessJwt"] = Issue(false, TimeSpan.FromSeconds(world.Settings.SessionSeconds)),
            ["refreshJwt"] = Issue(true, _refreshLife),
            ["handle"] = account.Handle,
            ["did"] = account.Did,
            ["active"] = true,
        });
    }

    /// <summary>In the shape of the real ones, whose end can be read; nothing is signed.</summary>
    private static string Token(DateTimeOffset madeAt, DateTimeOffset endsAt)
    {
        static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
        return $"{Part("""{"typ":"at+jwt","alg":"HS256"}""")}.{Part(new JsonObject { ["iat"] = madeAt.ToUnixTimeSeconds(), ["exp"] = endsAt.ToUnixTimeSeconds() }.ToJsonString())}.{NewIds.Random(43)}";
    }
}
