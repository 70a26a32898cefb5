using Microsoft.Extensions.Options;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.SignIn;

/// <summary>Who is signed in, where they belong, and what an unsafe request needs.</summary>
public sealed record SessionResponse
{
    public required Guid Id { get; init; }

    public required MemberResponse Member { get; init; }

    /// <summary>To be sent in the header <c>X-CSRF-Token</c> with every POST, PATCH, PUT and DELETE of this session.</summary>
    public required string CsrfToken { get; init; }

    /// <summary>The workspace that this request counted for; null where there is none. The header <c>X-Workspace</c> chooses another.</summary>
    public required Guid? WorkspaceId { get; init; }

    /// <summary>Where the member belongs, the one they joined first in front.</summary>
    public required IReadOnlyList<OwnWorkspaceResponse> Workspaces { get; init; }

    /// <summary>When the session ends if nothing more is done with it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The member signs in with a code too.</summary>
    public required bool HasTotp { get; init; }

    /// <summary>How many recovery codes are left; null where the member has no authenticator.</summary>
    public required int? RecoveryCodesLeft { get; init; }
}

/// <summary>A person.</summary>
public sealed record MemberResponse
{
    public required Guid Id { get; init; }
    public required string Email { get; init; }
    public required string Name { get; init; }

    public static MemberResponse From(Member member) => new() { Id = member.Id, Email = member.Email, Name = member.Name };
}

/// <summary>A workspace that the member belongs to.</summary>
public sealed record OwnWorkspaceResponse
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required Role Role { get; init; }

    /// <summary>What the role may do: what to show and what not.</summary>
    public required IReadOnlyList<Right> Rights { get; init; }

    public static OwnWorkspaceResponse From(Membership membership) => new()
    {
        Id = membership.WorkspaceId,
        Name = membership.WorkspaceName,
        Role = membership.Role,
        Rights = [.. RightsTable.Of(membership.Role).Order()],
    };
}

/// <summary>Puts together what is told of a session.</summary>
internal sealed class SessionAnswers(
    SessionCookie cookie, BeginSession beginSession, IMembershipStore memberships, IFactorStore factors, IOptions<SignInOptions> options)
{
    public async Task<SessionResponse> OfAsync(Caller caller, CancellationToken ct)
    {
        var who = caller.SignedIn!;
        return await ComposeAsync(who, caller.CsrfToken!, caller.NoWorkspace is null ? caller.WorkspaceId : null, ct);
    }

    /// <summary>Of a session whose member has just joined one more workspace.</summary>
    public async Task<SessionResponse> RefreshedAsync(Caller caller, CancellationToken ct)
    {
        var who = caller.SignedIn! with { Memberships = await memberships.ListWorkspacesAsync(caller.Id, ct) };
        return await ComposeAsync(who, caller.CsrfToken!, caller.NoWorkspace is null ? caller.WorkspaceId : who.Memberships[0].WorkspaceId, ct);
    }

    /// <summary>Signs somebody in who has just joined, and answers with the session.</summary>
    public async Task<SessionResponse> BeginAsync(HttpContext http, Member member, string how, CancellationToken ct) =>
        await BegunAsync(http, member, await beginSession.RunAsync(member, ClientAddress.OriginOf(http), how, ct), ct);

    /// <summary>Gives the browser its cookie, and answers with the session.</summary>
    public async Task<SessionResponse> BegunAsync(HttpContext http, Member member, NewSession begun, CancellationToken ct)
    {
        cookie.Write(http, begun.Token);
        var who = new SignedInMember(member, begun.Session, await memberships.ListWorkspacesAsync(member.Id, ct));
        return await ComposeAsync(who, SessionHandler.CsrfTokenOf(begun.Token.Reveal()), who.Memberships is [var first, ..] ? first.WorkspaceId : null, ct);
    }

    private async Task<SessionResponse> ComposeAsync(SignedInMember who, ShownOnce csrfToken, Guid? workspaceId, CancellationToken ct)
    {
        var hasTotp = await factors.FindAsync(who.Member.Id, ct) is { Confirmed: true };
        return new SessionResponse
        {
            Id = who.Session.Id,
            Member = MemberResponse.From(who.Member),
            CsrfToken = csrfToken.Reveal(),
            WorkspaceId = workspaceId,
            Workspaces = [.. who.Memberships.Select(OwnWorkspaceResponse.From)],
            ExpiresAt = who.Session.ExpiresAt(options.Value),
            HasTotp = hasTotp,
            RecoveryCodesLeft = hasTotp ? await factors.CountRecoveryCodesAsync(who.Member.Id, ct) : null,
        };
    }
}
