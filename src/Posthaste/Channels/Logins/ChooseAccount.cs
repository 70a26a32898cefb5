using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Channels.Logins;

/// <summary>Keeps the accounts that a person chose among those that their sign-in opens; what opens the others is forgotten.</summary>
public sealed class ChooseAccount(KnownLogins logins, ILoginStore attempts, TokenVault vault, KeepAccount keepAccount, ITransactions transactions, EngineClock clock)
{
    /// <param name="attemptId">The sign-in.</param>
    /// <param name="remoteIds">The accounts' ids at the network.</param>
    /// <param name="person">Who chose.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public async Task<LoginOutcome> RunAsync(Guid attemptId, IReadOnlyCollection<string> remoteIds, LoginPerson person, CancellationToken ct)
    {
        if (await attempts.FindAsync(attemptId, ct) is not { Grants: { } grants } attempt || attempt.SessionId != person.SessionId || logins.Find(attempt.Login) is not { } login)
            return new LoginOutcome.Failed(LoginFailure.ChoiceExpired);
        if (!person.Workspaces.Contains(attempt.WorkspaceId)) return new LoginOutcome.Failed(LoginFailure.NoRight);
        List<AccountGrant> chosen = [.. SealedGrants.Open(vault, attempt.Id, grants).Where(grant => remoteIds.Contains(grant.Account.RemoteId))];
        if (chosen.Count == 0) return new LoginOutcome.Failed(LoginFailure.NothingChosen);

        return await transactions.RunAsync<LoginOutcome>(async () =>
        {
            // Of two clicks one counts.
            if (!await attempts.TakeAsync(attempt.Id, clock.Now, ct)) return new LoginOutcome.Failed(LoginFailure.ChoiceExpired);
            var kept = new List<ConnectChannelResult.Connected>();
            foreach (var grant in chosen)
            {
                var result = await keepAccount.RunAsync(attempt.WorkspaceId, login.Platform, grant, person.Name, ct);
                if (result is ConnectChannelResult.PlanRequired { Needed: var needed }) return new LoginOutcome.Failed(LoginFailure.PlanRequired(needed));
                kept.Add((ConnectChannelResult.Connected)result);
            }
            return new LoginOutcome.Connected(kept);
        }, ct);
    }
}
