using System.Diagnostics;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Channels.Logins;

/// <summary>Takes a person back from a network: checks that this browser began the sign-in, trades the code once, and keeps the account; where there are several,
/// they are kept sealed until one is chosen.</summary>
public sealed class ReturnFromLogin(KnownLogins logins, ILoginStore attempts, TokenVault vault, KeepAccount keepAccount, ITransactions transactions, EngineClock clock, ICallMeter meter)
{
    /// <summary>Longer codes are known from no network.</summary>
    private const int MaxCode = 4_096;

    public async Task<LoginOutcome> RunAsync(LoginReturn back, LoginPerson person, CancellationToken ct)
    {
        if (logins.Find(back.Login) is not { } login) return Failed(LoginFailure.UnknownLogin);
        if (back.State is not { Length: > 0 and <= LoginSecret.MaxLength } state) return Failed(LoginFailure.StateUnknown);
        if (await attempts.FindByStateAsync(new LoginSecret(state).Hash(), ct) is not { } attempt || attempt.Login != login.Name) return Failed(LoginFailure.StateUnknown);
        // Somebody else's browser does not use it up: whoever began it can still finish.
        if (attempt.SessionId != person.SessionId) return Failed(LoginFailure.OtherSession);

        var now = clock.Now;
        if (!await attempts.MarkReturnedAsync(attempt.Id, now, ct)) return Failed(attempt.ReturnedAt is null && attempt.ExpiresAt <= now ? LoginFailure.StateExpired : LoginFailure.StateUsed);
        if (!person.Workspaces.Contains(attempt.WorkspaceId)) return Failed(LoginFailure.NoRight);
        if (back.Error is { Length: > 0 } error) return Failed(error == "access_denied" ? LoginFailure.Denied : LoginFailure.NetworkRefused);
        if (back.Code is not { Length: > 0 and <= MaxCode } code) return Failed(LoginFailure.NetworkRefused);

        // Outside of any transaction: the network may take seconds, and nobody can write meanwhile.
        var verifier = attempt.Verifier is { } kept ? vault.Open(kept, attempt.Id) : null;
        using var calls = CallTally.Begin();
        var outcome = await login.FinishAsync(new LoginCode(new Secret(code), back.RedirectUri, verifier), ct) switch
        {
            LoginResult.Granted { Accounts: [var only] } => await KeepAsync(attempt, login, only, person, ct),
            LoginResult.Granted granted => await OfferAsync(attempt, granted.Accounts, ct),
            LoginResult.ScopesMissing scopes => Failed(LoginFailure.ScopesMissing(scopes.Missing)),
            LoginResult.NoAccount none => Failed(LoginFailure.From(none.Error)),
            LoginResult.Refused refused => Failed(LoginFailure.From(refused.Error)),
            _ => throw new UnreachableException(),
        };
        // Where there are several accounts, the calls were for none of them alone: they are left out.
        if (outcome is LoginOutcome.Connected { Channels: [var connected] }) meter.Count(connected.Channel.Id, calls.Totals);
        return outcome;
    }

    private Task<LoginOutcome> KeepAsync(LoginAttempt attempt, ILogin login, AccountGrant grant, LoginPerson person, CancellationToken ct) => transactions.RunAsync<LoginOutcome>(async () =>
    {
        var result = await keepAccount.RunAsync(attempt.WorkspaceId, login.Platform, grant, person.Name, ct);
        // The plan may have become smaller since the way to the network began.
        return result is ConnectChannelResult.PlanRequired { Needed: var needed } ? Failed(LoginFailure.PlanRequired(needed)) : new LoginOutcome.Connected([(ConnectChannelResult.Connected)result]);
    }, ct);

    private async Task<LoginOutcome> OfferAsync(LoginAttempt attempt, IReadOnlyList<AccountGrant> grants, CancellationToken ct)
    {
        await attempts.OfferAsync(attempt.Id, SealedGrants.Seal(vault, attempt.Id, grants), clock.Now + BeginLogin.Life, ct);
        return new LoginOutcome.Choose(attempt.Id);
    }

    private static LoginOutcome.Failed Failed(LoginFailure failure) => new(failure);
}

/// <summary>What the address carries with which a network sends a person back. Does not print itself.</summary>
public sealed class LoginReturn
{
    /// <summary>Of the path.</summary>
    public required string Login { get; init; }

    public string? State { get; init; }

    public string? Code { get; init; }

    /// <summary>The network's word where there is no code, for example <c>access_denied</c>.</summary>
    public string? Error { get; init; }

    /// <summary>The same as at the beginning.</summary>
    public required Uri RedirectUri { get; init; }

    public override string ToString() => "(secret)";
}
