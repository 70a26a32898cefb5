using System.Text.Encodings.Web;

namespace Posthaste.Server.Pages;

/// <summary>A page made on the server: plain forms, nothing from elsewhere, and no script but <see cref="LinkScript"/>.</summary>
/// <param name="title">Of the window; plain text.</param>
/// <param name="body">HTML; whatever a person or a network wrote has gone through <see cref="Text"/>.</param>
/// <param name="status">HTTP.</param>
internal sealed class HtmlPage(string title, string body, int status = StatusCodes.Status200OK) : IResult
{
    /// <summary>Where forms may lead besides this server: browsers hold the redirect after a form against this list as well.</summary>
    public IEnumerable<string> FormTargets { get; init; } = [];

    /// <summary>Its form has a field <c>token</c>, and the links to it carry one behind the <c>#</c>.</summary>
    public bool TakesLinkToken { get; init; }

    public static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    public Task ExecuteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self';{(TakesLinkToken ? " script-src 'self';" : "")} form-action {string.Join(' ', FormTargets.Prepend("'self'"))}; base-uri 'none'; frame-ancestors 'none'";
        return response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Text(title)} · Posthaste</title>
            <link rel="stylesheet" href="{PageStyle.Path}">
            </head>
            <body>
            <main>
            {body}
            </main>
            {(TakesLinkToken ? $"<script src=\"{LinkScript.Path}\"></script>" : "")}
            </body>
            </html>
            """, context.RequestAborted);
    }
}
