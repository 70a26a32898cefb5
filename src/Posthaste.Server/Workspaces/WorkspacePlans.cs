using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Server.Workspaces;

/// <summary>What a workspace's plan means on this server.</summary>
internal sealed class WorkspacePlans(PlanGate gate, IPlatforms platforms, IOptions<PlansOptions> options)
{
    public bool MembersChoose => options.Value.OwnersChoose;

    public string? NameFor(Workspace workspace) => gate.PlanOf(workspace)?.Name;

    public IReadOnlyList<LockedPlatformResponse> LockedFor(Workspace workspace) =>
        [.. platforms.All.Select(platform => gate.Find(workspace, platform.Name)).OfType<PlanNeeded>().Select(needed => new LockedPlatformResponse(needed.Platform, needed.Needed))];
}

/// <summary>A platform that a plan does not include.</summary>
/// <param name="Platform">For example <c>instagram</c>.</param>
/// <param name="NeededPlan">The smallest plan that includes it.</param>
public sealed record LockedPlatformResponse(string Platform, string NeededPlan);
