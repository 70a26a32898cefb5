using System.Text.RegularExpressions;
using Posthaste.Sandbox.Accounts;

namespace Posthaste.Sandbox.Graph;

/// <summary>One request to the Graph API, read.</summary>
internal sealed partial record GraphCall
{
    public const string NewestVersion = "v26.0";

    /// <summary>Older versions have ended; calls to them get this one.</summary>
    public const string OldestVersion = "v21.0";

    public required string Method { get; init; }

    /// <summary>As in <c>v26.0</c>; the oldest where the path has none.</summary>
    public required string Version { get; init; }

    /// <summary>The first part of the path after the version; <c>me</c> is replaced once the token is known.</summary>
    public required string NodeId { get; init; }

    /// <summary>Empty where the call is for the node itself.</summary>
    public required string Edge { get; init; }

    public required GraphParams Params { get; init; }

    /// <summary>From the parameter or the Authorization header.</summary>
    public required string? TokenValue { get; init; }

    public required string BaseUrl { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    public LoginProduct Login { get; init; } = LoginProduct.Instagram;

    /// <summary>The path without version, for errors and links.</summary>
    public string Path => Edge.Length == 0 ? $"/{NodeId}" : $"/{NodeId}/{Edge}";

    /// <returns>Null when the version or the path does not exist.</returns>
    public static GraphCall? From(HttpRequest request, GraphParams parameters, DateTimeOffset now)
    {
        var parts = (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var version = OldestVersion;
        if (parts.Length > 0 && VersionPattern().Match(parts[0]) is { Success: true } match)
        {
            if (Serve(match) is not { } served) return null;
            version = served;
            parts = parts[1..];
        }
        if (parts.Length is 0 or > 2) return null;
        return new GraphCall
        {
            Method = request.Method,
            Version = version,
            NodeId = parts[0],
            Edge = parts.Length == 2 ? parts[1] : "",
            Params = parameters,
            TokenValue = TokenOf(request, parameters),
            BaseUrl = $"{request.Scheme}://{request.Host}",
            ArrivedAt = now,
        };
    }

    /// <summary>The path as the platform names it when it does not know it.</summary>
    public static string UnknownPart(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        var version = VersionPattern().Match(path.TrimStart('/').Split('/')[0]);
        return version.Success ? path[(version.Length + 1)..] : path;
    }

    private static string? Serve(Match version)
    {
        var major = int.Parse(version.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        var exists = major is >= 1 and <= 26 && (version.Groups[2].Value == "0" || major < 4);
        if (!exists) return null;
        return major < 21 ? OldestVersion : version.Value;
    }

    private static string? TokenOf(HttpRequest request, GraphParams parameters)
    {
        if (parameters.Get("access_token") is { } token) return token;
        var header = request.Headers.Authorization.ToString();
        return BearerPattern().Match(header) is { Success: true } match ? match.Groups[1].Value : null;
    }

    [GeneratedRegex(@"^v(\d{1,3})\.(\d{1,2})$")]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^(?:Bearer|OAuth)\s+(\S+)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex BearerPattern();
}
