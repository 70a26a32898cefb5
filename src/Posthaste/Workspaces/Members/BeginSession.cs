using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>Signs a member in: writes the session and that it happened.</summary>
internal sealed class BeginSession(ISessionStore sessions, IMembershipStore memberships, IEventLog events, ITransactions transactions, TimeProvider time)
{
    private const int MaxClient = 200;

    /// <param name="member">Who has shown who they are.</param>
    /// <param name="from">Where they are.</param>
    /// <param name="how"><c>password</c>, <c>recovery_code</c>, <c>setup</c> or <c>invite</c>.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<NewSession> RunAsync(Member member, SessionOrigin from, string how, CancellationToken ct) => transactions.RunAsync(async () =>
    {
        var (now, token) = (time.GetUtcNow(), ShownOnce.New());
        var session = new MemberSession
        {
            Id = Guid.CreateVersion7(now),
            MemberId = member.Id,
            Address = from.Address,
            Client = from.Client is { Length: > MaxClient } client ? client[..MaxClient] : from.Client,
            CreatedAt = now,
            SeenAt = now,
        };
        await sessions.AddAsync(session, token.Hash(), ct);
        await events.AppendToAllAsync(memberships, member, "member.signed_in", now, new { how, session = session.Id }, ct);
        return new NewSession(session, token);
    }, ct);
}

/// <summary>Where a session is begun.</summary>
/// <param name="Address">Of the network; null where it is not known.</param>
/// <param name="Client">What the browser says of itself; null where it says nothing.</param>
internal sealed record SessionOrigin(string? Address, string? Client);
