using System.Diagnostics;
using Microsoft.Net.Http.Headers;
using Posthaste.Media.Hosting;
using Posthaste.Server.Problems;

namespace Posthaste.Server.Media;

/// <summary>Public copies for the platforms: whoever has the signed address gets the file, without a key, while it lasts.</summary>
internal static class HostedCopies
{
    public static void MapHostedCopies(this IEndpointRouteBuilder app) =>
        app.MapMethods(LocalMediaHost.Route, ["GET", "HEAD"], GetAsync).ExcludeFromDescription();

    private static async Task<IResult> GetAsync(string copyId, string expires, string name, LocalMediaHost host, HttpResponse response, CancellationToken ct)
    {
        switch (await host.ResolveAsync(copyId, expires, name, ct))
        {
            case LocalCopyResult.Found found:
                response.Headers.CacheControl = "private";
                return TypedResults.PhysicalFile(found.Path, found.ContentType, entityTag: new EntityTagHeaderValue(found.ETag), enableRangeProcessing: true);
            case LocalCopyResult.Gone:
                return new ApiProblem(StatusCodes.Status410Gone, "gone", "This copy was for a short time only, and that is over.");
            case LocalCopyResult.NotFound:
                return ProblemCodes.ForStatus(StatusCodes.Status404NotFound);
            default:
                throw new UnreachableException();
        }
    }
}
