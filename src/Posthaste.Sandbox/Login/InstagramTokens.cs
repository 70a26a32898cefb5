using System.Globalization;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Login;

/// <summary>The token endpoints of Instagram Login: <c>POST /oauth/access_token</c> of api.instagram.com and <c>GET /access_token</c>
/// of graph.instagram.com. The refresh is at <see cref="RefreshToken"/>.</summary>
internal static class InstagramTokens
{
    private static readonly TimeSpan _shortLife = TimeSpan.FromHours(1);

    public static GraphAnswer FromCode(World world, GraphCall call, FakeApp? app)
    {
        if (app is null) return LoginErrors.InstagramHost("Invalid platform app");
        if (app.Mode is AppMode.Misconfigured) return LoginErrors.UnsupportedRequest(call.Method);
        if (call.Method != "POST") return LoginErrors.UnsupportedRequest(call.Method);
        if (call.Params.Get("client_secret") != app.Secret) return LoginErrors.InstagramHost("Error validating client secret.");
        if (call.Params.Get("grant_type") != "authorization_code") return LoginErrors.InstagramHost("Invalid grant_type: it must be authorization_code");
        if (call.Params.Get("redirect_uri") is null) return LoginErrors.InstagramHost("You must include a valid redirect_uri");
        var code = call.Params.Get("code") is { } value ? world.Codes.GetValueOrDefault(value) : null;
        switch (CodeCheck.Judge(code, app, call.Params, call.ArrivedAt))
        {
            case CodeVerdict.Good: break;
            case CodeVerdict.OtherRedirectUri:
                return LoginErrors.InstagramHost(
                    "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request");
            case CodeVerdict.BadVerifier: return LoginErrors.InstagramHost("Invalid code_verifier parameter.");
            default: return LoginErrors.InstagramHost("Matching code was not found or was already used");
        }
        world.Codes[code!.Value] = code with { IsUsed = true };
        var token = world.Issue(new FakeToken
        {
            Value = $"IGsandboxShort{NewIds.Random(24)}",
            AccountId = code.AccountIds[0],
            IssuedAt = call.ArrivedAt,
            ExpiresAt = call.ArrivedAt + _shortLife,
            Scopes = code.Granted,
            Declined = code.Declined,
            ClientId = app.ClientId,
            IsShort = true,
            ConsentedAt = code.IssuedAt,
        });
        return world.Settings.WrapTokenAnswer ? Wrapped(token) : Flat(token);
    }

    public static GraphAnswer Exchange(World world, GraphCall call)
    {
        if (call.Params.Get("grant_type") != "ig_exchange_token") return GraphErrors.Parameter("Param grant_type must be ig_exchange_token.");
        var status = world.Settings.TokenErrorStatus;
        if (call.TokenValue is null) return GraphErrors.NoToken();
        if (world.Tokens.GetValueOrDefault(call.TokenValue) is not { Login: LoginProduct.Instagram } token) return TokenErrors.Unknown(status);
        if (TokenErrors.Check(token, call.ArrivedAt, status) is { } dead) return dead;
        var secret = call.Params.Get("client_secret");
        var app = world.Apps.Values.FirstOrDefault(app => app.Login is LoginProduct.Instagram && app.Secret == secret);
        if (app is null || (token.ClientId is not null && token.ClientId != app.ClientId)) return LoginErrors.BadSecret();
        if (app.Mode is AppMode.Misconfigured) return LoginErrors.UnsupportedRequest(call.Method);
        if (!token.IsShort) return LoginErrors.NotShort();
        var fresh = world.Issue(token with
        {
            Value = $"IGsandbox{NewIds.Random(24)}",
            IssuedAt = call.ArrivedAt,
            ExpiresAt = call.ArrivedAt + RefreshToken.Life,
            IsShort = false,
            ClientId = app.ClientId,
        });
        return new JsonObject { ["access_token"] = fresh.Value, ["token_type"] = "bearer", ["expires_in"] = (long)RefreshToken.Life.TotalSeconds };
    }

    /// <summary>As seen: the id is a number, which is beyond what a double can hold.</summary>
    private static JsonObject Flat(FakeToken token) => new()
    {
        ["access_token"] = token.Value,
        ["user_id"] = long.Parse(token.AccountId!, CultureInfo.InvariantCulture),
        ["permissions"] = new JsonArray([.. token.Scopes!.Select(scope => JsonValue.Create(scope))]),
    };

    /// <summary>As documented.</summary>
    private static JsonObject Wrapped(FakeToken token) => new()
    {
        ["data"] = new JsonArray(new JsonObject
        {
            ["access_token"] = token.Value,
            ["user_id"] = token.AccountId,
            ["permissions"] = string.Join(',', token.Scopes!),
        }),
    };
}
