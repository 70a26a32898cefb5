using Posthaste.Platforms;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Posts.Readiness;

/// <summary>The workspace's plan has the network. Pure.</summary>
internal static class PlanRule
{
    public static Finding? Of(PlanNeeded? needed) => needed is null ? null : new Finding(
        PlanGate.Code, "channelIds", needed.Message, Advice: $"Change the workspace's plan to {needed.Needed}; posts that wait for it then go on by themselves.")
    {
        ApiOnly = true,
    };
}
