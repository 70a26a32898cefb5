using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>One request to the posting API, read.</summary>
internal sealed record PostingCall
{
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    public required string Path { get; init; }

    /// <summary>A word of <see cref="Steps"/>.</summary>
    public required string Step { get; init; }

    public required JsonObject Body { get; init; }

    public required string Bearer { get; init; }

    /// <summary>Of the sandbox itself, as the caller sees it.</summary>
    public required string Root { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>The name of what this call begins, if it begins anything.</summary>
    public string PublishId { get; init; } = "";

    /// <summary>Whose token it is. Only after <see cref="PostingApi"/> has looked.</summary>
    public TikTokGrant Grant { get; init; } = null!;

    public FakeTikTokUser Person { get; init; } = null!;

    /// <summary>It asks TikTok to fetch: that alone makes a post.</summary>
    public bool IsPull => (string?)(Source?["source"] as JsonValue) == "PULL_FROM_URL";

    public JsonObject? Source => Body["source_info"] as JsonObject;

    public bool Has(string scope) => Grant.Scopes.Contains(scope);

    /// <returns>Null where the body is no JSON object.</returns>
    public static async Task<PostingCall?> ReadAsync(HttpRequest request, DateTimeOffset now, CancellationToken ct)
    {
        if (await BodyAsync(request, ct) is not { } body) return null;
        var bearer = AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header.Scheme == "Bearer" ? header.Parameter : null;
        var call = new PostingCall
        {
            Path = request.Path.Value!.TrimEnd('/'),
            Step = "",
            Body = body,
            Bearer = bearer ?? "",
            Root = $"{request.Scheme}://{request.Host}",
            ArrivedAt = now,
        };
        return call with { Step = StepOf(call) };
    }

    private static string StepOf(PostingCall call) => call.Path switch
    {
        PostingApi.Creator => Steps.Creator,
        PostingApi.Status => Steps.Status,
        _ => call.IsPull ? Steps.Publish : Steps.Create,
    };

    private static async Task<JsonObject?> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength is 0 or null && !request.Headers.TransferEncoding.Contains("chunked")) return [];
        try
        {
            return await JsonNode.ParseAsync(request.Body, documentOptions: _strict, cancellationToken: ct) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
