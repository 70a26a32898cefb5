using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.TikTok;

/// <summary>An answer of open.tiktokapis.com. The token endpoints are flat, everything else has data and an error, which is
/// there on success too.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Null for an empty one.</param>
internal sealed record TikTokAnswer(int Status, JsonObject? Body) : IReply
{
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsOk => Status == StatusCodes.Status200OK;

    public static TikTokAnswer Flat(JsonObject? body) => new(StatusCodes.Status200OK, body);

    public static TikTokAnswer Data(JsonObject data) => new(StatusCodes.Status200OK, new JsonObject { ["data"] = data, ["error"] = Error("ok", "") });

    /// <summary>Nobody documents the status of a refused code; 400 is chosen.</summary>
    public static TikTokAnswer Refused(string error, string description, int status = StatusCodes.Status400BadRequest) =>
        new(status, new JsonObject { ["error"] = error, ["error_description"] = description, ["log_id"] = NewIds.Trace() });

    public static TikTokAnswer Failed(string code, string message, int status) => new(status, new JsonObject { ["data"] = new JsonObject(), ["error"] = Error(code, message) });

    public byte[] ToBytes() => Body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(Body, _json);

    public void WriteHeaders(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
    }

    private static JsonObject Error(string code, string message) => new() { ["code"] = code, ["message"] = message, ["log_id"] = NewIds.Trace() };
}
