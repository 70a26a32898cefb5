using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Makes an invitation's link worthless.</summary>
internal sealed class RevokeInvite(IInviteStore invites, IEventLog events, ITransactions transactions, TimeProvider time)
{
    /// <returns>False where there is no such invitation that is still open.</returns>
    public Task<bool> RunAsync(Guid workspaceId, Guid inviteId, string actor, CancellationToken ct) => transactions.RunAsync(async () =>
    {
        if (await invites.FindAsync(workspaceId, inviteId, ct) is not { } invite || !await invites.RemoveAsync(inviteId, ct)) return false;
        await events.AppendAsync(MemberEvents.Of(workspaceId, "member.invite_revoked", inviteId, actor, time.GetUtcNow(), new { email = invite.Email }), ct);
        return true;
    }, ct);
}
