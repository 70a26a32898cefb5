using System.Net;

namespace Posthaste.Sandbox.Images;

/// <summary>The HTTP client of Meta's media fetcher. Unlike Meta's it reaches private addresses too, because the server under
/// test is on one.</summary>
internal static class FetcherHttp
{
    public static HttpClient Make() => new(new SocketsHttpHandler
    {
        // A proxy would stand between the sandbox and a server on this machine.
        UseProxy = false,
        MaxAutomaticRedirections = 5,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)" }, { "Accept", "*/*" } },
    };

    /// <returns>Null when the platform would not even try: only http and https, only ASCII.</returns>
    public static Uri? AddressOf(string url) =>
        System.Text.Ascii.IsValid(url) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
}
