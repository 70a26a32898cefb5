using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Makes the link that lets somebody join a workspace. It is shown once, to who invites, and sent by them: the server sends no letters.</summary>
internal sealed class InviteMember(IInviteStore invites, IMembershipStore memberships, IEventLog events, ITransactions transactions, TimeProvider time)
{
    /// <param name="workspaceId">Which.</param>
    /// <param name="email">Whom.</param>
    /// <param name="role">What they will be.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<InviteResult> RunAsync(Guid workspaceId, string email, Role role, Grantor by, CancellationToken ct) => transactions.RunAsync<InviteResult>(async () =>
    {
        if (!EmailAddress.TryRead(email, out var address)) return Invalid("invalid_email", "Expected is an e-mail address such as ann@example.com.");
        if (!RightsTable.MayGive(by.Rights, role)) return new InviteResult.NotAllowed("role_above_own", $"You cannot give the role {Words.Of(role)}: it may do more than you.");
        if ((await memberships.ListMembersAsync(workspaceId, ct)).Any(found => found.Member.Email == address))
            return Invalid("already_member", $"{address} belongs to this workspace already. Change the role instead.");

        var (now, token) = (time.GetUtcNow(), ShownOnce.New());
        var invite = new Invite
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = workspaceId,
            Email = address,
            Role = role,
            InvitedBy = by.Name,
            CreatedAt = now,
            ExpiresAt = now + Invite.Life,
        };
        await invites.AddAsync(invite, token.Hash(), ct);
        await events.AppendAsync(MemberEvents.Of(workspaceId, "member.invited", invite.Id, by.Name, now, new { email = address, role = Words.Of(role) }), ct);
        return new InviteResult.Invited(invite, token);
    }, ct);

    private static InviteResult.Invalid Invalid(string code, string message) => new(new AccountRefusal("email", code, message));
}

/// <summary>What became of it.</summary>
internal abstract record InviteResult
{
    private InviteResult() { }

    public sealed record Invited(Invite Invite, ShownOnce Token) : InviteResult;

    public sealed record Invalid(AccountRefusal Refusal) : InviteResult;

    public sealed record NotAllowed(string Code, string Message) : InviteResult;
}
