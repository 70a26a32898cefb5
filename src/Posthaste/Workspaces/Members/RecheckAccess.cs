using Microsoft.Extensions.Options;

namespace Posthaste.Workspaces.Members;

/// <summary>Says what somebody who was let in before may do now: for connections that stay open. Unlike a request it keeps no session alive.</summary>
internal sealed class RecheckAccess(IApiKeyStore keys, ISessionStore sessions, IMembershipStore memberships, IOptions<SignInOptions> options, TimeProvider time)
{
    /// <returns>Empty where the key was revoked or has expired.</returns>
    public async Task<IReadOnlySet<Right>> RunForKeyAsync(Guid workspaceId, Guid keyId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var key = (await keys.ListAsync(workspaceId, ct)).FirstOrDefault(key => key.Id == keyId);
        return key is { RevokedAt: null } && (key.ExpiresAt is not { } end || now < end) ? key.Scope.Rights : RightsTable.None;
    }

    /// <returns>Empty where the session has ended, or its member belongs to the workspace no more.</returns>
    public async Task<IReadOnlySet<Right>> RunForSessionAsync(Guid workspaceId, Guid memberId, Guid sessionId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!(await sessions.ListAsync(memberId, ct)).Any(session => session.Id == sessionId && session.IsGood(options.Value, now))) return RightsTable.None;
        var membership = (await memberships.ListWorkspacesAsync(memberId, ct)).FirstOrDefault(membership => membership.WorkspaceId == workspaceId);
        return membership is null ? RightsTable.None : RightsTable.Of(membership.Role);
    }
}
