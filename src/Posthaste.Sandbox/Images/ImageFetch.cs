using System.Net;

namespace Posthaste.Sandbox.Images;

/// <summary>Downloads a picture as Meta's fetcher does: one GET, as <c>facebookexternalhit/1.1</c>.</summary>
internal sealed class ImageFetch(SandboxClock clock) : IDisposable
{
    private readonly HttpClient _http = FetcherHttp.Make();

    /// <param name="url">As the caller sent it; only http and https, only ASCII.</param>
    /// <param name="limit">How long the whole download may take, on the underlying clock.</param>
    /// <param name="ct">Ends with the sandbox, not with the call: the platform goes on when its caller is gone.</param>
    public async Task<FetchedMedia> RunAsync(string url, TimeSpan limit, CancellationToken ct)
    {
        if (FetcherHttp.AddressOf(url) is not { } uri) return new(FetchOutcome.Failed);
        using var timeout = new CancellationTokenSource(limit, clock.Underlying);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            using var response = await _http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode is not HttpStatusCode.OK) return new(FetchOutcome.Failed);
            if (response.Content.Headers.ContentLength > ImageRules.MaxBytes) return new(FetchOutcome.TooLarge);
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            return await ReadAsync(body, either.Token) is { } bytes
                ? new(FetchOutcome.Fetched) { Bytes = bytes, ContentType = response.Content.Headers.ContentType?.MediaType }
                : new(FetchOutcome.TooLarge);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new(FetchOutcome.TooSlow);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new(FetchOutcome.Failed);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <returns>Null when there are more bytes than an image may have.</returns>
    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        while (await body.ReadAsync(buffer, ct) is > 0 and var count)
        {
            if (bytes.Length + count > ImageRules.MaxBytes) return null;
            bytes.Write(buffer, 0, count);
        }
        return bytes.ToArray();
    }
}

/// <summary>How a download ended.</summary>
internal enum FetchOutcome
{
    Fetched,

    /// <summary>Not reachable, not 200, broken off, or no address that may be fetched.</summary>
    Failed,
    TooSlow,
    TooLarge,
}

/// <summary>What a download brought.</summary>
internal sealed record FetchedMedia(FetchOutcome Outcome)
{
    public byte[] Bytes { get; init; } = [];

    /// <summary>Without parameters; null where the server sent none.</summary>
    public string? ContentType { get; init; }
}
