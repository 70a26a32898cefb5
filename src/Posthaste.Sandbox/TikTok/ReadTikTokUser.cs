using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.TikTok;

/// <summary><c>GET /v2/user/info/</c>: whose token it is.</summary>
internal static class ReadTikTokUser
{
    public static TikTokAnswer Run(World world, TikTokCall call)
    {
        if (world.TikTok.GrantOf(call.BearerToken, call.ArrivedAt) is not { } grant)
            return TikTokAnswer.Failed("access_token_invalid", "The access token is invalid or not found in the request.", StatusCodes.Status401Unauthorized);
        var person = world.TikTok.Users[grant.OpenId];
        var user = new JsonObject();
        foreach (var field in call.Params.List("fields"))
        {
            if (field == "username" && !grant.Scopes.Contains("user.info.profile"))
                return TikTokAnswer.Failed("scope_not_authorized", "The user did not authorize the scope required for completing this request.", StatusCodes.Status401Unauthorized);
            if (Value(person, field) is not { } value)
                return TikTokAnswer.Failed("invalid_params", $"Fields are invalid: {field}", StatusCodes.Status400BadRequest);
            user[field] = value;
        }
        return user.Count == 0
            ? TikTokAnswer.Failed("invalid_params", "Fields is required", StatusCodes.Status400BadRequest)
            : TikTokAnswer.Data(new JsonObject { ["user"] = user });
    }

    private static string? Value(FakeTikTokUser person, string field) => field switch
    {
        "open_id" => person.OpenId,
        "display_name" => person.DisplayName,
        "username" => person.Username,
        "avatar_url" => $"http://127.0.0.1/gallery/{Uri.EscapeDataString(person.Username)}/avatar.svg",
        _ => null,
    };
}
