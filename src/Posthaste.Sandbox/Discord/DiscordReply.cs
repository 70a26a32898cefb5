using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.Discord;

/// <summary>An answer of discord.com.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Null for none.</param>
internal sealed record DiscordReply(int Status, JsonNode? Body) : IReply
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public bool IsOk => Status is >= 200 and < 300;

    public static DiscordReply Ok(JsonNode body) => new(StatusCodes.Status200OK, body);

    public static DiscordReply Nothing() => new(StatusCodes.Status204NoContent, null);

    public static DiscordReply Error(int status, int code, string message) => new(status, new JsonObject { ["message"] = message, ["code"] = code });

    public static DiscordReply Invalid(JsonObject errors) => new(StatusCodes.Status400BadRequest, new JsonObject { ["message"] = "Invalid Form Body", ["code"] = 50035, ["errors"] = errors });

    public static DiscordReply UnknownWebhook() => Error(StatusCodes.Status404NotFound, 10015, "Unknown Webhook");

    public byte[] ToBytes() => Body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(Body);

    public void WriteHeaders(HttpResponse response)
    {
        response.StatusCode = Status;
        if (Body is not null) response.ContentType = "application/json";
        foreach (var (name, value) in Headers) response.Headers[name] = value;
    }
}
