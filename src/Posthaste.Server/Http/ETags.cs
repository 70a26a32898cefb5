using System.Globalization;
using Posthaste.Server.Problems;

namespace Posthaste.Server.Http;

/// <summary>The version of a thing as an HTTP entity tag: <c>"7"</c>.</summary>
internal static class ETags
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Reads <c>If-Match</c>.</summary>
    /// <param name="version">The version the client saw; null where it takes any.</param>
    /// <param name="request">Whose header.</param>
    /// <returns>What is wrong with the header; null where nothing is.</returns>
    public static ApiProblem? ReadIfMatch(HttpRequest request, out long? version)
    {
        version = null;
        var header = request.Headers.IfMatch;
        if (header.Count == 0 || header is ["*"]) return null;
        var tag = header.Count == 1 ? header[0] : null;
        if (tag is ['"', .. var number, '"'] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var found))
        {
            version = found;
            return null;
        }
        return ApiProblem.ForField("If-Match", "expected is one version as the header ETag gave it, such as \"7\"");
    }

    public static ApiProblem Mismatch(long current) => new(StatusCodes.Status412PreconditionFailed, ProblemCodes.VersionConflict,
        $"Somebody changed this in the meantime: it is at version {current}. Read it again, look at the change, and send yours with the new ETag.");
}
