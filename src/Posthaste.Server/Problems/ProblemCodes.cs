namespace Posthaste.Server.Problems;

/// <summary>The codes that the server itself gives; those of refused operations come from the core. Never renamed.</summary>
internal static class ProblemCodes
{
    public const string InvalidJson = "invalid_json";
    public const string InvalidRequest = "invalid_request";
    public const string InvalidCursor = "invalid_cursor";
    public const string InvalidIdempotencyKey = "invalid_idempotency_key";
    public const string IdempotencyKeyReused = "idempotency_key_reused";
    public const string InvalidTime = "invalid_time";
    public const string Unauthorized = "unauthorized";
    public const string NotFound = "not_found";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string BodyTooLarge = "body_too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string PublishNowDisabled = "publish_now_disabled";
    public const string VersionConflict = "version_conflict";
    public const string RateLimited = "rate_limited";
    public const string WebSocketNeeded = "websocket_needed";
    public const string TooManyConnections = "too_many_connections";
    public const string InternalError = "internal_error";
    public const string StoreUnavailable = "store_unavailable";

    /// <summary>For an answer that no endpoint gave: by its status alone.</summary>
    public static ApiProblem ForStatus(int status) => status switch
    {
        401 => new(status, Unauthorized, "Sign in, or send a valid API key in the header X-Api-Key."),
        403 => new(status, "forbidden", "You may not do that."),
        404 => new(status, NotFound, "There is nothing at this address. docs/api.md lists the addresses."),
        405 => new(status, MethodNotAllowed, "This address does not take this method; the header Allow lists those it takes."),
        408 => new(status, "request_timeout", "The request came too slowly. Send it again."),
        413 => new(status, BodyTooLarge, "The body is larger than this address takes: 1 MiB of JSON, 5 MiB of CSV, or what Media:MaxVideoBytes allows for a file."),
        415 => new(status, UnsupportedMediaType, "Send the body as JSON, with Content-Type: application/json."),
        429 => new(status, RateLimited, "Too many requests. Wait for as long as the header Retry-After says."),
        431 => new(status, "headers_too_large", "The request's headers are too large."),
        503 => new(status, StoreUnavailable, "The server cannot reach its database at the moment. Try again shortly.") { RetryAfter = TimeSpan.FromSeconds(5) },
        >= 500 => new(status, InternalError, "Something went wrong in the server. Its log has the cause under this traceId."),
        _ => new(status, "bad_request", "The request could not be understood."),
    };
}
