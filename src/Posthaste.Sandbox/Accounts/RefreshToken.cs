using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Login;

namespace Posthaste.Sandbox.Accounts;

/// <summary><c>GET /refresh_access_token</c> of Instagram Login: a token that is a day old and still good gets sixty days more.
/// The answer is a new token; the old one keeps its own end.</summary>
internal static class RefreshToken
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(5_183_944);

    private static readonly TimeSpan _youngest = TimeSpan.FromHours(24);

    public static GraphAnswer Run(World world, FakeToken token, GraphCall call)
    {
        if (call.Params.Get("grant_type") != "ig_refresh_token") return GraphErrors.Parameter("Param grant_type must be ig_refresh_token.");
        if (call.ArrivedAt < token.IssuedAt + _youngest)
            return GraphErrors.Parameter("The access token is less than 24 hours old and cannot be refreshed yet.");
        var fresh = world.Issue(token with { Value = $"IGsandbox{NewIds.Random(24)}", IssuedAt = call.ArrivedAt, ExpiresAt = call.ArrivedAt + Life });
        return new JsonObject
        {
            ["access_token"] = fresh.Value,
            ["token_type"] = "bearer",
            ["expires_in"] = (long)Life.TotalSeconds,
            ["permissions"] = string.Join(',', token.Scopes ?? LoginScopes.Instagram),
        };
    }
}
