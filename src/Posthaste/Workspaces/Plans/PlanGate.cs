using Microsoft.Extensions.Options;

namespace Posthaste.Workspaces.Plans;

/// <summary>Says which networks a workspace's plan locks.</summary>
public sealed class PlanGate(IWorkspaceStore workspaces, IOptions<PlansOptions> options)
{
    /// <summary>The problem code of what a plan locks.</summary>
    public const string Code = "plan_required";

    /// <summary>Smallest first; empty where plans are off.</summary>
    public IReadOnlyList<Plan> Catalogue => options.Value.Enabled ? options.Value.Plans : [];

    /// <returns>Null where plans are off. A plan that is no longer in the catalogue counts as the one that workspaces start on: a setting that was mistyped locks nobody out.</returns>
    public Plan? PlanOf(Workspace workspace) => Catalogue.FirstOrDefault(plan => plan.Name == workspace.Plan) ?? Catalogue.FirstOrDefault(plan => plan.Platforms is null);

    /// <returns>Null where the workspace may use the network.</returns>
    public PlanNeeded? Find(Workspace workspace, string platform) =>
        PlanOf(workspace) is { } plan && !plan.Has(platform) ? new PlanNeeded(platform, plan.Name, Catalogue.First(other => other.Has(platform)).Name) : null;

    /// <inheritdoc cref="Find"/>
    public async Task<PlanNeeded?> FindAsync(Guid workspaceId, string platform, CancellationToken ct) =>
        Catalogue.Count > 0 && await workspaces.FindAsync(workspaceId, ct) is { } workspace ? Find(workspace, platform) : null;
}

/// <summary>A network is locked.</summary>
/// <param name="Plan">The workspace's.</param>
/// <param name="Needed">The smallest that has it.</param>
public sealed record PlanNeeded(string Platform, string Plan, string Needed)
{
    public string Message => $"The plan {Plan} does not include {Platform}. It needs the plan {Needed}.";
}
