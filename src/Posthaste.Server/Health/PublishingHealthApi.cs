using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Alerts.Health;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Health;

/// <summary>Whether a workspace's posts go out, and what stands in their way.</summary>
internal static class PublishingHealthApi
{
    public static void MapPublishingHealth(this IEndpointRouteBuilder api) =>
        api.MapGet("/health/publishing", GetAsync).WithTags("Health").Needs(Right.Read).WithName("GetPublishingHealth")
            .WithSummary("Says of each thing that publishing needs, and of each network, how it is, and what to do where it is not well.");

    private static async Task<Ok<PublishingHealthResponse>> GetAsync(Caller caller, ReadPublishingHealth readPublishingHealth, CancellationToken ct) =>
        TypedResults.Ok(PublishingHealthResponse.Of(await readPublishingHealth.RunAsync(caller.WorkspaceId, ct)));
}
