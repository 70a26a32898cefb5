using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.Bluesky;

/// <summary>An answer of a server of the AT Protocol, in the words of the real one (@atproto/pds 0.4.217, asked on 2026-11-22).</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">What it says.</param>
internal sealed record XrpcReply(int Status, JsonObject Body) : IReply
{
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsOk => Status == StatusCodes.Status200OK;

    /// <summary>When a limit that was used up has room again.</summary>
    public DateTimeOffset? FreeAt { get; init; }

    public static XrpcReply Ok(JsonObject body) => new(StatusCodes.Status200OK, body);

    public static XrpcReply Refused(string error, string message, int status = StatusCodes.Status400BadRequest) =>
        new(status, new JsonObject { ["error"] = error, ["message"] = message });

    public static XrpcReply Limited(DateTimeOffset freeAt) =>
        Refused("RateLimitExceeded", "Rate Limit Exceeded", StatusCodes.Status429TooManyRequests) with { FreeAt = freeAt };

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(Body.ToJsonString(_json));

    public void WriteHeaders(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        if (FreeAt is not { } at) return;
        response.Headers["RateLimit-Remaining"] = "0";
        response.Headers["RateLimit-Reset"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }
}
