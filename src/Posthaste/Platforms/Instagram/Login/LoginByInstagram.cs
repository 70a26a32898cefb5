using System.Text.Json;
using Microsoft.Extensions.Options;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram.Login;

/// <summary>Instagram with Instagram Login: one account signs in, without a Page; its token lives for 60 days and is renewed.</summary>
/// <remarks>docs/platforms/instagram.md#signing-in-by-browser.</remarks>
internal sealed class LoginByInstagram : ILogin
{
    /// <summary>A younger token is refused.</summary>
    private static readonly TimeSpan YoungestRenewed = TimeSpan.FromHours(24);

    private readonly InstagramOptions _options;
    private readonly InstagramApps _apps;
    private readonly TimeProvider _time;
    private readonly GraphApi _graph;
    private readonly TokenCalls _calls;

    public LoginByInstagram(PlatformHttp http, IOptions<InstagramOptions> options, InstagramApps apps, TimeProvider time)
    {
        (_options, _apps, _time) = (options.Value, apps, time);
        _graph = new GraphApi(http, InstagramGraph.HostOf(_options, apps), time);
        _calls = new TokenCalls(http, _options, apps, time);
    }

    public string Name => InstagramLogin.Instagram;

    public string Platform => InstagramPlatform.PlatformName;

    public string Title => "Instagram with Instagram Login";

    public IReadOnlyList<string> MissingSettings => LoginSettings.Missing(("InstagramAppId", _apps.Instagram.Id), ("InstagramAppSecret", _apps.Instagram.Secret));

    public LoginApp App => _apps.Instagram.ToLoginApp();

    public IReadOnlyList<string> Scopes => InstagramOptions.ScopesIn(_options.InstagramScopes);

    public IReadOnlyList<string> NeededScopes => InstagramScopes.Needed(InstagramLogin.Instagram);

    /// <summary>No page of Instagram Login offers it.</summary>
    public bool TakesCodeChallenge => false;

    public TokenTerms Terms => new(Renews: true, _options.RenewAhead, YoungestRenewed);

    public Uri SignInAddress(LoginAsk ask)
    {
        List<KeyValuePair<string, string>> query =
        [
            new("client_id", _apps.Instagram.Id ?? ""),
            new("redirect_uri", ask.RedirectUri.AbsoluteUri),
            new("response_type", "code"),
            new("scope", string.Join(',', Scopes)),
            new("state", ask.State),
        ];
        if (ask.Again) query.Add(new("force_reauth", "true"));
        return new Uri($"{_options.EffectiveInstagramAuth.AbsoluteUri.TrimEnd('/')}/oauth/authorize?{RequestBody.Encode(query)}");
    }

    public async Task<LoginResult> FinishAsync(LoginCode code, CancellationToken ct)
    {
        var first = await _calls.PostAsync(_options.EffectiveInstagramToken, "oauth/access_token",
        [
            new("client_id", _apps.Instagram.Id ?? ""),
            new("client_secret", _apps.Instagram.Secret ?? ""),
            new("grant_type", "authorization_code"),
            new("redirect_uri", code.RedirectUri.AbsoluteUri),
            new("code", LoginSettings.WithoutTail(code.Code)),
        ], ct);
        if (first is not GraphAnswer.Done granted || TokenAnswer.Unwrap(granted.Body) is var grant && grant.Text("access_token") is null) return new LoginResult.Refused(LoginErrors.Of(first));
        var scopes = TokenAnswer.ScopesIn(grant, "permissions");
        if (scopes is not null && NeededScopes.Except(scopes).ToList() is { Count: > 0 } missing) return new LoginResult.ScopesMissing(missing);

        var now = _time.GetUtcNow();
        var second = await _calls.GetAsync(_options.EffectiveInstagramGraph, "access_token",
            [new("grant_type", "ig_exchange_token"), new("client_secret", _apps.Instagram.Secret ?? ""), new("access_token", grant.Text("access_token")!)], token: null, ct);
        return second is GraphAnswer.Done lasting && lasting.Body.Text("access_token") is { } token
            ? await AccountAsync(new Secret(token), TokenAnswer.EndOf(lasting.Body, now), scopes, ct)
            : new LoginResult.Refused(LoginErrors.Of(second));
    }

    public async Task<RenewResult> RenewAsync(PlatformAccount account, Secret? grant, CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        var answer = await _calls.GetAsync(
            _options.EffectiveInstagramGraph, "refresh_access_token", [new("grant_type", "ig_refresh_token"), new("access_token", account.Token.Reveal())], token: null, ct);
        return answer is GraphAnswer.Done done && done.Body.Text("access_token") is { } token
            ? new RenewResult.Renewed(new AccountTokens(new Secret(token)), TokenAnswer.EndOf(done.Body, now), TokenAnswer.ScopesIn(done.Body, "permissions"))
            : Failed(answer, now);
    }

    /// <summary>Instagram Login has no call for it: no page names one.</summary>
    public Task<PlatformError?> RevokeAsync(PlatformAccount account, Secret? grant, CancellationToken ct) => Task.FromResult<PlatformError?>(
        LoginSettings.OnlyByPerson("Instagram Login has no way to end from here what was granted.", "Instagram: Settings → Website permissions → Apps and websites"));

    public string? ReadNotice(string signedRequest) => SignedRequest.Read(signedRequest, _apps.Instagram.Secret);

    private async Task<LoginResult> AccountAsync(Secret token, DateTimeOffset? endsAt, IReadOnlyList<string>? scopes, CancellationToken ct)
    {
        var answer = await _graph.GetAsync(
            new PlatformAccount(Guid.Empty, "me", InstagramLogin.Instagram, token), "me", [new("fields", "id,user_id,username,name,profile_picture_url,account_type")], ct);
        if (answer is not GraphAnswer.Done done) return new LoginResult.Refused(LoginErrors.Of(answer));
        var me = TokenAnswer.Unwrap(done.Body);
        if (me.Text("user_id") is not { } id || me.Text("username") is not { } username || me.Text("account_type") == "PERSONAL") return new LoginResult.NoAccount(NoAccount(me));
        return new LoginResult.Granted([new AccountGrant
        {
            Account = new AccountProfile
            {
                RemoteId = id,
                Username = username,
                DisplayName = me.Text("name"),
                PictureUrl = me.Link("profile_picture_url"),
                Login = InstagramLogin.Instagram,
                Scopes = scopes,
                TokenExpiresAt = endsAt,
            },
            Tokens = new AccountTokens(token),
            // The id within this app. Whether notices use it or the account's own no page says; both are looked for.
            GrantorId = me.Text("id") ?? id,
        }]);
    }

    /// <summary>Only what Graph says of the token itself is final; everything else may pass.</summary>
    private static RenewResult Failed(GraphAnswer answer, DateTimeOffset now)
    {
        var error = answer is GraphAnswer.Done ? PlatformError.Passing("answer_unreadable", "Instagram's answer had no token.") : StepAnswers.Describe(answer);
        if (answer is GraphAnswer.Refused { Status: < 500 } refused && IsFinal(refused.Error)) return new RenewResult.Refused(error, refused.Error.MeansDeadToken);
        var wait = answer switch
        {
            GraphAnswer.Refused { RetryAfter: { } after } => after,
            GraphAnswer.Unreadable { RetryAfter: { } after } => after,
            _ => (TimeSpan?)null,
        };
        return new RenewResult.Later(error, wait is { } time ? now + time : answer.Trace.PauseUntil);
    }

    private static bool IsFinal(GraphError error) => InstagramErrors.Table.Find(error.Code, error.Subcode)?.Class is GraphErrorClass.Access or GraphErrorClass.Restricted;

    private static PlatformError NoAccount(JsonElement me) => new()
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "no_professional_account",
        Message = me.Text("username") is { } name ? $"@{name} is a personal account; only professional ones can be published to." : "Instagram did not name a professional account.",
        Advice = "In the Instagram app switch the account to Business or Creator, then connect again.",
    };
}
