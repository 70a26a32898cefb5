using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Posthaste.Sandbox.Control;

/// <summary>The JSON of the control API: camelCase names, snake_case words, and no field that is not known.</summary>
internal static class ControlJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Reads a body that must be an object. An empty body is an empty object.</summary>
    public static async Task<(JsonObject? Body, string? Problem)> ReadObjectAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength is 0 or null && !request.Headers.TransferEncoding.Contains("chunked")) return (new JsonObject(), null);
        try
        {
            return await JsonNode.ParseAsync(request.Body, documentOptions: new() { AllowDuplicateProperties = false }, cancellationToken: ct) is JsonObject body
                ? (body, null)
                : (null, "The body must be a JSON object.");
        }
        catch (JsonException e)
        {
            return (null, $"The body is not valid JSON: {e.Message}");
        }
    }

    /// <summary>Lays a body over a value: the fields it has are changed, all others stay.</summary>
    /// <param name="current">What is changed.</param>
    /// <param name="change">What changes.</param>
    /// <param name="closed">Fields that exist but cannot be set.</param>
    public static (T? Value, string? Problem) Merge<T>(T current, JsonObject change, params string[] closed)
        where T : class
    {
        var allowed = Options.GetTypeInfo(typeof(T)).Properties.Where(property => property.Set is not null).Select(property => property.Name)
            .Except(closed, StringComparer.Ordinal).ToList();
        foreach (var (name, _) in change)
        {
            if (!allowed.Contains(name, StringComparer.Ordinal))
                return (null, $"Unknown field '{name}'. Fields: {string.Join(", ", allowed)}.");
        }
        var merged = (JsonObject)JsonSerializer.SerializeToNode(current, Options)!;
        foreach (var (name, value) in change) merged[name] = value?.DeepClone();
        try
        {
            return (merged.Deserialize<T>(Options), null);
        }
        catch (JsonException e)
        {
            return (null, $"Field '{e.Path?.TrimStart('$', '.')}' has a value it cannot have.");
        }
    }

    /// <summary>Takes a field of text out of a body.</summary>
    public static (string? Value, string? Problem) TakeText(JsonObject body, string name)
    {
        if (!body.Remove(name, out var value) || value is null) return (null, null);
        return value.GetValueKind() is JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text
            ? (text, null)
            : (null, $"Field '{name}' must be text.");
    }

    public static IResult Ok(object body) => Results.Json(body, Options);

    public static IResult Created(object body) => Results.Json(body, Options, statusCode: StatusCodes.Status201Created);

    public static IResult Bad(string problem) => Results.Json(new { error = problem }, Options, statusCode: StatusCodes.Status400BadRequest);

    public static IResult NotFound(string problem) => Results.Json(new { error = problem }, Options, statusCode: StatusCodes.Status404NotFound);
}
