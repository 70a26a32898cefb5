using Microsoft.Extensions.Options;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram.Login;

/// <summary>Instagram with Facebook Login: a person shares Pages, and each Page has an Instagram account and a token of its own, which does not end by time.</summary>
/// <remarks>docs/platforms/instagram.md#signing-in-by-browser.</remarks>
internal sealed class LoginByFacebook : ILogin
{
    private readonly InstagramOptions _options;
    private readonly InstagramApps _apps;
    private readonly TimeProvider _time;
    private readonly GraphApi _graph;
    private readonly TokenCalls _calls;
    private readonly TokenInspection _inspection;
    private readonly FacebookPages _pages;

    public LoginByFacebook(PlatformHttp http, IOptions<InstagramOptions> options, InstagramApps apps, TimeProvider time)
    {
        (_options, _apps, _time) = (options.Value, apps, time);
        _graph = new GraphApi(http, InstagramGraph.HostOf(_options, apps), time);
        _calls = new TokenCalls(http, _options, apps, time);
        _inspection = new TokenInspection(_calls, _options, apps);
        _pages = new FacebookPages(_graph);
    }

    public string Name => InstagramLogin.Facebook;

    public string Platform => InstagramPlatform.PlatformName;

    public string Title => "Instagram with Facebook Login";

    public IReadOnlyList<string> MissingSettings => LoginSettings.Missing(("AppId", _apps.Facebook.Id), ("AppSecret", _apps.Facebook.Secret));

    public LoginApp App => _apps.Facebook.ToLoginApp();

    public IReadOnlyList<string> Scopes => InstagramOptions.ScopesIn(_options.FacebookScopes);

    /// <summary>The list of Pages is the only way to their tokens.</summary>
    public IReadOnlyList<string> NeededScopes => [.. InstagramScopes.Needed(InstagramLogin.Facebook), "pages_show_list"];

    public bool TakesCodeChallenge => true;

    public TokenTerms Terms => TokenTerms.ByPerson;

    public Uri SignInAddress(LoginAsk ask)
    {
        List<KeyValuePair<string, string>> query =
        [
            new("client_id", _apps.Facebook.Id ?? ""),
            new("redirect_uri", ask.RedirectUri.AbsoluteUri),
            new("state", ask.State),
            new("response_type", "code"),
            string.IsNullOrEmpty(_options.ConfigId) ? new("scope", string.Join(',', Scopes)) : new("config_id", _options.ConfigId),
            // Without a word Facebook does not ask again for what was declined once.
            new("auth_type", ask.Again ? "reauthenticate" : "rerequest"),
        ];
        if (ask.CodeChallenge is { } challenge) query.AddRange([new("code_challenge", challenge), new("code_challenge_method", "S256")]);
        return new Uri($"{_options.EffectiveFacebookAuth.AbsoluteUri.TrimEnd('/')}/{_options.GraphVersion}/dialog/oauth?{RequestBody.Encode(query)}");
    }

    public async Task<LoginResult> FinishAsync(LoginCode code, CancellationToken ct)
    {
        var brief = await TokenAsync(CodeFields(code), ct);
        if (brief.Token is null) return new LoginResult.Refused(LoginErrors.Of(brief.Answer));
        var lasting = await TokenAsync([new("grant_type", "fb_exchange_token"), .. AppFields, new("fb_exchange_token", brief.Token.Reveal())], ct);
        if (lasting.Token is null) return new LoginResult.Refused(LoginErrors.Of(lasting.Answer));

        var (facts, inspected) = await _inspection.ReadAsync(lasting.Token, ct);
        if (facts is not { IsValid: true }) return new LoginResult.Refused(LoginErrors.Of(inspected));
        if (NeededScopes.Except(facts.Scopes).ToList() is { Count: > 0 } missing) return new LoginResult.ScopesMissing(missing);

        var (pages, failure) = await _pages.ListAsync(lasting.Token, ct);
        if (failure is not null) return new LoginResult.Refused(LoginErrors.Of(failure));
        var tokens = (Grant: lasting.Token, EndsAt: facts.ExpiresAt ?? lasting.EndsAt);
        List<AccountGrant> found = [.. pages.Where(page => page is { Account: not null, Token: not null }).DistinctBy(page => page.Account!.RemoteId).Select(page => new AccountGrant
        {
            Account = page.Account! with { Scopes = facts.Scopes },
            Tokens = new AccountTokens(page.Token!, tokens.Grant, tokens.EndsAt),
            GrantorId = facts.UserId,
        })];
        return found.Count > 0 ? new LoginResult.Granted(found) : new LoginResult.NoAccount(NoAccount(pages));
    }

    public Task<RenewResult> RenewAsync(PlatformAccount account, Secret? grant, CancellationToken ct) =>
        throw new NotSupportedException("Tokens of Facebook Login are renewed by a person.");

    public async Task<PlatformError?> RevokeAsync(PlatformAccount account, Secret? grant, CancellationToken ct)
    {
        if (grant is null) return LoginSettings.OnlyByPerson("This token was pasted, and cannot end what was granted.", "Facebook: Settings → Business integrations");
        // Only the person's own token can: a Page has no permissions to give back.
        var answer = await _graph.DeleteAsync(account with { Token = grant }, "me/permissions", ct);
        return answer is GraphAnswer.Done or GraphAnswer.Refused { Error.MeansDeadToken: true } ? null : StepAnswers.Describe(answer);
    }

    public string? ReadNotice(string signedRequest) => SignedRequest.Read(signedRequest, _apps.Facebook.Secret);

    private KeyValuePair<string, string>[] AppFields => [new("client_id", _apps.Facebook.Id ?? ""), new("client_secret", _apps.Facebook.Secret ?? "")];

    private List<KeyValuePair<string, string>> CodeFields(LoginCode code)
    {
        List<KeyValuePair<string, string>> fields = [.. AppFields, new("redirect_uri", code.RedirectUri.AbsoluteUri), new("code", LoginSettings.WithoutTail(code.Code))];
        if (code.CodeVerifier is { } verifier) fields.Add(new("code_verifier", verifier.Reveal()));
        return fields;
    }

    private async Task<(Secret? Token, DateTimeOffset? EndsAt, GraphAnswer Answer)> TokenAsync(IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        var answer = await _calls.PostAsync(_options.GraphBaseUrl, $"{_options.GraphVersion}/oauth/access_token", fields, ct);
        return answer is GraphAnswer.Done done && done.Body.Text("access_token") is { } token ? (new Secret(token), TokenAnswer.EndOf(done.Body, now), answer) : (null, null, answer);
    }

    private static PlatformError NoAccount(IReadOnlyList<SharedPage> pages) => new()
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "no_professional_account",
        Message = pages.Count == 0
            ? "No Facebook Page was shared with the app."
            : $"None of the Pages that were shared has a professional Instagram account that this person may publish to: {string.Join(", ", pages.Take(10).Select(page => page.Name))}.",
        Advice = "In the Instagram app switch the account to Business or Creator, link it to the Facebook Page, and share both when Facebook asks. Then connect again.",
    };
}
