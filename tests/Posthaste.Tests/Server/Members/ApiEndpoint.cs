using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Server.Members;

/// <summary>Every endpoint below <c>/api/v1</c>, as the server really has it.</summary>
internal sealed record ApiEndpoint(string Name, HttpMethod Method, string Path, IReadOnlyList<string> Parameters, Right? Right, bool MemberOnly, bool IsOpen)
{
    public static IReadOnlyList<ApiEndpoint> AllOf(ServerUnderTest server) =>
    [
        .. server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true)
            .Select(From)
            .OrderBy(endpoint => endpoint.Name, StringComparer.Ordinal),
    ];

    /// <summary>A request to it, with a body where it takes one.</summary>
    /// <param name="ids">For its parameters; one that is missing is an id of nothing.</param>
    /// <param name="body">JSON; an empty object where left out.</param>
    /// <param name="query">With its question mark.</param>
    public HttpRequestMessage Request(IReadOnlyDictionary<string, Guid>? ids = null, string body = "{}", string query = "")
    {
        var path = Parameters.Aggregate(Path, (text, name) => text.Replace($"{{{name}}}", (ids?.GetValueOrDefault(name) ?? Guid.Empty).ToString(), StringComparison.Ordinal));
        var request = new HttpRequestMessage(Method, path + query);
        if (Method == HttpMethod.Post || Method == HttpMethod.Patch || Method == HttpMethod.Put) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    private static ApiEndpoint From(RouteEndpoint endpoint)
    {
        var need = endpoint.Metadata.GetMetadata<Need>();
        var path = string.Join('/', endpoint.RoutePattern.RawText!.Split('/').Select(part => part.StartsWith('{') ? part.Split(':')[0].TrimEnd('}') + "}" : part));
        return new ApiEndpoint(
            endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName,
            new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single()),
            path.TrimEnd('/'),
            [.. endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name)],
            need?.Right,
            need?.MemberOnly ?? false,
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);
    }
}
