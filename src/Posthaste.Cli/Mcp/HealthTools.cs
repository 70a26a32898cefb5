using System.Text.Json.Nodes;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.Mcp;

/// <summary>Whether posts go out.</summary>
internal static class HealthTools
{
    public static IEnumerable<AssistantTool> All { get; } =
    [
        new()
        {
            Name = "show_health",
            Title = "Show whether publishing works",
            Description = "Whether the workspace's posts go out and what stands in their way: the parts of the server, the networks, and the open alerts, each with what to do.",
            Effect = ToolEffect.Reads,
            RunAsync = async call => new JsonObject
            {
                ["publishing"] = (await call.Api.GetAsync("health/publishing", call.Ct)).Node(),
                ["alerts"] = (await call.Api.GetAsync("alerts?state=open&limit=50", call.Ct)).Field("items").Node(),
            },
        },
    ];
}
