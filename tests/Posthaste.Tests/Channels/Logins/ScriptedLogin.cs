using Posthaste.Platforms;

namespace Posthaste.Tests.Channels.Logins;

/// <summary>A login that answers what the test tells it to, and keeps what it was asked.</summary>
internal sealed class ScriptedLogin(string name = "facebook", bool takesCodeChallenge = true) : ILogin
{
    public string Name => name;

    public string Platform => "instagram";

    public string Title => "A login";

    public IReadOnlyList<string> MissingSettings { get; set; } = [];

    public IReadOnlyList<string> Scopes => ["publish"];

    public IReadOnlyList<string> NeededScopes => Scopes;

    public bool TakesCodeChallenge => takesCodeChallenge;

    public TokenTerms Terms => TokenTerms.ByPerson;

    public LoginAsk? LastAsk { get; private set; }

    public List<LoginCode> Codes { get; } = [];

    public List<Secret?> Revoked { get; } = [];

    public LoginResult Answer { get; set; } = new LoginResult.Granted([Grant("1784")]);

    public PlatformError? RevokeAnswer { get; set; }

    public static AccountGrant Grant(string remoteId, string login = "facebook") => new()
    {
        Account = new AccountProfile { RemoteId = remoteId, Username = $"shop{remoteId}", Login = login, Scopes = ["publish"] },
        Tokens = new AccountTokens(new Secret($"access-{remoteId}"), new Secret("grant-of-ann")),
        GrantorId = "ann",
    };

    public Uri SignInAddress(LoginAsk ask)
    {
        LastAsk = ask;
        return new Uri($"https://network.example/sign-in?state={ask.State}");
    }

    public Task<LoginResult> FinishAsync(LoginCode code, CancellationToken ct)
    {
        Codes.Add(code);
        return Task.FromResult(Answer);
    }

    public Task<RenewResult> RenewAsync(PlatformAccount account, Secret? grant, CancellationToken ct) => throw new NotSupportedException();

    public Task<PlatformError?> RevokeAsync(PlatformAccount account, Secret? grant, CancellationToken ct)
    {
        Revoked.Add(grant);
        return Task.FromResult(RevokeAnswer);
    }
}
