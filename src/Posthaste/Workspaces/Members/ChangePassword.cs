using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Gives a member another password and ends all their other sessions: whoever else was signed in is not any more.</summary>
internal sealed class ChangePassword(
    IMemberStore members, ISessionStore sessions, IMembershipStore memberships, PasswordHash passwords, ProvePassword prove, IEventLog events, ITransactions transactions, TimeProvider time)
{
    /// <param name="who">Whose, and which session stays.</param>
    /// <param name="current">The password until now.</param>
    /// <param name="wanted">The one from now on.</param>
    /// <param name="address">Where the request came from; null where that is not known.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public async Task<AccountResult> RunAsync(SignedInMember who, string current, string wanted, string? address, CancellationToken ct)
    {
        if (PasswordRules.Refusal(wanted, who.Member.Email) is { } weak) return new AccountResult.Invalid(new("newPassword", "password_refused", weak));
        if (await prove.RunAsync(who.Member, current, "currentPassword", address, ct) is { } refusal) return refusal;
        var hash = await passwords.HashAsync(wanted, ct);

        return await transactions.RunAsync<AccountResult>(async () =>
        {
            var now = time.GetUtcNow();
            await members.SetPasswordAsync(who.Member.Id, hash, ct);
            var ended = await sessions.EndAllAsync(who.Member.Id, who.Session.Id, now, ct);
            await events.AppendToAllAsync(memberships, who.Member, "member.password_changed", now, new { sessionsEnded = ended }, ct);
            return new AccountResult.Done();
        }, ct);
    }
}

/// <summary>What became of a change to an account.</summary>
internal abstract record AccountResult
{
    private AccountResult() { }

    public sealed record Done : AccountResult;

    /// <summary>An authenticator's secret, to be confirmed by a code.</summary>
    public sealed record Proposed(ShownOnce Secret, ShownOnce Uri) : AccountResult;

    /// <summary>Recovery codes; those before them are worthless.</summary>
    public sealed record NewCodes(IReadOnlyList<ShownOnce> Codes) : AccountResult;

    public sealed record Invalid(AccountRefusal Refusal) : AccountResult;

    public sealed record Refused(string Code, string Message) : AccountResult;

    public sealed record Wait(TimeSpan For) : AccountResult;
}
