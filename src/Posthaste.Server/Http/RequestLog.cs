using System.Diagnostics;
using Posthaste.Server.Transfer;

namespace Posthaste.Server.Http;

/// <summary>One line per request, of our own: ASP.NET's prints whole addresses, and those of hosted copies are signed. Also
/// names the request, in the log and in <c>traceId</c>.</summary>
internal sealed partial class RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.TraceIdentifier = ActivityTraceId.CreateRandom().ToHexString();
        // At the last moment: an answer to an exception begins with no headers.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
            return Task.CompletedTask;
        });
        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            LogRequest(context.Request.Method, PathOf(context.Request), context.Response.StatusCode,
                (long)time.GetElapsedTime(started).TotalMilliseconds, context.User.Identity?.Name ?? "-", context.TraceIdentifier);
        }
    }

    /// <summary>No query, and nothing of the address of a hosted copy, a calendar feed or a status page, but that it is one.</summary>
    internal static string PathOf(HttpRequest request) =>
        request.Path.StartsWithSegments("/m") ? "/m/…"
        : request.Path.StartsWithSegments(FeedPage.Prefix) ? FeedPage.Prefix + "/…"
        : request.Path.StartsWithSegments("/connect/deletion") ? "/connect/deletion/…"
        : request.Path.ToUriComponent();

    [LoggerMessage(LogLevel.Information, "{Method} {Path} {Status} in {ElapsedMs} ms by {Key}, traceId {TraceId}")]
    private partial void LogRequest(string method, string path, int status, long elapsedMs, string key, string traceId);
}
