using Microsoft.AspNetCore.Authorization;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.SignIn;

/// <summary>What an endpoint's row in the route table says of who may use it. Each row of <c>/api/v1</c> says one of the three; one that says none is closed to everybody.</summary>
internal static class EndpointNeeds
{
    /// <summary>A right in the workspace that the request is for.</summary>
    /// <param name="route">The row.</param>
    /// <param name="right">Which.</param>
    /// <param name="memberOnly">No key can do it: it needs a person.</param>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Right right, bool memberOnly = false) => route.WithMetadata(new Need(right, memberOnly));

    /// <summary>A signed-in member, whatever their role: it is about themselves.</summary>
    public static RouteHandlerBuilder ForMembers(this RouteHandlerBuilder route) => route.WithMetadata(new Need(null, MemberOnly: true));

    /// <summary>Nobody in particular: it is how one signs in.</summary>
    public static RouteHandlerBuilder ForEverybody(this RouteHandlerBuilder route) => route.AllowAnonymous();

    /// <summary>Rows of the API that do not say who may use them.</summary>
    public static IEnumerable<string> Unsaid(IEnumerable<Endpoint> endpoints) => endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true)
        .Where(endpoint => endpoint.Metadata.GetMetadata<Need>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
        .Select(endpoint => endpoint.DisplayName ?? endpoint.RoutePattern.RawText!);
}

/// <summary>What a caller must have to use an endpoint.</summary>
/// <param name="Right">In the workspace; null where it is about the member alone.</param>
/// <param name="MemberOnly">Keys cannot.</param>
internal sealed record Need(Right? Right, bool MemberOnly);
