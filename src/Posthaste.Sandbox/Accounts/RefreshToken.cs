using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Accounts;

/// <summary><c>GET /refresh_access_token</c> of Instagram Login: a token that is a day old and still good gets sixty days more.
/// The answer is a new token; the old one keeps its own end.</summary>
internal static class RefreshToken
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(5_183_944);

    private static readonly TimeSpan _youngest = TimeSpan.FromHours(24);

    private static readonly string[] _all =
    [
        "instagram_business_basic", "instagram_business_content_publish", "instagram_business_manage_comments", "instagram_business_manage_insights",
    ];

    public static GraphAnswer Run(World world, FakeToken token, GraphCall call)
    {
        if (call.Params.Get("grant_type") != "ig_refresh_token") return GraphErrors.Parameter("Param grant_type must be ig_refresh_token.");
        if (call.ArrivedAt < token.IssuedAt + _youngest)
            return GraphErrors.Parameter("The access token is less than 24 hours old and cannot be refreshed yet.");
        var fresh = token with { Value = $"IGsandbox{NewIds.Random(24)}", IssuedAt = call.ArrivedAt, ExpiresAt = call.ArrivedAt + Life };
        world.Tokens[fresh.Value] = fresh;
        return new JsonObject
        {
            ["access_token"] = fresh.Value,
            ["token_type"] = "bearer",
            ["expires_in"] = (long)Life.TotalSeconds,
            ["permissions"] = string.Join(',', token.Scopes ?? _all),
        };
    }
}
