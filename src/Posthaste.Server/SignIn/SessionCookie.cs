using System.Net;
using Microsoft.Extensions.Options;
using Posthaste.Media.Hosting;
using Posthaste.Server.Problems;
using Posthaste.Workspaces.Members;

namespace Posthaste.Server.SignIn;

/// <summary>Where a browser keeps its session: <c>__Host-posthaste</c>, for https only, out of reach of scripts, not sent along by other sites. On this machine
/// without https it is <c>posthaste</c>, since browsers take no <c>__Host-</c> there; anywhere else there is no sign-in without https.</summary>
internal sealed class SessionCookie(PublicAddress address, IOptions<SignInOptions> options)
{
    public const string SecureName = "__Host-posthaste";
    public const string LocalName = "posthaste";

    public string? Read(HttpRequest request) => request.Cookies[IsSecure(request) ? SecureName : LocalName];

    public void Write(HttpContext context, ShownOnce token)
    {
        var secure = IsSecure(context.Request);
        context.Response.Cookies.Append(secure ? SecureName : LocalName, token.Reveal(), Options(secure, options.Value.SessionLifetime));
    }

    public void Remove(HttpContext context)
    {
        var secure = IsSecure(context.Request);
        context.Response.Cookies.Delete(secure ? SecureName : LocalName, Options(secure, maxAge: null));
    }

    /// <returns>Why nobody can sign in over this connection; null where they can.</returns>
    public ApiProblem? Refusal(HttpRequest request) => IsSecure(request) || IsThisMachine(request.Host.Host)
        ? null
        : new ApiProblem(StatusCodes.Status403Forbidden, "https_needed",
            "Signing in needs https, so that nobody on the way can read the password. Put a proxy with TLS before the server and set PublicBaseUrl to its https address, or use http://127.0.0.1 on the machine itself.");

    // A proxy that ends TLS on this machine need not say so: an https PublicBaseUrl does.
    private bool IsSecure(HttpRequest request) => request.IsHttps || address.Url.Scheme == Uri.UriSchemeHttps;

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static CookieOptions Options(bool secure, TimeSpan? maxAge) =>
        new() { Secure = secure, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = maxAge, IsEssential = true };
}
