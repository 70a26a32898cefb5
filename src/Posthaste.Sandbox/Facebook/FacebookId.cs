using System.Text.RegularExpressions;

namespace Posthaste.Sandbox.Facebook;

/// <summary>What in an address is one of Facebook's own: a Page, a post, a picture or a video of it. Instagram's accounts, containers and media are at the same host, and their ids begin otherwise.</summary>
internal sealed partial class FacebookId : IRouteConstraint
{
    public const string Name = "facebookid";

    /// <summary>How the sandbox's tokens of Pages begin, by which <c>me</c> is told from that of other networks.</summary>
    public const string TokenPrefix = "sandbox-facebook-";

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) => values[routeKey] switch
    {
        "me" => httpContext?.Request.Headers.Authorization.ToString().Contains($" {TokenPrefix}", StringComparison.Ordinal) == true,
        "debug_token" => httpContext?.Request.Query["input_token"].ToString().StartsWith(TokenPrefix, StringComparison.Ordinal) == true,
        string segment => Own().IsMatch(segment),
        _ => false,
    };

    [GeneratedRegex(@"^(6155|1220|9921)\d{10,}(_1220\d{10,})?\z")]
    private static partial Regex Own();
}
