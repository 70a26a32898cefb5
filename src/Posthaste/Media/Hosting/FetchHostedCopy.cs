using System.Net.Http.Headers;

namespace Posthaste.Media.Hosting;

/// <summary>Fetches a public copy as a platform would: from outside, without cookies, sign-in, proxy or redirects, by HEAD and
/// GET, a video in ranges. Nothing is kept but whether that works.</summary>
internal sealed class FetchHostedCopy(IHttpClientFactory clients, TimeProvider time)
{
    public const string Client = "media.fetch";

    /// <summary>For one copy, its one repeat included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="copy">What should be answered.</param>
    /// <param name="agent">How the platform names itself.</param>
    /// <param name="ct">Ends the fetch.</param>
    /// <returns>Null where the platform would get the file.</returns>
    public async Task<FetchFault?> RunAsync(HostedFile copy, string agent, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        for (var first = true; ; first = false)
        {
            try
            {
                return await LookAsync(copy, agent, either.Token);
            }
            catch (OperationCanceledException) when (timer.IsCancellationRequested && !ct.IsCancellationRequested)
            {
                return new FetchFault.Unreachable($"no answer came within {Patience.TotalSeconds:0} seconds");
            }
            catch (Exception e) when (first && !ct.IsCancellationRequested && e is HttpRequestException or IOException or OperationCanceledException)
            {
                // A platform tries again too.
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // The handler's own limit for connecting.
                return new FetchFault.Unreachable("no connection came about");
            }
            catch (HttpRequestException e)
            {
                return new FetchFault.Unreachable(Reason(e));
            }
            catch (IOException)
            {
                return new FetchFault.Unreachable("the connection broke");
            }
        }
    }

    private async Task<FetchFault?> LookAsync(HostedFile copy, string agent, CancellationToken ct)
    {
        using var client = clients.CreateClient(Client);
        if (copy.AnswersHead && await LookAtHeadAsync(client, copy, agent, ct) is { } wrong) return wrong;

        var inParts = MediaType.FromContentType(copy.ContentType).Kind == MediaKind.Video;
        var get = Request(HttpMethod.Get, copy, agent);
        if (inParts) get.Headers.Range = new RangeHeaderValue(0, Math.Min(MediaType.HeaderBytes, copy.Bytes) - 1);
        using var answer = await client.SendAsync(get, HttpCompletionOption.ResponseHeadersRead, ct);
        if (inParts && (int)answer.StatusCode == 200) return new FetchFault.NoRange();
        if (Refusal(answer, inParts ? 206 : 200) is { } refusal) return refusal;
        var headers = answer.Content.Headers;
        return Differs(answer, copy, inParts ? headers.ContentRange?.Length : headers.ContentLength)
            ?? await CheckBytesAsync(answer, copy, ct);
    }

    private static async Task<FetchFault?> LookAtHeadAsync(HttpClient client, HostedFile copy, string agent, CancellationToken ct)
    {
        using var head = await client.SendAsync(Request(HttpMethod.Head, copy, agent), HttpCompletionOption.ResponseHeadersRead, ct);
        return Refusal(head, 200) ?? Differs(head, copy, head.Content.Headers.ContentLength);
    }

    private static HttpRequestMessage Request(HttpMethod method, HostedFile copy, string agent)
    {
        var request = new HttpRequestMessage(method, copy.Url);
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        return request;
    }

    private static FetchFault? Refusal(HttpResponseMessage answer, int wanted) => (int)answer.StatusCode switch
    {
        var status when status == wanted => null,
        var status and >= 300 and < 400 => new FetchFault.Redirects(status),
        var status => new FetchFault.Unreachable($"the answer to {answer.RequestMessage!.Method} was {status}"),
    };

    private static FetchFault? Differs(HttpResponseMessage answer, HostedFile copy, long? bytes)
    {
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (!string.Equals(type, copy.ContentType, StringComparison.OrdinalIgnoreCase)) return new FetchFault.WrongType(type);
        return bytes == copy.Bytes ? null : new FetchFault.WrongSize(bytes);
    }

    /// <summary>A page that says "please sign in" may well call itself a picture.</summary>
    private static async Task<FetchFault?> CheckBytesAsync(HttpResponseMessage answer, HostedFile copy, CancellationToken ct)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var first = new byte[Math.Min(MediaType.HeaderBytes, copy.Bytes)];
        var read = await body.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, ct);
        if (read < first.Length) return new FetchFault.WrongSize(read);
        var found = MediaType.FromBytes(first)?.ContentType;
        return found == copy.ContentType ? null : new FetchFault.WrongType(found);
    }

    private static string Reason(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name cannot be resolved",
        HttpRequestError.ConnectionError => "no connection came about",
        HttpRequestError.SecureConnectionError => "no secure connection came about; its certificate may be wrong or out of date",
        _ => "its answer could not be understood",
    };
}

/// <summary>A public copy and what it should hold.</summary>
/// <param name="Url">Signed; never logged.</param>
internal sealed record HostedFile(Uri Url, string ContentType, long Bytes)
{
    /// <summary>False for an address that is signed for GET alone: a HEAD of it is refused, and networks that take such addresses know.</summary>
    public bool AnswersHead { get; init; } = true;
}
