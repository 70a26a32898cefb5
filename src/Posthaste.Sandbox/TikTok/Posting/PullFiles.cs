using System.Net;

namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>Downloads a file as TikTok does: one GET that follows no redirect. Unlike TikTok's it reaches private addresses and takes http, because the
/// server under test has no other.</summary>
internal sealed class PullFiles(SandboxClock clock) : IDisposable
{
    private const long MaxBytes = 1024L * 1024 * 1024;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <returns>Null where it could not be had.</returns>
    public async Task<byte[]?> RunAsync(string url, TimeSpan limit, CancellationToken ct)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return null;
        using var timeout = new CancellationTokenSource(limit, clock.Underlying);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            using var response = await _http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode is not HttpStatusCode.OK || response.Content.Headers.ContentLength > MaxBytes) return null;
            return await response.Content.ReadAsByteArrayAsync(either.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && timeout.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
