using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Channels.Logins;

/// <summary>Begins a sign-in at a network: makes the state that ties its answer to this browser, and says where to go.</summary>
public sealed class BeginLogin(KnownLogins logins, ILoginStore attempts, TokenVault vault, PlanGate plans, EngineClock clock)
{
    /// <summary>How long a person may take there, and afterwards to choose.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <param name="wish">What to connect, and where to.</param>
    /// <param name="person">Who.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public async Task<LoginStart> RunAsync(LoginWish wish, LoginPerson person, CancellationToken ct)
    {
        if (logins.Find(wish.Login) is not { } login) return new LoginStart.Failed(LoginFailure.UnknownLogin);
        if (!person.Workspaces.Contains(wish.WorkspaceId)) return new LoginStart.Failed(LoginFailure.NoRight);
        if (await plans.FindAsync(wish.WorkspaceId, login.Platform, ct) is { } needed) return new LoginStart.Failed(LoginFailure.PlanRequired(needed));
        if (login.MissingSettings.Count > 0) return new LoginStart.Failed(LoginFailure.NotSetUp(login));

        var (now, state, verifier) = (clock.Now, LoginSecret.New(), login.TakesCodeChallenge ? LoginSecret.New() : null);
        var id = Guid.CreateVersion7(now);
        await attempts.AddAsync(new LoginAttempt
        {
            Id = id,
            SessionId = person.SessionId,
            WorkspaceId = wish.WorkspaceId,
            Login = login.Name,
            Verifier = verifier is null ? null : vault.Seal(new Secret(verifier.Reveal()), id),
            CreatedAt = now,
            ExpiresAt = now + Life,
        }, state.Hash(), ct);
        return new LoginStart.SignIn(login.SignInAddress(new LoginAsk(state.Reveal(), wish.RedirectUri, verifier?.Challenge(), wish.Again)));
    }
}

/// <summary>An account that somebody wants to connect by signing in.</summary>
/// <param name="Login">As in <see cref="ILogin.Name"/>.</param>
/// <param name="WorkspaceId">Where it becomes a channel.</param>
/// <param name="RedirectUri">Where the network sends the person back to.</param>
/// <param name="Again">They must sign in there even where the network remembers them.</param>
public sealed record LoginWish(string Login, Guid WorkspaceId, Uri RedirectUri, bool Again = false);

/// <summary>Where a sign-in goes on.</summary>
public abstract record LoginStart
{
    private LoginStart() { }

    /// <param name="Address">At the network. It carries the state: not for a log.</param>
    public sealed record SignIn(Uri Address) : LoginStart
    {
        public override string ToString() => "(secret)";
    }

    public sealed record Failed(LoginFailure Failure) : LoginStart;
}
