namespace Posthaste.Workspaces.Members;

/// <summary>A person who signs in. One account for all workspaces of a server.</summary>
public sealed record Member
{
    public required Guid Id { get; init; }

    /// <summary>Lower case. Never changes: it is the name that a member acts under in histories, and that the approval policy compares.</summary>
    public required string Email { get; init; }

    /// <summary>As people call them; need not be unique.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A member with what their password is checked against. Does not print itself.</summary>
internal sealed class KnownPassword(Member member, string hash)
{
    public Member Member { get; } = member;

    public string Hash { get; } = hash;

    public override string ToString() => "(secret)";
}

/// <summary>A member's place in one workspace.</summary>
/// <param name="WorkspaceId">Which.</param>
/// <param name="WorkspaceName">For showing.</param>
/// <param name="Role">What they are there.</param>
/// <param name="Since">When they joined.</param>
public sealed record Membership(Guid WorkspaceId, string WorkspaceName, Role Role, DateTimeOffset Since);

/// <summary>A member as their workspace sees them.</summary>
/// <param name="Member">Who.</param>
/// <param name="Role">What they are there.</param>
/// <param name="Since">When they joined.</param>
/// <param name="HasTotp">They sign in with a code too.</param>
public sealed record WorkspaceMember(Member Member, Role Role, DateTimeOffset Since, bool HasTotp);
