using Microsoft.Extensions.Logging;

namespace Posthaste.Jobs.Engine;

/// <summary>Every line the engine writes. None holds a token, a URL or a caption.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Information, "Node {Node} joined: {Concurrency} jobs of each kind at once")]
    public static partial void Joined(this ILogger log, Guid node, int concurrency);

    [LoggerMessage(2, LogLevel.Information, "Node {Node} left: {HandedBack} jobs handed back or finished")]
    public static partial void Left(this ILogger log, Guid node, int handedBack);

    [LoggerMessage(3, LogLevel.Warning, "Node {Node} leaves with {Count} jobs still running; another node or the next start takes them over")]
    public static partial void LeftRunning(this ILogger log, Guid node, int count);

    [LoggerMessage(4, LogLevel.Warning, "The clock is off by {Jump}; nothing is published until two readings agree")]
    public static partial void ClockJumped(this ILogger log, TimeSpan jump);

    [LoggerMessage(5, LogLevel.Error, "The database does not answer; trying again")]
    public static partial void StoreDown(this ILogger log, Exception exception);

    [LoggerMessage(6, LogLevel.Information, "Freed {Count} lanes whose worker had died")]
    public static partial void Rescued(this ILogger log, int count);

    [LoggerMessage(7, LogLevel.Error, "{Count} idle lanes had work and no time set; mended")]
    public static partial void Healed(this ILogger log, int count);

    [LoggerMessage(10, LogLevel.Information, "Job {JobId}: step {Step} answered {Result} in {DurationMs} ms (channel {ChannelId}, attempt {Attempt}, status {HttpStatus}, trace {TraceId}, handle {Handle}, code {Code})")]
    public static partial void StepEnded(this ILogger log, Guid jobId, string step, string result, double durationMs, Guid channelId, int attempt, int? httpStatus, string? traceId, string? handle, string? code);

    [LoggerMessage(11, LogLevel.Information, "Job {JobId}: {State} ({Reason}), wakes {WakeAt}")]
    public static partial void RunEnded(this ILogger log, Guid jobId, JobState state, JobReason? reason, DateTimeOffset? wakeAt);

    [LoggerMessage(12, LogLevel.Information, "Job {JobId}: published {LatenessMs} ms after due as {RemoteId}")]
    public static partial void Published(this ILogger log, Guid jobId, long? latenessMs, string? remoteId);

    [LoggerMessage(13, LogLevel.Warning, "Job {JobId}: the outcome of its publish call is unknown; asking the platform")]
    public static partial void OutcomeUnknown(this ILogger log, Guid jobId);

    [LoggerMessage(14, LogLevel.Information, "Job {JobId}: settling check {Check}: the witness says {Witness}, {Matches} matches in the account")]
    public static partial void SettlingChecked(this ILogger log, Guid jobId, int check, Platforms.Witness witness, int matches);

    [LoggerMessage(15, LogLevel.Information, "Job {JobId}: changed or taken over while it ran; this run's work is dropped")]
    public static partial void Superseded(this ILogger log, Guid jobId);

    [LoggerMessage(16, LogLevel.Warning, "Job {JobId}: the intent was refused ({Grant}); nothing was sent")]
    public static partial void IntentRefused(this ILogger log, Guid jobId, IntentGrant grant);

    [LoggerMessage(17, LogLevel.Error, "Job {JobId}: step {Step} threw")]
    public static partial void StepThrew(this ILogger log, Exception exception, Guid jobId, string step);

    [LoggerMessage(18, LogLevel.Error, "Job {JobId}: its run threw; this counts as its death")]
    public static partial void RunThrew(this ILogger log, Exception exception, Guid jobId);

    [LoggerMessage(20, LogLevel.Warning, "Job {JobId}: claimed without this node having heard of it; freed")]
    public static partial void StrayFreed(this ILogger log, Guid jobId);

    [LoggerMessage(21, LogLevel.Error, "Job {JobId}: the check ahead threw; it is made again, and does not keep the post from being prepared in time")]
    public static partial void CheckThrew(this ILogger log, Exception exception, Guid jobId);

    [LoggerMessage(22, LogLevel.Information, "Job {JobId}: handed over to a person ({Cause})")]
    public static partial void HandedOver(this ILogger log, Guid jobId, HandoverCause cause);

    [LoggerMessage(19, LogLevel.Information, "Job {JobId}: handed back")]
    public static partial void HandedBack(this ILogger log, Guid jobId);

    [LoggerMessage(40, LogLevel.Warning, "Job {JobId}: its media could not be put where networks fetch it; it is tried again by itself")]
    public static partial void HostingFailed(this ILogger log, Exception exception, Guid jobId);
}
