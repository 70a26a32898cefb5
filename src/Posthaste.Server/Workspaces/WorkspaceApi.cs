using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Posts;
using Posthaste.Server.Http;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Workspaces;

/// <summary>The workspace that the request is for, and its rules.</summary>
internal static class WorkspaceApi
{
    public static void MapWorkspace(this IEndpointRouteBuilder api)
    {
        var workspace = api.MapGroup("/workspace").WithTags("Workspace");

        workspace.MapGet("/", GetAsync).Needs(Right.Read).WithName("GetWorkspace").WithSummary("Reads the workspace that the request is for.");
        workspace.MapPatch("/", UpdateAsync).Needs(Right.ManageWorkspace).WithName("UpdateWorkspace").WithSummary("Changes its name, time zone or rules. What is left out stays.").Fails(422);
        workspace.MapPut("/plan", ChangePlanAsync).Needs(Right.ManageWorkspace).WithName("ChangePlan")
            .WithSummary("Puts it on another plan, where the server lets its members choose. Waiting posts of platforms that this locks need attention; of those it opens, they go on.").Fails(403, 422);
    }

    private static async Task<Results<Ok<WorkspaceResponse>, ApiProblem>> GetAsync(Caller caller, IWorkspaceStore workspaces, WorkspacePlans plans, IPlatforms platforms, IOptions<PublishingOptions> publishing, CancellationToken ct) =>
        await workspaces.FindAsync(caller.WorkspaceId, ct) is { } workspace
            ? TypedResults.Ok(WorkspaceResponse.From(workspace, plans, platforms, publishing.Value))
            : ApiProblem.NotFound("workspace");

    private static async Task<Results<Ok<WorkspaceResponse>, ApiProblem>> UpdateAsync(
        UpdateWorkspaceRequest request, Caller caller, UpdateWorkspace updateWorkspace, WorkspacePlans plans, IPlatforms platforms, IOptions<PublishingOptions> publishing, CancellationToken ct) =>
        await updateWorkspace.RunAsync(caller.WorkspaceId, request.ApplyTo, caller.Name, ct) switch
        {
            UpdateWorkspaceResult.Updated updated => TypedResults.Ok(WorkspaceResponse.From(updated.Workspace, plans, platforms, publishing.Value)),
            UpdateWorkspaceResult.Refused refused => ApiProblem.ForField(refused.Field, refused.Message, 422, refused.Code),
            UpdateWorkspaceResult.NotFound => ApiProblem.NotFound("workspace"),
            _ => throw new UnreachableException(),
        };

    private static async Task<Results<Ok<WorkspaceResponse>, ApiProblem>> ChangePlanAsync(
        ChangePlanRequest request, Caller caller, ChangePlan changePlan, WorkspacePlans plans, IPlatforms platforms, IOptions<PublishingOptions> publishing, CancellationToken ct)
    {
        if (!plans.MembersChoose) return new ApiProblem(403, "plan_not_yours", "On this server whoever runs it sets the plan (Plans:OwnersChoose).");
        return await changePlan.RunAsync(caller.WorkspaceId, request.Plan, caller.Name, ct) switch
        {
            ChangePlanResult.Changed changed => TypedResults.Ok(WorkspaceResponse.From(changed.Workspace, plans, platforms, publishing.Value)),
            ChangePlanResult.UnknownPlan unknown => ApiProblem.ForField("plan", $"expected is one of {string.Join(", ", unknown.Known)}", 422, "unknown_plan"),
            ChangePlanResult.PlansAreOff => new ApiProblem(403, "plan_not_yours", "Plans are off on this server: every workspace has everything."),
            ChangePlanResult.NotFound => ApiProblem.NotFound("workspace"),
            _ => throw new UnreachableException(),
        };
    }
}

/// <summary>The plan that a workspace should be on.</summary>
public sealed record ChangePlanRequest
{
    /// <summary>The name of a plan.</summary>
    public required string Plan { get; init; }
}

/// <summary>A workspace and its rules.</summary>
public sealed record WorkspaceResponse
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>IANA name.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What becomes of a post whose time passed while nothing could go out.</summary>
    public required LatePolicy LatePolicy { get; init; }

    /// <summary>With <c>publish</c>, how late a post may still go out.</summary>
    public required int LateMinutes { get; init; }

    public required LongCaption CaptionPolicy { get; init; }
    /// <summary>What becomes of media that a platform does not take as it is, where the post does not say.</summary>
    public required UnfitMedia MediaPolicy { get; init; }

    public required ApprovalPolicy ApprovalPolicy { get; init; }

    /// <summary>Within so many days the same media is a repeat on the same channel; 0 for never, null for as long as the server is set to (30, unless changed).</summary>
    public required int? RepeatDays { get; init; }

    /// <summary>Posts on one channel closer than so many seconds are a <c>conflict</c>; 0 for never. The server's (<c>Publishing:ConflictDistance</c>), the same for every workspace.</summary>
    public required int ConflictSeconds { get; init; }

    /// <summary>The name of its plan; null where plans are off.</summary>
    public required string? Plan { get; init; }

    /// <summary>Platforms of this server that the plan does not include.</summary>
    public required IReadOnlyList<LockedPlatformResponse> LockedPlatforms { get; init; }

    /// <summary>Platforms whose place a stand-in on this machine takes: what is published there reaches nobody.</summary>
    public required IReadOnlyList<string> StandIns { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    internal static WorkspaceResponse From(Workspace workspace, WorkspacePlans plans, IPlatforms platforms, PublishingOptions publishing) => new()
    {
        Id = workspace.Id,
        Name = workspace.Name,
        TimeZone = workspace.TimeZone,
        LatePolicy = workspace.LatePolicy,
        LateMinutes = workspace.LateMinutes,
        CaptionPolicy = workspace.CaptionPolicy,
        MediaPolicy = workspace.MediaPolicy,
        ApprovalPolicy = workspace.ApprovalPolicy,
        RepeatDays = workspace.RepeatDays,
        ConflictSeconds = (int)Math.Ceiling(publishing.ConflictDistance.TotalSeconds),
        Plan = plans.NameFor(workspace),
        LockedPlatforms = plans.LockedFor(workspace),
        StandIns = [.. platforms.All.Where(platform => platform.IsOnThisMachine).Select(platform => platform.Name)],
        CreatedAt = workspace.CreatedAt,
    };
}

/// <summary>What to change; the rest stays. Null gives repeatDays back to the server.</summary>
public sealed record UpdateWorkspaceRequest
{
    private bool _hasRepeatDays;

    public string? Name { get; init; }
    public string? TimeZone { get; init; }
    public LatePolicy? LatePolicy { get; init; }
    public int? LateMinutes { get; init; }
    public LongCaption? CaptionPolicy { get; init; }
    public UnfitMedia? MediaPolicy { get; init; }
    public ApprovalPolicy? ApprovalPolicy { get; init; }

    /// <summary>0 to 365.</summary>
    public int? RepeatDays { get; init => (field, _hasRepeatDays) = (value, true); }

    internal Workspace ApplyTo(Workspace workspace) => workspace with
    {
        Name = Name ?? workspace.Name,
        TimeZone = TimeZone ?? workspace.TimeZone,
        LatePolicy = LatePolicy ?? workspace.LatePolicy,
        LateMinutes = LateMinutes ?? workspace.LateMinutes,
        CaptionPolicy = CaptionPolicy ?? workspace.CaptionPolicy,
        MediaPolicy = MediaPolicy ?? workspace.MediaPolicy,
        ApprovalPolicy = ApprovalPolicy ?? workspace.ApprovalPolicy,
        RepeatDays = _hasRepeatDays ? RepeatDays : workspace.RepeatDays,
    };
}
