using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Mastodon;

/// <summary>One request to the server, read.</summary>
internal sealed record MastodonCall
{
    /// <summary>A word of <see cref="Faults.Steps"/>.</summary>
    public required string Step { get; init; }

    public required HttpRequest Request { get; init; }

    /// <summary>What was sent as JSON or as a form.</summary>
    public JsonObject Fields { get; init; } = [];

    /// <summary>The file of a form; null for none.</summary>
    public byte[]? File { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Whose token it is. Only after <see cref="MastodonApi"/> has looked.</summary>
    public FakeMastodonUser User { get; init; } = null!;

    /// <summary>Of the server itself, as the caller sees it.</summary>
    public string Root => $"{Request.Scheme}://{Request.Host}";

    public string? Bearer => AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) && header.Scheme == "Bearer" ? header.Parameter : null;

    public string? Key => Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null;

    public string Id => Request.RouteValues["id"]?.ToString() ?? "";

    public string? Text(string name) => (Fields[name] as JsonValue)?.ToString();

    public IReadOnlyList<string> List(string name) => Fields[name] is JsonArray list ? [.. list.OfType<JsonValue>().Select(item => item.ToString())] : [];

    /// <returns>Null where the body is neither JSON nor a form, or ends before its time.</returns>
    public static async Task<MastodonCall?> ReadAsync(HttpContext http, string step, DateTimeOffset now)
    {
        var call = new MastodonCall { Step = step, Request = http.Request, ArrivedAt = now };
        try
        {
            if (http.Request.HasFormContentType) return await WithFormAsync(call, http);
            if (http.Request.ContentLength is 0 or null && !http.Request.Headers.TransferEncoding.Contains("chunked")) return call;
            return await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) is JsonObject fields ? call with { Fields = fields } : null;
        }
        catch (Exception e) when (e is JsonException or IOException or InvalidDataException)
        {
            return null;
        }
    }

    private static async Task<MastodonCall> WithFormAsync(MastodonCall call, HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var fields = new JsonObject();
        foreach (var (name, values) in form)
        {
            if (name.EndsWith("[]", StringComparison.Ordinal)) fields[name[..^2]] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
            else fields[name] = values[^1];
        }
        if (form.Files["file"] is not { } file) return call with { Fields = fields };
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, http.RequestAborted);
        return call with { Fields = fields, File = bytes.ToArray() };
    }
}
