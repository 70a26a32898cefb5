using Microsoft.Extensions.Logging;

namespace Posthaste.Platforms;

/// <summary>Every log line about calls to networks. No line has a query, a header or a body: that is where secrets are.</summary>
internal static partial class PlatformLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Method} {Host}{Path} answered {Status} in {DurationMs} ms (trace {TraceId})")]
    public static partial void CallAnswered(ILogger logger, string method, string host, string path, int status, long durationMs, string? traceId);

    [LoggerMessage(2, LogLevel.Information, "{Method} {Host}{Path} was refused with {Status} in {DurationMs} ms (trace {TraceId})")]
    public static partial void CallRefused(ILogger logger, string method, string host, string path, int status, long durationMs, string? traceId);

    [LoggerMessage(3, LogLevel.Warning, "{Method} {Host}{Path} was not sent: {Reason} after {DurationMs} ms")]
    public static partial void CallNotSent(ILogger logger, string method, string host, string path, string reason, long durationMs);

    [LoggerMessage(4, LogLevel.Warning, "{Method} {Host}{Path} was sent, its answer lost: {Reason} after {DurationMs} ms")]
    public static partial void CallLost(ILogger logger, string method, string host, string path, string reason, long durationMs);
}
