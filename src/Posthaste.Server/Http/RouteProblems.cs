using Posthaste.Server.Problems;

namespace Posthaste.Server.Http;

/// <summary>What an endpoint's row in the route table says of it beyond its path.</summary>
internal static class RouteProblems
{
    /// <summary>The problems of this endpoint's own. Those any request can meet (no key, a bad body, too many writes, an outage)
    /// are added to the document for all of them.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) route.Produces<ProblemBody>(status, ApiProblem.ContentType);
        return route;
    }
}
