using System.Diagnostics;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Login;

/// <summary><c>/oauth/access_token</c> of graph.facebook.com: a code for a token of a person, and that for a long-lived one.</summary>
internal static class FacebookTokens
{
    /// <summary>The platform says one to two hours.</summary>
    private static readonly TimeSpan _shortLife = TimeSpan.FromSeconds(5_400);

    public static GraphAnswer FromCode(World world, GraphCall call, FakeApp? app)
    {
        if (CheckApp(app, call) is { } refusal) return refusal;
        if (call.Params.Get("redirect_uri") is null) return LoginErrors.Missing("redirect_uri");
        if (call.Params.Get("code") is not { } value) return LoginErrors.Missing("code");
        var code = world.Codes.GetValueOrDefault(value);
        switch (CodeCheck.Judge(code, app!, call.Params, call.ArrivedAt))
        {
            case CodeVerdict.Good: break;
            case CodeVerdict.Unknown: return LoginErrors.BadCode();
            case CodeVerdict.Used: return LoginErrors.CodeUsed();
            case CodeVerdict.Expired: return LoginErrors.CodeExpired();
            case CodeVerdict.OtherRedirectUri: return LoginErrors.OtherRedirectUri();
            case CodeVerdict.BadVerifier: return LoginErrors.BadVerifier();
            default: throw new UnreachableException();
        }
        world.Codes[value] = code! with { IsUsed = true };
        var token = world.Issue(new FakeToken
        {
            Value = $"EAAsandboxShort{NewIds.Random(24)}",
            AccountId = code!.AccountIds.Count > 0 ? code.AccountIds[0] : null,
            Shared = code.AccountIds,
            IssuedAt = call.ArrivedAt,
            ExpiresAt = call.ArrivedAt + _shortLife,
            Scopes = code.Granted,
            Declined = code.Declined,
            Login = LoginProduct.Facebook,
            ClientId = app!.ClientId,
            IsShort = true,
            PersonId = code.PersonId,
            ConsentedAt = code.IssuedAt,
        });
        return Answer(token, call);
    }

    /// <summary>A long-lived token may be exchanged too, but wins no time: for that the person must log in again.</summary>
    public static GraphAnswer Exchange(World world, GraphCall call)
    {
        var app = call.Params.Get("client_id") is { } id ? world.Apps.GetValueOrDefault(id) : null;
        if (CheckApp(app, call) is { } refusal) return refusal;
        if (call.Params.Get("fb_exchange_token") is not { } value) return LoginErrors.Missing("fb_exchange_token");
        if (world.Tokens.GetValueOrDefault(value) is not { Login: LoginProduct.Facebook, Kind: TokenKind.User } token
            || (token.ClientId is not null && token.ClientId != app!.ClientId)) return TokenErrors.Unknown(world.Settings.TokenErrorStatus);
        if (TokenErrors.Check(token, call.ArrivedAt, world.Settings.TokenErrorStatus) is { } dead) return dead;
        return Answer(world.Issue(token with
        {
            Value = $"EAAsandboxLong{NewIds.Random(24)}",
            IssuedAt = call.ArrivedAt,
            ExpiresAt = token.IsShort ? call.ArrivedAt + RefreshToken.Life : token.ExpiresAt,
            IsShort = false,
            ClientId = app!.ClientId,
        }), call);
    }

    /// <returns>Null when the app is known and its secret is right.</returns>
    private static GraphError? CheckApp(FakeApp? app, GraphCall call)
    {
        if (call.Params.Get("client_id") is null) return LoginErrors.Missing("client_id");
        if (app is not { Login: LoginProduct.Facebook }) return LoginErrors.UnknownApp();
        if (app.Mode is AppMode.Misconfigured) return LoginErrors.UnsupportedRequest(call.Method);
        return call.Params.Get("client_secret") == app.Secret ? null : LoginErrors.BadSecret();
    }

    private static JsonObject Answer(FakeToken token, GraphCall call)
    {
        var answer = new JsonObject { ["access_token"] = token.Value, ["token_type"] = "bearer" };
        if (token.ExpiresAt is { } end) answer["expires_in"] = (long)(end - call.ArrivedAt).TotalSeconds;
        return answer;
    }
}
