using System.Security.Cryptography;
using System.Text;
using Posthaste.Media.Hosting;
using Posthaste.Server.Problems;
using Posthaste.Transfer.Feeds;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.Transfer;

/// <summary>What calendar programs read: whoever has the address gets titles and times, without a key. The secret is in it because such programs can send nothing else.</summary>
internal static class FeedPage
{
    /// <summary>What begins so is cut from logs.</summary>
    public const string Prefix = "/ical";

    public static void MapFeeds(this IEndpointRouteBuilder app) =>
        app.MapMethods(Prefix + "/{token}.ics", ["GET", "HEAD"], GetAsync).ExcludeFromDescription();

    public static string AddressOf(PublicAddress address, ShownOnce token) => $"{address.Url.AbsoluteUri.TrimEnd('/')}{Prefix}/{token.Reveal()}.ics";

    private static async Task<IResult> GetAsync(string token, HttpRequest request, HttpResponse response, ReadCalendarFeed readFeed, CancellationToken ct)
    {
        if (await readFeed.RunAsync(token, ct) is not { } text) return ProblemCodes.ForStatus(StatusCodes.Status404NotFound);
        var bytes = Encoding.UTF8.GetBytes(text);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, max-age=300";
        return request.Headers.IfNoneMatch.Any(known => known?.Split(',', StringSplitOptions.TrimEntries).Any(one => one == tag || one == $"W/{tag}" || one == "*") == true)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(bytes, "text/calendar; charset=utf-8");
    }
}
