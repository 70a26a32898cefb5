using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace Posthaste.Server.Dashboard;

/// <summary>The dashboard: files that <c>web/</c> was built to, beside the program. It speaks to the public API alone.</summary>
internal static class DashboardPages
{
    /// <summary>The addresses of its pages. Each is the same file, which shows what its address says; what is not here is not found.</summary>
    public static readonly IReadOnlyList<string> Routes =
    [
        "/", "/calendar", "/compose", "/posts", "/posts/{postId:guid}", "/posts/{postId:guid}/edit", "/approvals", "/media",
        "/accounts", "/accounts/{channelId:guid}", "/alerts", "/health", "/handovers", "/activity", "/transfer", "/settings", "/settings/{tab}",
    ];

    private const string Folder = "wwwroot";

    public static void MapDashboard(this WebApplication app)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, Folder);
        var page = DashboardPage.Read(Path.Combine(folder, "index.html"));
        foreach (var route in Routes) app.MapMethods(route, Methods, page.SendAsync).AllowAnonymous().ExcludeFromDescription();
        if (!Directory.Exists(folder)) return;

        var files = new DashboardFiles(new PhysicalFileProvider(folder));
        app.MapMethods("/assets/{name}", Methods, (string name, HttpContext http) => files.SendAsync($"assets/{name}", isForEver: true, http)).AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/icon.svg", Methods, (HttpContext http) => files.SendAsync("icon.svg", isForEver: false, http)).AllowAnonymous().ExcludeFromDescription();
    }

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];
}

/// <summary>The one HTML file, with a nonce of its own in each answer: styles that the page makes while it runs need it.</summary>
/// <param name="html">Null where the server was built without its dashboard.</param>
internal sealed class DashboardPage(string? html)
{
    private const string Placeholder = "{{nonce}}";

    public static DashboardPage Read(string file) => new(File.Exists(file) ? File.ReadAllText(file) : null);

    public Task SendAsync(HttpContext http)
    {
        var response = http.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        if (html is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return response.WriteAsync("<!DOCTYPE html><title>Posthaste</title><p>This server was built without its dashboard (SkipWeb). Its API is at /api/v1.", http.RequestAborted);
        }
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        return response.WriteAsync(html.Replace(Placeholder, nonce, StringComparison.Ordinal), http.RequestAborted);
    }
}
