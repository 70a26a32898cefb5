using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Reading;

namespace Posthaste.Sandbox.Login;

/// <summary><c>GET /debug_token</c>: what the platform knows of a token, asked by its app with <c>id|secret</c>.</summary>
internal static class DebugToken
{
    /// <summary>What was granted can be read that long after the person was last there.</summary>
    private static readonly TimeSpan _dataAccess = TimeSpan.FromDays(90);

    public static GraphAnswer Run(World world, GraphCall call)
    {
        var app = world.Apps.Values.FirstOrDefault(app => call.TokenValue == $"{app.ClientId}|{app.Secret}");
        if (app is null) return call.TokenValue is null ? GraphErrors.NoToken() : LoginErrors.BadAppToken();
        if (app.Mode is AppMode.Misconfigured) return LoginErrors.UnsupportedRequest(call.Method);
        if (call.Params.Get("input_token") is not { } value) return GraphErrors.Required("input_token");
        if (world.Tokens.GetValueOrDefault(value) is not { } token) return Invalid(TokenErrors.Unknown(400), new JsonObject());
        if (token.ClientId is not null && token.ClientId != app.ClientId) return LoginErrors.OtherApp();
        var facts = Facts(world, token, app);
        return TokenErrors.Check(token, call.ArrivedAt, 400) is { } dead ? Invalid(dead, facts) : Valid(facts);
    }

    private static JsonObject Facts(World world, FakeToken token, FakeApp app)
    {
        var scopes = token.Scopes ?? (token.Login is LoginProduct.Facebook ? LoginScopes.Facebook : LoginScopes.Instagram);
        var account = token.AccountId is null ? null : world.Accounts[token.AccountId];
        var facts = new JsonObject
        {
            ["app_id"] = app.ClientId,
            ["type"] = token.Kind is TokenKind.Page ? "PAGE" : "USER",
            ["application"] = app.Name,
            ["data_access_expires_at"] = ((token.ConsentedAt ?? token.IssuedAt) + _dataAccess).ToUnixTimeSeconds(),
            ["expires_at"] = token.ExpiresAt?.ToUnixTimeSeconds() ?? 0,
            ["issued_at"] = token.IssuedAt.ToUnixTimeSeconds(),
            ["scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]),
            ["granular_scopes"] = new JsonArray([.. scopes.Where(IsGranular).Select(scope => Granular(world, token, scope))]),
            ["user_id"] = token.Login is LoginProduct.Facebook ? ReadPages.PersonOf(world, token, account)?.Id : token.AccountId,
        };
        if (token.Kind is TokenKind.Page && account is not null) facts["profile_id"] = ReadPages.PageId(account);
        return facts;
    }

    private static bool IsGranular(string scope) =>
        scope.StartsWith("pages_", StringComparison.Ordinal) || scope.StartsWith("instagram_", StringComparison.Ordinal);

    private static JsonObject Granular(World world, FakeToken token, string scope)
    {
        var targets = token.AccountIds().Select(id => world.Accounts[id])
            .Select(account => scope.StartsWith("pages_", StringComparison.Ordinal) ? ReadPages.PageId(account) : account.Id);
        return new JsonObject { ["scope"] = scope, ["target_ids"] = new JsonArray([.. targets.Select(id => JsonValue.Create(id))]) };
    }

    private static JsonObject Valid(JsonObject facts)
    {
        facts["is_valid"] = true;
        return new JsonObject { ["data"] = facts };
    }

    private static JsonObject Invalid(GraphError error, JsonObject facts)
    {
        facts["error"] = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
        if (error.Subcode is not null) facts["error"]!["subcode"] = error.Subcode;
        facts["is_valid"] = false;
        facts["scopes"] ??= new JsonArray();
        return new JsonObject { ["data"] = facts };
    }
}
