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

    private static async Task<IResult> GetAsync(string copyId, string expires, string name, LocalMediaHost host, HostedLedger ledger, HttpResponse response, CancellationToken ct)
    {
        switch (await host.ResolveAsync(copyId, expires, name, ct))
        {
            case LocalCopyResult.Found found:
                response.Headers.CacheControl = "private";
                if (HttpMethods.IsGet(response.HttpContext.Request.Method)) CountServed(found.MediaId, response, ledger);
                return TypedResults.PhysicalFile(found.Path, found.ContentType, entityTag: new EntityTagHeaderValue(found.ETag), enableRangeProcessing: true);
            case LocalCopyResult.Gone:
                return new ApiProblem(StatusCodes.Status410Gone, "gone", "This copy was for a short time only, and that is over.");
            case LocalCopyResult.NotFound:
                return ProblemCodes.ForStatus(StatusCodes.Status404NotFound);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The bytes that were promised, so that a range counts as what it is. One that its reader broke off counts whole: what of it
    /// was sent nobody says.</summary>
    private static void CountServed(Guid mediaId, HttpResponse response, HostedLedger ledger) => response.OnCompleted(() =>
    {
        if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent)
            ledger.Add(mediaId, new HostedBytes(Uploaded: 0, response.ContentLength ?? 0));
        return Task.CompletedTask;
    });
}
