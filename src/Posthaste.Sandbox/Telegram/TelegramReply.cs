using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.Telegram;

/// <summary>An answer of api.telegram.org: <c>ok</c> with a result, or an error whose code is the HTTP status too.</summary>
internal sealed record TelegramReply : IReply
{
    private TelegramReply(int status, JsonObject body, int? retryAfter = null) => (Status, Body, RetryAfter) = (status, body, retryAfter);

    public int Status { get; }

    public JsonObject Body { get; }

    /// <summary>Seconds; also in the header of that name.</summary>
    public int? RetryAfter { get; }

    public bool IsOk => Status == StatusCodes.Status200OK;

    public static TelegramReply Ok(JsonNode? result) => new(StatusCodes.Status200OK, new JsonObject { ["ok"] = true, ["result"] = result });

    /// <summary>For methods whose result is <c>true</c>.</summary>
    public static TelegramReply True(string? description = null)
    {
        var body = new JsonObject { ["ok"] = true, ["result"] = true };
        if (description is not null) body["description"] = description;
        return new TelegramReply(StatusCodes.Status200OK, body);
    }

    /// <param name="code">HTTP status.</param>
    /// <param name="description">With its first words, as in <c>Bad Request: chat not found</c>.</param>
    public static TelegramReply Error(int code, string description) => new(code, Envelope(code, description));

    public static TelegramReply Bad(string problem) => Error(StatusCodes.Status400BadRequest, $"Bad Request: {problem}");

    public static TelegramReply Forbidden(string problem) => Error(StatusCodes.Status403Forbidden, $"Forbidden: {problem}");

    public static TelegramReply TooMany(int seconds)
    {
        var body = Envelope(StatusCodes.Status429TooManyRequests, $"Too Many Requests: retry after {seconds}");
        body["parameters"] = new JsonObject { ["retry_after"] = seconds };
        return new TelegramReply(StatusCodes.Status429TooManyRequests, body, seconds);
    }

    public static TelegramReply Moved(long newChatId)
    {
        var body = Envelope(StatusCodes.Status400BadRequest, "Bad Request: group chat was upgraded to a supergroup chat");
        body["parameters"] = new JsonObject { ["migrate_to_chat_id"] = newChatId };
        return new TelegramReply(StatusCodes.Status400BadRequest, body);
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(Body);

    public void WriteHeaders(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/json";
        if (RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }

    private static JsonObject Envelope(int code, string description) => new() { ["ok"] = false, ["error_code"] = code, ["description"] = description };
}
