using Posthaste.Media.Hosting;

namespace Posthaste.Server.Http;

/// <summary>What every answer says to browsers: nothing here is a page unless it says so itself, nothing may guess, and answers are not kept.</summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app)
    {
        // A proxy that ends TLS need not say so: an https PublicBaseUrl does.
        var isBehindTls = app.Services.GetRequiredService<PublicAddress>().Url.Scheme == Uri.UriSchemeHttps;
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() => Complete(context, isBehindTls));
            return next(context);
        });
    }

    private static Task Complete(HttpContext context, bool isBehindTls)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // Not for subdomains: they are not ours to decide about.
        if (isBehindTls || context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
