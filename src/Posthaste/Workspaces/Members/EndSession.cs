using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Ends sessions before their time: this one, another one, or all the others.</summary>
internal sealed class EndSession(ISessionStore sessions, IMembershipStore memberships, IEventLog events, ITransactions transactions, TimeProvider time)
{
    /// <returns>False where the member has no such session that has not ended.</returns>
    public Task<bool> RunAsync(Member member, Guid sessionId, CancellationToken ct) => transactions.RunAsync(async () =>
    {
        var now = time.GetUtcNow();
        if (!await sessions.EndAsync(member.Id, sessionId, now, ct)) return false;
        await events.AppendToAllAsync(memberships, member, "session.ended", now, new { session = sessionId }, ct);
        return true;
    }, ct);

    /// <returns>How many were ended.</returns>
    public Task<int> RunForOthersAsync(Member member, Guid current, CancellationToken ct) => transactions.RunAsync(async () =>
    {
        var now = time.GetUtcNow();
        var ended = await sessions.EndAllAsync(member.Id, current, now, ct);
        if (ended > 0) await events.AppendToAllAsync(memberships, member, "session.ended", now, new { sessions = ended }, ct);
        return ended;
    }, ct);
}
