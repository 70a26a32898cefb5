using System.Collections.Concurrent;
using Posthaste.Platforms;

namespace Posthaste.Tests.Channels;

/// <summary>A way to sign in whose tokens are renewed as the test says. It counts what it is asked.</summary>
internal sealed class ScriptedLogin(string platform = "instagram") : ILogin
{
    private int _renewals;

    public string Name => "scripted";

    public string Platform => platform;

    public string Title => "Scripted login";

    public IReadOnlyList<string> MissingSettings => [];

    public IReadOnlyList<string> Scopes => ["read", "publish"];

    public IReadOnlyList<string> NeededScopes => ["publish"];

    public bool TakesCodeChallenge => false;

    public TokenTerms Terms { get; set; } = new(Renews: true, RenewAhead: TimeSpan.FromDays(7), NotBefore: TimeSpan.FromDays(1));

    public Func<PlatformAccount, Secret?, CancellationToken, Task<RenewResult>> Answer { get; set; } = (_, _, _) => throw new InvalidOperationException("Nothing was to be renewed.");

    public int Renewals => _renewals;

    /// <summary>What it was asked with: the token, then the grant.</summary>
    public ConcurrentQueue<(string Token, string? Grant)> Used { get; } = new();

    public Uri SignInAddress(LoginAsk ask) => throw new NotSupportedException();

    public Task<LoginResult> FinishAsync(LoginCode code, CancellationToken ct) => throw new NotSupportedException();

    public Task<RenewResult> RenewAsync(PlatformAccount account, Secret? grant, CancellationToken ct)
    {
        Interlocked.Increment(ref _renewals);
        Used.Enqueue((account.Token.Reveal(), grant?.Reveal()));
        return Answer(account, grant, ct);
    }

    public Task<PlatformError?> RevokeAsync(PlatformAccount account, Secret? grant, CancellationToken ct) => throw new NotSupportedException();

    public void Answers(RenewResult result) => Answer = (_, _, _) => Task.FromResult(result);
}
