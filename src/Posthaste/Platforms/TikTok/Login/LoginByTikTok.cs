using System.Globalization;
using System.Text.Json;
using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok.Login;

/// <summary>Login Kit for the web: one account signs in; its token lives for a day, and is renewed by a refresh token that changes each time.</summary>
/// <remarks>docs/platforms/tiktok.md#signing-in-by-browser.</remarks>
internal sealed class LoginByTikTok(TikTokApi api, TikTokAccounts accounts, TikTokOptions options, TikTokApps apps, TimeProvider time) : ILogin
{
    private const string TokenPath = "v2/oauth/token/";

    /// <summary>The permission to post.</summary>
    public const string Publish = "video.publish";

    /// <summary>The permission to bring posts into the account's inbox.</summary>
    public const string Upload = "video.upload";

    public string Name => TikTokApps.Login;

    public string Platform => TikTokPlatform.PlatformName;

    public string Title => "TikTok";

    public IReadOnlyList<string> MissingSettings =>
        [.. new[] { ("ClientKey", apps.App.Key), ("ClientSecret", apps.App.Secret) }.Where(pair => string.IsNullOrWhiteSpace(pair.Item2)).Select(pair => $"{TikTokOptions.Section}:{pair.Item1}")];

    public LoginApp App => apps.App.ToLoginApp();

    public IReadOnlyList<string> Scopes => options.ScopeNames;

    /// <summary>An app that may not post may still have the inbox.</summary>
    public IReadOnlyList<string> NeededScopes => [Scopes.Contains(Upload) && !Scopes.Contains(Publish) ? Upload : Publish];

    /// <summary>The page for the web knows none; those for phones and desktops do.</summary>
    public bool TakesCodeChallenge => false;

    public TokenTerms Terms => new(Renews: true, options.RenewAhead, NotBefore: TimeSpan.Zero);

    public Uri SignInAddress(LoginAsk ask)
    {
        List<KeyValuePair<string, string>> query =
        [
            new("client_key", apps.App.Key ?? ""),
            new("scope", string.Join(',', Scopes)),
            new("response_type", "code"),
            new("redirect_uri", ask.RedirectUri.AbsoluteUri),
            new("state", ask.State),
        ];
        // Shows the page even to whom TikTok remembers.
        if (ask.Again) query.Add(new("disable_auto_auth", "1"));
        return new Uri($"{options.EffectiveAuth.AbsoluteUri.TrimEnd('/')}/v2/auth/authorize/?{RequestBody.Encode(query)}");
    }

    public async Task<LoginResult> FinishAsync(LoginCode code, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // The page asks for it decoded; some frameworks hand it on as it stood in the address.
        var text = code.Code.Reveal();
        var answer = await api.FormAsync(TokenPath,
            [.. AppFields, new("code", text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text), new("grant_type", "authorization_code"), new("redirect_uri", code.RedirectUri.AbsoluteUri)], ct);
        if (answer is not TikTokAnswer.Done done || Read(done.Data, now) is not { } granted) return new LoginResult.Refused(LoginErrors.Of(answer));
        if (granted.Scopes is { } scopes && !scopes.Contains(Publish) && !scopes.Contains(Upload)) return new LoginResult.ScopesMissing(NeededScopes);

        var (account, read) = await accounts.ReadAsync(granted.Tokens.Access, ct);
        return account is null
            ? new LoginResult.Refused(LoginErrors.Of(read))
            : new LoginResult.Granted([new AccountGrant
            {
                Account = account with { Scopes = granted.Scopes, TokenExpiresAt = granted.EndsAt },
                Tokens = granted.Tokens,
                GrantorId = account.RemoteId,
            }]);
    }

    public async Task<RenewResult> RenewAsync(PlatformAccount account, Secret? grant, CancellationToken ct)
    {
        if (grant is null) return new RenewResult.Refused(Pasted, TokenIsDead: false);
        var now = time.GetUtcNow();
        var answer = await api.FormAsync(TokenPath, [.. AppFields, new("grant_type", "refresh_token"), new("refresh_token", grant.Reveal())], ct);
        if (answer is TikTokAnswer.Done done && Read(done.Data, now) is { } renewed) return new RenewResult.Renewed(renewed.Tokens, renewed.EndsAt, renewed.Scopes);

        var error = LoginErrors.Of(answer);
        // The access token lives on until its end, whatever became of the refresh token.
        return answer is TikTokAnswer.Refused { Status: >= 400 and < 500, Code: "invalid_grant" or "invalid_client" or "unauthorized_client" }
            ? new RenewResult.Refused(error, TokenIsDead: false)
            : new RenewResult.Later(error, answer is TikTokAnswer.Refused { RetryAfter: { } wait } ? now + wait : null);
    }

    public async Task<PlatformError?> RevokeAsync(PlatformAccount account, Secret? grant, CancellationToken ct)
    {
        var answer = await api.FormAsync("v2/oauth/revoke/", [.. AppFields, new("token", account.Token.Reveal())], ct);
        return answer switch
        {
            TikTokAnswer.Done => null,
            // Done is told without a word.
            TikTokAnswer.Unreadable { Status: >= 200 and < 300 } => null,
            // Nothing is left of it.
            TikTokAnswer.Refused { Status: >= 400 and < 500, Code: "access_token_invalid" or "invalid_grant" } => null,
            _ => LoginErrors.Of(answer),
        };
    }

    public string EventSignatureHeader => TikTokEvents.Header;

    public NetworkEvent? ReadEvent(string body, string? signature) => TikTokEvents.Read(body, signature, apps.App.Secret, time.GetUtcNow());

    private KeyValuePair<string, string>[] AppFields => [new("client_key", apps.App.Key ?? ""), new("client_secret", apps.App.Secret ?? "")];

    private static Granted? Read(JsonElement body, DateTimeOffset now) => body.Word("access_token") is { } token
        ? new Granted(
            new AccountTokens(new Secret(token), body.Word("refresh_token") is { } refresh ? new Secret(refresh) : null, EndOf(body, "refresh_expires_in", now)),
            EndOf(body, "expires_in", now),
            body.Word("scope")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        : null;

    private static DateTimeOffset? EndOf(JsonElement body, string name, DateTimeOffset now) =>
        long.TryParse(body.Word(name), CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1_000_000_000 ? now.AddSeconds(seconds) : null;

    private static PlatformError Pasted { get; } = new()
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "token_pasted",
        Message = "This token was pasted, and TikTok renews only what was granted by signing in.",
        Advice = "Connect the account by signing in at TikTok before the token ends, a day after it was made.",
    };

    /// <param name="Scopes">Null where the answer does not tell.</param>
    private sealed record Granted(AccountTokens Tokens, DateTimeOffset? EndsAt, IReadOnlyList<string>? Scopes);
}
