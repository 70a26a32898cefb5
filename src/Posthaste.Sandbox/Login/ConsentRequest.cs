using Microsoft.AspNetCore.WebUtilities;
using Posthaste.Sandbox.Accounts;

namespace Posthaste.Sandbox.Login;

/// <summary>What a consent page was opened for. Nothing of it is trusted before the app and its redirect URI are known.</summary>
internal sealed record ConsentRequest
{
    public required FakeApp App { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>Sent back as it came; null where none was sent.</summary>
    public required string? State { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required PkceChallenge? Challenge { get; init; }

    /// <returns>The request, or why the platform shows an error page; then nobody is sent anywhere.</returns>
    public static (ConsentRequest? Request, ConsentProblem? Problem) Read(World world, LoginProduct login, IQueryCollection query)
    {
        string? Get(string name) => query[name].LastOrDefault() is { Length: > 0 } value ? value : null;
        if (Get(login is LoginProduct.Tiktok ? "client_key" : "client_id") is not { } id || world.Apps.GetValueOrDefault(id) is not { } app || app.Login != login || app.Mode is AppMode.Misconfigured)
            return (null, ConsentProblem.UnknownApp(login));
        if (Get("redirect_uri") is not { } redirectUri || !app.RedirectUris.Contains(redirectUri, StringComparer.Ordinal))
            return (null, ConsentProblem.OtherRedirectUri(login));
        if ((Get("response_type") ?? (login is LoginProduct.Facebook ? "code" : "")) != "code") return (null, ConsentProblem.BadResponseType());

        var scopes = ScopesOf(app, Get("scope"), Get("config_id"));
        if (scopes is null) return (null, ConsentProblem.UnknownConfiguration());
        if (scopes.Where(scope => !LoginScopes.IsKnown(login, scope)).ToList() is { Count: > 0 } unknown) return (null, ConsentProblem.BadScopes(unknown));
        var mandatory = LoginScopes.Mandatory(login);
        if (login is LoginProduct.Instagram && !scopes.Contains(mandatory)) return (null, ConsentProblem.BadScopes([$"{mandatory} is missing"]));
        return (new ConsentRequest
        {
            App = app,
            RedirectUri = redirectUri,
            State = Get("state"),
            Scopes = [mandatory, .. scopes.Where(scope => scope != mandatory)],
            Challenge = Get("code_challenge") is { } challenge ? new PkceChallenge(challenge, Get("code_challenge_method") is null or "plain") : null,
        }, null);
    }

    public string Granted(string code, IReadOnlyList<string> scopes) => App.Login switch
    {
        LoginProduct.Tiktok => Back(("code", code), ("scopes", string.Join(',', scopes))),
        LoginProduct.Instagram => Back(("code", code)) + "#_",
        _ => Back(("code", code)),
    };

    public string Denied() => App.Login switch
    {
        LoginProduct.Tiktok => Back(("error", "access_denied"), ("error_description", "User denied the authorization")),
        LoginProduct.Instagram => Back(("error", "access_denied"), ("error_reason", "user_denied"), ("error_description", "The user denied your request.")),
        _ => Back(("error", "access_denied"), ("error_reason", "user_denied"), ("error_description", "Permissions error")),
    };

    private string Back(params (string Name, string Value)[] answer)
    {
        var query = answer.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value));
        if (State is not null) query = query.Append(KeyValuePair.Create("state", (string?)State));
        return QueryHelpers.AddQueryString(RedirectUri, query);
    }

    private static List<string>? ScopesOf(FakeApp app, string? scope, string? configuration)
    {
        if (configuration is not null && app.Login is LoginProduct.Facebook) return app.Configurations.GetValueOrDefault(configuration)?.ToList();
        return [.. (scope ?? "").Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
    }
}
