using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.Bluesky;

/// <summary>One request to the server, read.</summary>
internal sealed record XrpcCall
{
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    /// <summary>For example <c>com.atproto.repo.createRecord</c>.</summary>
    public required string Method { get; init; }

    public required IQueryCollection Query { get; init; }

    /// <summary>Empty where there is none, or where it is a file.</summary>
    public required JsonObject Body { get; init; }

    /// <summary>Of a file that is sent; null for other calls, and for one above the limit.</summary>
    public byte[]? File { get; init; }

    public string ContentType { get; init; } = "";

    public required string? Bearer { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>A word of <see cref="Steps"/>.</summary>
    public string Step => Method switch
    {
        BlueskyApi.CreateSession => Steps.Code,
        BlueskyApi.RefreshSession => Steps.Refresh,
        BlueskyApi.UploadBlob => Steps.Upload,
        BlueskyApi.CreateRecord => Steps.Publish,
        BlueskyApi.GetRecord => Steps.Status,
        BlueskyApi.ListRecords => Steps.MediaList,
        BlueskyApi.DeleteRecord => Steps.Media,
        BlueskyApi.ResolveHandle => Steps.Account,
        _ => Steps.Other,
    };

    public string? Text(string name) => Body[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <param name="http">The request.</param>
    /// <param name="fileLimit">Of a file, in bytes.</param>
    /// <param name="now">On the sandbox's clock.</param>
    /// <returns>Null where the body cannot be read.</returns>
    public static async Task<XrpcCall?> ReadAsync(HttpContext http, int fileLimit, DateTimeOffset now)
    {
        var request = http.Request;
        var call = new XrpcCall
        {
            Method = request.Path.Value!["/xrpc/".Length..].TrimEnd('/'),
            Query = request.Query,
            Body = [],
            ContentType = request.ContentType ?? "",
            Bearer = AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header.Scheme == "Bearer" ? header.Parameter : null,
            ArrivedAt = now,
        };
        try
        {
            if (call.Method == BlueskyApi.UploadBlob) return call with { File = await ReadFileAsync(request, fileLimit, http.RequestAborted) };
            if (HttpMethods.IsGet(request.Method) || request.ContentLength is 0 or null) return call;
            return await JsonNode.ParseAsync(request.Body, documentOptions: _strict, cancellationToken: http.RequestAborted) is JsonObject body ? call with { Body = body } : null;
        }
        catch (Exception e) when (e is JsonException or IOException or BadHttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <returns>Null for one above the limit.</returns>
    private static async Task<byte[]?> ReadFileAsync(HttpRequest request, int limit, CancellationToken ct)
    {
        using var kept = new MemoryStream();
        await request.Body.CopyToAsync(kept, ct);
        return kept.Length > limit ? null : kept.ToArray();
    }
}
