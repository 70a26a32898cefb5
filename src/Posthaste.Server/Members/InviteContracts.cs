using System.Text.Json.Serialization;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Members;

/// <summary>Whom to invite.</summary>
public sealed record InviteMemberRequest
{
    /// <summary>Whom the link is for: the account is made with it. Another invitation for the same address takes the place of this one.</summary>
    public required string Email { get; init; }

    /// <summary>No more than one's own.</summary>
    public required Role Role { get; init; }
}

/// <summary>An invitation.</summary>
public sealed record InviteResponse
{
    public required Guid Id { get; init; }
    public required string Email { get; init; }
    public required Role Role { get; init; }

    /// <summary>By name.</summary>
    public required string InvitedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>To be given to that person; only in the answer that made it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Link { get; init; }

    internal static InviteResponse From(Invite invite) => new()
    {
        Id = invite.Id,
        Email = invite.Email,
        Role = invite.Role,
        InvitedBy = invite.InvitedBy,
        CreatedAt = invite.CreatedAt,
        ExpiresAt = invite.ExpiresAt,
    };
}

/// <summary>An invitation's token.</summary>
public sealed record LookAtInviteRequest
{
    /// <summary>What stands behind the <c>#</c> of the link.</summary>
    public required string Token { get; init; }

    public override string ToString() => "(secret)";
}

/// <summary>What an invitation offers, for who holds its link.</summary>
public sealed record InviteOfferResponse
{
    public required string WorkspaceName { get; init; }
    public required string Email { get; init; }
    public required Role Role { get; init; }
    public required string InvitedBy { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>There is an account for this e-mail: sign in with it, then accept.</summary>
    public required bool HasAccount { get; init; }
}

/// <summary>Joins a workspace.</summary>
public sealed record AcceptInviteRequest
{
    /// <summary>What stands behind the <c>#</c> of the link.</summary>
    public required string Token { get; init; }

    /// <summary>For a new account: as people call them.</summary>
    public string? Name { get; init; }

    /// <summary>For a new account: at least 12 characters.</summary>
    public string? Password { get; init; }

    public override string ToString() => "(secret)";
}
