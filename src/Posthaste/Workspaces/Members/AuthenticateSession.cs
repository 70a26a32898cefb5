using Microsoft.Extensions.Options;

namespace Posthaste.Workspaces.Members;

/// <summary>Says whose session this is, and keeps it alive.</summary>
internal sealed class AuthenticateSession(
    ISessionStore sessions, IMemberStore members, IMembershipStore memberships, IOptions<SignInOptions> options, TimeProvider time)
{
    private const int MaxLength = 100;

    /// <summary>How stale <see cref="MemberSession.SeenAt"/> may become before it is written again: most requests only read.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <returns>Null where it is no session, or has ended.</returns>
    public async Task<SignedInMember?> RunAsync(string token, CancellationToken ct)
    {
        if (token.Length is 0 or > MaxLength) return null;
        var now = time.GetUtcNow();
        if (await sessions.FindByHashAsync(ShownOnce.HashOf(token), ct) is not { } session || !session.IsGood(options.Value, now)) return null;
        if (await members.FindAsync(session.MemberId, ct) is not { } member) return null;
        if (now - session.SeenAt > Fresh) await sessions.TouchAsync(session.Id, now, ct);
        return new SignedInMember(member, session, await memberships.ListWorkspacesAsync(member.Id, ct));
    }
}

/// <summary>Who sent a request, with what, and where they belong.</summary>
internal sealed record SignedInMember(Member Member, MemberSession Session, IReadOnlyList<Membership> Memberships);
