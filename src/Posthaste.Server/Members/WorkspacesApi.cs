using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Server.Workspaces;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Members;

/// <summary>The workspaces that a member belongs to.</summary>
internal static class WorkspacesApi
{
    public static void MapWorkspaces(this IEndpointRouteBuilder api)
    {
        var workspaces = api.MapGroup("/workspaces").WithTags("Members");
        workspaces.MapGet("/", List).ForMembers().WithName("ListWorkspaces").WithSummary("Lists the workspaces that the member belongs to.");
        workspaces.MapPost("/", CreateAsync).Needs(Right.CreateWorkspaces, memberOnly: true).WithName("CreateWorkspace").WithSummary("Opens another workspace, with the member as its owner.")
            .Produces<WorkspaceResponse>(201).Fails(422);
        workspaces.MapPost("/{workspaceId:guid}/leave", LeaveAsync).ForMembers().WithName("LeaveWorkspace").WithSummary("Leaves a workspace. Its last owner cannot.").Fails(404, 409);
    }

    private static Ok<Page<OwnWorkspaceResponse>> List(Caller caller) =>
        TypedResults.Ok(new Page<OwnWorkspaceResponse>([.. caller.SignedIn!.Memberships.Select(OwnWorkspaceResponse.From)], NextCursor: null));

    private static async Task<IResult> CreateAsync(CreateWorkspaceRequest request, Caller caller, CreateWorkspace create, WorkspacePlans plans, IPlatforms platforms, IOptions<PublishingOptions> publishing, CancellationToken ct) =>
        await create.RunAsync(caller.SignedIn!.Member, request.Name, request.TimeZone ?? "UTC", ct) switch
        {
            UpdateWorkspaceResult.Updated created => TypedResults.Created((string?)null, WorkspaceResponse.From(created.Workspace, plans, platforms, publishing.Value)),
            UpdateWorkspaceResult.Refused refused => ApiProblem.ForField(refused.Field, refused.Message, StatusCodes.Status422UnprocessableEntity, refused.Code),
            _ => throw new UnreachableException(),
        };

    private static async Task<Results<NoContent, ApiProblem>> LeaveAsync(Guid workspaceId, Caller caller, ChangeRole changeRole, CancellationToken ct) =>
        await changeRole.RunAsync(workspaceId, caller.Id, role: null, caller.AsGrantor(), ct) switch
        {
            ChangeRoleResult.Changed => TypedResults.NoContent(),
            ChangeRoleResult.NotFound => new ApiProblem(StatusCodes.Status404NotFound, ProblemCodes.NotFound, "You belong to no such workspace."),
            var other => MemberProblems.From(other),
        };
}

/// <summary>A workspace to open.</summary>
public sealed record CreateWorkspaceRequest
{
    /// <summary>1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>IANA name; UTC where left out.</summary>
    public string? TimeZone { get; init; }
}
