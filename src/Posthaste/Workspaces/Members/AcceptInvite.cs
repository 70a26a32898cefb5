using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Lets who has an invitation's token join: somebody new with a name and a password, who has an account as the one signed in.</summary>
internal sealed class AcceptInvite(
    IInviteStore invites, IMemberStore members, IMembershipStore memberships, IWorkspaceStore workspaces, PasswordHash passwords, IEventLog events, ITransactions transactions, TimeProvider time)
{
    /// <summary>What the page of an invitation shows before anything is accepted.</summary>
    /// <returns>Null where the token opens none.</returns>
    public async Task<InviteView?> LookAsync(string token, CancellationToken ct)
    {
        if (await invites.FindByHashAsync(ShownOnce.HashOf(token), time.GetUtcNow(), ct) is not { } invite) return null;
        var workspace = await workspaces.FindAsync(invite.WorkspaceId, ct);
        return new InviteView(invite, workspace?.Name ?? "", await members.FindByEmailAsync(invite.Email, ct) is not null);
    }

    /// <param name="token">From the link.</param>
    /// <param name="signedIn">Who is signed in; null for nobody.</param>
    /// <param name="name">For a new account; null where none was given.</param>
    /// <param name="password">The same.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public async Task<AcceptResult> RunAsync(string token, Member? signedIn, string? name, string? password, CancellationToken ct)
    {
        var hash = ShownOnce.HashOf(token);
        if (await invites.FindByHashAsync(hash, time.GetUtcNow(), ct) is not { } invite) return Gone();
        if (await members.FindByEmailAsync(invite.Email, ct) is not null) return await JoinAsync(hash, invite, signedIn, ct);

        var account = new NewAccount { Email = invite.Email, Name = name ?? "", Password = password ?? "" };
        if (account.Check() is { } wrong) return new AcceptResult.Invalid(wrong);
        var passwordHash = await passwords.HashAsync(account.Password, ct);
        return await transactions.RunAsync<AcceptResult>(async () =>
        {
            var now = time.GetUtcNow();
            var member = account.ToMember(now);
            if (!await TakeAsync(hash, now, ct)) return Gone();
            if (!await members.AddAsync(member, passwordHash, ct)) return SignInFirst(invite);
            await AddAsync(invite, member, now, ct);
            return new AcceptResult.Joined(member, IsNew: true);
        }, ct);
    }

    private async Task<AcceptResult> JoinAsync(string hash, Invite invite, Member? signedIn, CancellationToken ct)
    {
        if (signedIn is null || signedIn.Email != invite.Email) return SignInFirst(invite);
        return await transactions.RunAsync<AcceptResult>(async () =>
        {
            var now = time.GetUtcNow();
            if (!await TakeAsync(hash, now, ct)) return Gone();
            await AddAsync(invite, signedIn, now, ct);
            return new AcceptResult.Joined(signedIn, IsNew: false);
        }, ct);
    }

    private async Task<bool> TakeAsync(string hash, DateTimeOffset now, CancellationToken ct) =>
        await invites.FindByHashAsync(hash, now, ct) is { } still && await invites.RemoveAsync(still.Id, ct);

    private async Task AddAsync(Invite invite, Member member, DateTimeOffset now, CancellationToken ct)
    {
        await memberships.LockAsync(invite.WorkspaceId, ct);
        if (!await memberships.AddAsync(invite.WorkspaceId, member.Id, invite.Role, now, ct)) return;
        await events.AppendAsync(MemberEvents.Of(invite.WorkspaceId, "member.joined", member.Id, member.Email, now, new { role = Words.Of(invite.Role), by = invite.InvitedBy }), ct);
    }

    private static AcceptResult.Refused Gone() =>
        new("invite_wrong", "This invitation is not, or no longer, good: it was used, taken back, or is older than seven days. Ask for a new one.");

    private static AcceptResult.SignInFirst SignInFirst(Invite invite) =>
        new("sign_in_first", $"There is an account for {invite.Email} already. Sign in with it, then open the link again.");
}

/// <summary>An open invitation, for who holds its link.</summary>
/// <param name="HasAccount">Whom it is for has an account on this server: sign in instead of making one.</param>
internal sealed record InviteView(Invite Invite, string WorkspaceName, bool HasAccount);

/// <summary>What became of it.</summary>
internal abstract record AcceptResult
{
    private AcceptResult() { }

    /// <param name="Member">Who joined.</param>
    /// <param name="IsNew">Their account was made just now; they have no session yet.</param>
    public sealed record Joined(Member Member, bool IsNew) : AcceptResult;

    public sealed record Invalid(AccountRefusal Refusal) : AcceptResult;

    public sealed record SignInFirst(string Code, string Message) : AcceptResult;

    public sealed record Refused(string Code, string Message) : AcceptResult;
}
