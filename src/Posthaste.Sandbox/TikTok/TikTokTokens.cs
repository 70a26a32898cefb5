using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Login;

namespace Posthaste.Sandbox.TikTok;

/// <summary><c>/v2/oauth/token/</c> and <c>/v2/oauth/revoke/</c>.</summary>
internal static class TikTokTokens
{
    private static readonly TimeSpan _accessLife = TimeSpan.FromSeconds(86_400);
    private static readonly TimeSpan _refreshLife = TimeSpan.FromSeconds(31_536_000);

    public static TikTokAnswer FromCode(World world, TikTokCall call)
    {
        if (CheckApp(world, call) is not { } app) return TikTokAnswer.Refused("invalid_client", "Client key or secret is incorrect.");
        if (call.Params.Get("grant_type") != "authorization_code") return TikTokAnswer.Refused("unsupported_grant_type", "Grant type is not supported.");
        var code = call.Params.Get("code") is { } value ? world.Codes.GetValueOrDefault(value) : null;
        switch (CodeCheck.Judge(code, app, call.Params, call.ArrivedAt))
        {
            case CodeVerdict.Good: break;
            case CodeVerdict.OtherRedirectUri: return TikTokAnswer.Refused("invalid_grant", "Redirect URI does not match the one of the authorization.");
            default: return TikTokAnswer.Refused("invalid_grant", "Authorization code is expired or invalid.");
        }
        world.Codes[code!.Value] = code with { IsUsed = true };
        return Issue(world, call, world.TikTok.Grant(id => new TikTokGrant
        {
            Id = id,
            ClientKey = app.ClientId,
            OpenId = code.AccountIds[0],
            Scopes = code.Granted,
            RefreshToken = NewRefreshToken(),
            RefreshEndsAt = call.ArrivedAt + _refreshLife,
        }));
    }

    public static TikTokAnswer Refresh(World world, TikTokCall call)
    {
        if (CheckApp(world, call) is not { } app) return TikTokAnswer.Refused("invalid_client", "Client key or secret is incorrect.");
        var value = call.Params.Get("refresh_token");
        var grant = world.TikTok.Grants.Values.FirstOrDefault(grant => grant.RefreshToken == value && grant.ClientKey == app.ClientId);
        if (grant is not { IsRevoked: false } || grant.RefreshEndsAt <= call.ArrivedAt)
            return TikTokAnswer.Refused("invalid_grant", "Refresh token is invalid or expired.");
        if (world.Settings.RotateRefreshTokens) world.TikTok.Grants[grant.Id] = grant = grant with { RefreshToken = NewRefreshToken() };
        return Issue(world, call, grant);
    }

    /// <summary>Ends everything the person agreed to with that token. The answer has no body, whatever the token was.</summary>
    public static TikTokAnswer Revoke(World world, TikTokCall call)
    {
        if (CheckApp(world, call) is not { } app) return TikTokAnswer.Refused("invalid_client", "Client key or secret is incorrect.");
        var id = call.Params.Get("token") is { } value ? world.TikTok.Tokens.GetValueOrDefault(value)?.GrantId : null;
        if (world.TikTok.Revoke(grant => grant.Id == id && grant.ClientKey == app.ClientId) > 0) world.OAuth.TookEffect();
        return TikTokAnswer.Flat(null);
    }

    private static TikTokAnswer Issue(World world, TikTokCall call, TikTokGrant grant)
    {
        var token = world.TikTok.Issue(grant, call.ArrivedAt + _accessLife);
        world.OAuth.TookEffect();
        return TikTokAnswer.Flat(new JsonObject
        {
            ["access_token"] = token.Value,
            ["expires_in"] = (long)_accessLife.TotalSeconds,
            ["open_id"] = grant.OpenId,
            ["refresh_expires_in"] = (long)(grant.RefreshEndsAt - call.ArrivedAt).TotalSeconds,
            ["refresh_token"] = grant.RefreshToken,
            ["scope"] = string.Join(',', grant.Scopes),
            ["token_type"] = "Bearer",
        });
    }

    private static FakeApp? CheckApp(World world, TikTokCall call) =>
        call.Params.Get("client_key") is { } key && world.Apps.GetValueOrDefault(key) is { Login: LoginProduct.Tiktok } app
            && app.Secret == call.Params.Get("client_secret") ? app : null;

    private static string NewRefreshToken() => $"rft.{NewIds.Random(56)}";
}
