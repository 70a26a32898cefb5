using System.Net;
using System.Net.Http.Headers;
using Posthaste.Sandbox.Images;

namespace Posthaste.Sandbox.Videos;

/// <summary>Downloads a video as Meta's fetcher does: by GET in ranges, as <c>facebookexternalhit/1.1</c>. A host that does not
/// know ranges is of no use to it.</summary>
internal sealed class VideoFetch(SandboxClock clock) : IDisposable
{
    /// <summary>Bytes asked for at once.</summary>
    public const int RangeSize = 4 * 1024 * 1024;

    private readonly HttpClient _http = FetcherHttp.Make();

    /// <param name="url">Only http and https, only ASCII.</param>
    /// <param name="order">Limits and habits.</param>
    /// <param name="ct">Ends with the sandbox.</param>
    public async Task<FetchedVideo> RunAsync(string url, VideoFetchOrder order, CancellationToken ct)
    {
        if (FetcherHttp.AddressOf(url) is not { } uri) return FetchedVideo.Failed("the address is not one that can be fetched");
        using var timeout = new CancellationTokenSource(order.Limit, clock.Underlying);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            if (order.AsksHead)
            {
                using var head = new HttpRequestMessage(HttpMethod.Head, uri);
                using var answer = await _http.SendAsync(head, either.Token);
                if (!answer.IsSuccessStatusCode) return FetchedVideo.Failed($"HEAD was answered with {(int)answer.StatusCode}");
            }
            return await FetchAsync(uri, order.MaxBytes, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new(VideoFetchOutcome.TooSlow);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return FetchedVideo.Failed($"the connection failed: {e.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<FetchedVideo> FetchAsync(Uri uri, long maxBytes, CancellationToken ct)
    {
        byte[]? bytes = null;
        long at = 0;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, uri) { Headers = { Range = new RangeHeaderValue(at, at + RangeSize - 1) } };
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (ProblemOf(response, at) is { } problem) return problem;
            var range = response.Content.Headers.ContentRange!;
            if (range.Length > maxBytes) return new(VideoFetchOutcome.TooLarge) { Total = range.Length.Value };
            bytes ??= new byte[range.Length!.Value];
            var end = range.To!.Value + 1;
            if (range.Length != bytes.LongLength || end > bytes.LongLength) return FetchedVideo.Failed("the file changed between two ranges");
            await using var body = await response.Content.ReadAsStreamAsync(ct);
            await body.ReadExactlyAsync(bytes.AsMemory((int)at, (int)(end - at)), ct);
            at = end;
        }
        while (at < bytes.LongLength);
        return new(VideoFetchOutcome.Fetched) { Bytes = bytes, Total = bytes.LongLength };
    }

    private static FetchedVideo? ProblemOf(HttpResponseMessage response, long at)
    {
        // 423 is what a host answers that makes the file only when it is first asked for.
        if (response.StatusCode is HttpStatusCode.Locked or >= HttpStatusCode.InternalServerError)
            return new(VideoFetchOutcome.NotYet) { Problem = $"the host answered {(int)response.StatusCode}: not servable yet" };
        if (response.StatusCode is HttpStatusCode.OK) return FetchedVideo.Failed("the host answered a Range request with 200: it does not know ranges");
        if (response.StatusCode is not HttpStatusCode.PartialContent) return FetchedVideo.Failed($"the host answered {(int)response.StatusCode}");
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is not null && !type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) && type != "application/octet-stream")
            return FetchedVideo.Failed($"the content type is {type}");
        var range = response.Content.Headers.ContentRange;
        return range is { Length: > 0, To: not null } && range.From == at && range.To >= at ? null : FetchedVideo.Failed("Content-Range is not the range asked for");
    }
}

/// <summary>How to fetch one video.</summary>
/// <param name="MaxBytes">A longer file is not downloaded.</param>
/// <param name="Limit">For all ranges together, on the underlying clock.</param>
/// <param name="AsksHead">Whether a HEAD goes first, as some reports say.</param>
internal sealed record VideoFetchOrder(long MaxBytes, TimeSpan Limit, bool AsksHead);

/// <summary>How a download of a video ended.</summary>
internal enum VideoFetchOutcome
{
    Fetched,

    /// <summary>Not reachable, refused, no ranges, no video.</summary>
    Failed,

    /// <summary>The host says it will have the file later.</summary>
    NotYet,
    TooSlow,
    TooLarge,
}

/// <summary>What a download of a video brought.</summary>
internal sealed record FetchedVideo(VideoFetchOutcome Outcome)
{
    public byte[] Bytes { get; init; } = [];

    /// <summary>The file's size as the host says it.</summary>
    public long Total { get; init; }

    public string Problem { get; init; } = "";

    public static FetchedVideo Failed(string problem) => new(VideoFetchOutcome.Failed) { Problem = problem };
}
