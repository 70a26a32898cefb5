using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Members;

/// <summary>Who belongs to the workspace.</summary>
internal static class MembersApi
{
    public static void MapMembers(this IEndpointRouteBuilder api)
    {
        var members = api.MapGroup("/members").WithTags("Members");
        members.MapGet("/", ListAsync).Needs(Right.Read).WithName("ListMembers").WithSummary("Lists members by name.");
        members.MapPatch("/{memberId:guid}", ChangeRoleAsync).Needs(Right.ManageMembers).WithName("ChangeRole").WithSummary("Gives a member another role.").Fails(404, 409);
        members.MapDelete("/{memberId:guid}", RemoveAsync).Needs(Right.ManageMembers).WithName("RemoveMember").WithSummary("Takes a member out of the workspace, at once. The account stays.").Fails(404, 409);
    }

    private static async Task<Ok<Page<WorkspaceMemberResponse>>> ListAsync(Caller caller, IMembershipStore memberships, CancellationToken ct)
    {
        var found = await memberships.ListMembersAsync(caller.WorkspaceId, ct);
        return TypedResults.Ok(new Page<WorkspaceMemberResponse>([.. found.Select(member => WorkspaceMemberResponse.From(member, caller))], NextCursor: null));
    }

    private static async Task<Results<Ok<WorkspaceMemberResponse>, ApiProblem>> ChangeRoleAsync(
        Guid memberId, ChangeRoleRequest request, Caller caller, ChangeRole changeRole, CancellationToken ct) =>
        await changeRole.RunAsync(caller.WorkspaceId, memberId, request.Role, caller.AsGrantor(), ct) switch
        {
            ChangeRoleResult.Changed changed => TypedResults.Ok(WorkspaceMemberResponse.From(changed.Member, caller)),
            var other => MemberProblems.From(other),
        };

    private static async Task<Results<NoContent, ApiProblem>> RemoveAsync(Guid memberId, Caller caller, ChangeRole changeRole, CancellationToken ct) =>
        await changeRole.RunAsync(caller.WorkspaceId, memberId, role: null, caller.AsGrantor(), ct) switch
        {
            ChangeRoleResult.Changed => TypedResults.NoContent(),
            var other => MemberProblems.From(other),
        };
}

/// <summary>Why a role was not changed, as answers.</summary>
internal static class MemberProblems
{
    public static ApiProblem From(ChangeRoleResult result) => result switch
    {
        ChangeRoleResult.Refused refused => new ApiProblem(StatusCodes.Status409Conflict, refused.Code, refused.Message),
        ChangeRoleResult.NotAllowed notAllowed => new ApiProblem(StatusCodes.Status403Forbidden, notAllowed.Code, notAllowed.Message),
        ChangeRoleResult.NotFound => ApiProblem.NotFound("member"),
        _ => throw new UnreachableException(),
    };
}

/// <summary>Another role.</summary>
public sealed record ChangeRoleRequest
{
    public required Role Role { get; init; }
}

/// <summary>A member of the workspace.</summary>
public sealed record WorkspaceMemberResponse
{
    public required Guid Id { get; init; }

    /// <summary>Stands in histories as who did it.</summary>
    public required string Email { get; init; }

    public required string Name { get; init; }
    public required Role Role { get; init; }

    /// <summary>When they joined.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>They sign in with a code too; null for who may not manage members.</summary>
    public required bool? HasTotp { get; init; }

    internal static WorkspaceMemberResponse From(WorkspaceMember member, Caller caller) => new()
    {
        Id = member.Member.Id,
        Email = member.Member.Email,
        Name = member.Member.Name,
        Role = member.Role,
        Since = member.Since,
        HasTotp = caller.Rights.Contains(Right.ManageMembers) ? member.HasTotp : null,
    };
}
