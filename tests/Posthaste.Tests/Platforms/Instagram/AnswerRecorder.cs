using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Posthaste.Tests.Platforms.Instagram;

/// <summary>Keeps what a network answered, one JSON line per call, without anything secret in it.</summary>
internal sealed partial class AnswerRecorder(string file, IReadOnlyList<string> secrets) : DelegatingHandler
{
    private const string Removed = "(secret)";
    private static readonly string[] SecretNames = ["access_token", "appsecret_proof", "client_secret", "code", "email"];
    private static readonly string[] KeptHeaders = ["x-app-usage", "x-business-use-case-usage", "facebook-api-version", "retry-after"];

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>JSON; a text that is none becomes a JSON string.</returns>
    public static JsonNode? Clean(string text, IReadOnlyList<string> secrets)
    {
        try
        {
            return Clean(JsonNode.Parse(text), secrets);
        }
        catch (JsonException)
        {
            return CleanText(text, secrets);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = Clean(await response.Content.ReadAsStringAsync(cancellationToken), secrets);
        var headers = response.Headers.Where(header => KeptHeaders.Contains(header.Key.ToLowerInvariant()))
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(',', header.Value));
        var line = JsonSerializer.Serialize(new
        {
            method = request.Method.Method,
            path = request.RequestUri!.AbsolutePath,
            status = (int)response.StatusCode,
            headers,
            body,
        }, Readable);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.AppendAllTextAsync(file, line + "\n", cancellationToken);
        return response;
    }

    private static JsonNode? Clean(JsonNode? node, IReadOnlyList<string> secrets) => node switch
    {
        // An error's code is a number and stays.
        JsonObject found => new JsonObject(found.Select(member => KeyValuePair.Create(
            member.Key,
            SecretNames.Contains(member.Key) && member.Value is JsonValue value && value.GetValueKind() == JsonValueKind.String
                ? JsonValue.Create(Removed)
                : Clean(member.Value, secrets)))),
        JsonArray list => new JsonArray([.. list.Select(item => Clean(item, secrets))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(CleanText(value.GetValue<string>(), secrets)),
        _ => node?.DeepClone(),
    };

    /// <summary>Addresses of media are signed: of all but permalinks only the host stays.</summary>
    private static string CleanText(string text, IReadOnlyList<string> secrets)
    {
        foreach (var secret in secrets) text = text.Replace(secret, Removed, StringComparison.Ordinal);
        return Address().Replace(text, match => match.Value.StartsWith("https://www.instagram.com/", StringComparison.Ordinal)
            ? match.Value
            : $"{match.Groups[1].Value}/…");
    }

    [GeneratedRegex("(https?://[^\\s/\"'<>?#]+)[^\\s\"'<>]*")]
    private static partial Regex Address();
}
