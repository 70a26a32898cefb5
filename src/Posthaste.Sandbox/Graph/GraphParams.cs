using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Graph;

/// <summary>The parameters of a call, wherever they were sent: query, form, multipart or JSON body, which may be mixed.
/// Everything is text, as on the platform; lists and objects are their JSON.</summary>
internal sealed class GraphParams
{
    // A name twice in one object is refused here; otherwise it would throw wherever the object is first looked into.
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads a request to its end.</summary>
    /// <returns>Null when the body is not what its content type says.</returns>
    public static async Task<GraphParams?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var parameters = new GraphParams();
        foreach (var (name, values) in request.Query) parameters.Add(name, values);
        if (request.ContentLength is 0 || request.ContentType is null) return parameters;
        try
        {
            if (request.HasFormContentType)
            {
                foreach (var (name, values) in await request.ReadFormAsync(ct)) parameters.Add(name, values);
            }
            else if (request.HasJsonContentType())
            {
                if (await JsonNode.ParseAsync(request.Body, documentOptions: _strict, cancellationToken: ct) is not JsonObject body) return null;
                foreach (var (name, value) in body) parameters.Add(name, value);
            }
            return parameters;
        }
        // InvalidOperationException: half a surrogate pair somewhere inside a list or an object.
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Null where absent or empty.</summary>
    public string? Get(string name) => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public bool Flag(string name) => Get(name) is "true" or "True" or "1";

    /// <summary>A number of unsigned digits.</summary>
    /// <returns>Null where absent, -1 where it is no number.</returns>
    public int? Number(string name) =>
        Get(name) is not { } text ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>A list, sent as JSON or with commas.</summary>
    public IReadOnlyList<string> List(string name)
    {
        if (Get(name) is not { } text) return [];
        if (text.StartsWith('[') && Json(name) is JsonArray array)
            return [.. array.Select(item => item is JsonValue value ? TextOf(value) : "")];
        return text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <returns>Null where the value is absent or no JSON.</returns>
    public JsonNode? Json(string name)
    {
        try
        {
            return Get(name) is { } text ? JsonNode.Parse(text, documentOptions: _strict) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Add(string name, Microsoft.Extensions.Primitives.StringValues values)
    {
        // PHP's way to send a list: children[0]=…&children[1]=… or children[]=…
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (bracket > 0 && name.EndsWith(']'))
        {
            var list = name[..bracket];
            _values[list] = new JsonArray([.. List(list).Concat(values).Select(value => JsonValue.Create(value))]).ToJsonString();
            return;
        }
        _values[name] = values.Count == 0 ? "" : values[^1] ?? "";
    }

    private void Add(string name, JsonNode? value)
    {
        if (value is null) return;
        _values[name] = value is JsonValue scalar ? TextOf(scalar) : value.ToJsonString();
    }

    /// <summary>Text as it is, anything else as its JSON.</summary>
    public static string TextOf(JsonValue value)
    {
        try
        {
            return value.TryGetValue<string>(out var text) ? text : value.ToJsonString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is valid JSON and no text.
            return "\uFFFD";
        }
    }
}
