using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.Mastodon;

/// <summary>An answer of the server.</summary>
/// <param name="Status">HTTP status, which is all that tells errors apart.</param>
/// <param name="Body">An object or a list.</param>
internal sealed record MastodonAnswer(int Status, JsonNode Body) : IReply
{
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null for a call that is not counted.</summary>
    public MastodonRate? Rate { get; init; }

    public bool IsOk => Status < 300;

    public static MastodonAnswer Ok(JsonNode body, int status = StatusCodes.Status200OK) => new(status, body);

    public static MastodonAnswer Failed(int status, string error) => new(status, new JsonObject { ["error"] = error });

    /// <summary>A record that the server would not save.</summary>
    public static MastodonAnswer Invalid(string why) => Failed(StatusCodes.Status422UnprocessableEntity, $"Validation failed: {why}");

    public static MastodonAnswer NotFound() => Failed(StatusCodes.Status404NotFound, "Record not found");

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(Body, _json);

    public void WriteHeaders(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "private, no-store";
        response.Headers["X-Request-Id"] = NewIds.Trace();
        if (Rate is null) return;
        response.Headers["X-RateLimit-Limit"] = Rate.Limit.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Remaining"] = Rate.Remaining.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Reset"] = Rate.Reset.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }
}
