using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Posthaste.Platforms;

/// <summary>Sends requests to networks, each exactly as often as asked, and says what came of it without ever
/// confusing "it did not leave" with "no answer came". Register with <see cref="PlatformHttpSetup"/>.</summary>
internal sealed class PlatformHttp(
    IHttpClientFactory clients, IOptions<PlatformHttpOptions> options, TimeProvider time, ILogger<PlatformHttp> log, ICallMeter? meter = null)
{
    /// <summary>What a collector of traces is told to listen to: one span for each request.</summary>
    public const string TraceSource = "Posthaste.Platforms";

    private static readonly ActivitySource Source = new(TraceSource);

    /// <summary>Sends a request that may be repeated by whoever asked for it; this class does not repeat it.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<HttpAnswer> SendAsync(PlatformRequest request, CancellationToken ct)
    {
        var answer = await ExchangeAsync(PlatformHttpSetup.Repeatable, request, ct);
        if (answer is not HttpAnswer.Answered) ct.ThrowIfCancellationRequested();
        return answer;
    }

    /// <summary>Sends a request that must not be repeated. Never throws for what happens on the way: a caller who
    /// gives up gets <see cref="HttpAnswer.NotSent"/> or <see cref="HttpAnswer.Lost"/>, whichever is true.</summary>
    /// <exception cref="ArgumentException">The body is missing or empty: .NET sends such a request a second time by
    /// itself when the server closes the connection after reading it (dotnet/runtime#86714).</exception>
    public async Task<HttpAnswer> SendOnceAsync(PlatformRequest request, CancellationToken ct)
    {
        if (request.File is not { Length: > 0 } && request.Body is not { Bytes.IsEmpty: false })
            throw new ArgumentException("A request that is sent once needs a body.", nameof(request));
        return await ExchangeAsync(PlatformHttpSetup.Irreversible, request, ct);
    }

    private async Task<HttpAnswer> ExchangeAsync(string client, PlatformRequest request, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(request.Timeout ?? options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        // .NET repeats a request that has no content object, whatever its method; one with an empty content it does not.
        var name = client == PlatformHttpSetup.Irreversible ? "publish" : "create";
        var guarded = request.IsGuarded ? PlatformHttpSetup.Guarded(client) : client;
        using var body = request.File is { } file ? new WriteOnceContent(file, name)
            : request.Body is null && request.Method == HttpMethod.Get ? null
            : new WriteOnceContent(request.Body ?? RequestBody.Form([]), name);
        using var message = Compose(request, body);
        if (body is not null) Failpoint.Reach(name, ".before_send");
        using var span = Source.StartActivity(request.Method.Method, ActivityKind.Client);
        var started = time.GetTimestamp();
        var received = new Received();
        var answer = await TryAsync(guarded, message, body, received, ct, deadline.Token, either.Token);
        Count(request, answer, body?.Written ?? 0, received.Bytes);
        Log(request, answer, (long)time.GetElapsedTime(started).TotalMilliseconds);
        Trace(span, request, answer);
        return answer;
    }

    private void Count(PlatformRequest request, HttpAnswer answer, long bytesOut, long bytesIn)
    {
        if (CallTally.Current is { } tally) tally.Add(new CallTotals(1, answer is HttpAnswer.Answered { Status: < 400 } ? 0 : 1, bytesOut, bytesIn));
        // A job's calls are counted by the engine, which also knows of those that failed before they came here.
        else if (request.ChannelId is { } channel && channel != Guid.Empty) meter?.Count(channel, new CallTotals(0, 0, bytesOut, bytesIn));
    }

    private async Task<HttpAnswer> TryAsync(
        string client, HttpRequestMessage message, WriteOnceContent? body, Received received,
        CancellationToken ct, CancellationToken deadline, CancellationToken either)
    {
        try
        {
            using var response = await clients.CreateClient(client)
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either);
            var text = await ReadAsync(response.Content, options.Value.MaxAnswerBytes, received, either);
            return text is null
                ? new HttpAnswer.Lost("answer_too_large")
                : new HttpAnswer.Answered((int)response.StatusCode, response.Headers, text);
        }
        catch (OperationCanceledException)
        {
            var reason = ct.IsCancellationRequested ? "cancelled"
                : deadline.IsCancellationRequested ? "timed_out"
                : "connect_timed_out";
            return body?.TryClose() ?? reason == "connect_timed_out" ? new HttpAnswer.NotSent(reason) : new HttpAnswer.Lost(reason);
        }
        catch (HttpRequestException e)
        {
            var reason = e.InnerException is HostNotPublicException ? "host_not_public" : Word(e.HttpRequestError);
            return body?.TryClose() ?? BeforeTheFirstByte(e.HttpRequestError) ? new HttpAnswer.NotSent(reason) : new HttpAnswer.Lost(reason);
        }
        catch (IOException)
        {
            return new HttpAnswer.Lost("connection_broken");
        }
    }

    private static HttpRequestMessage Compose(PlatformRequest request, WriteOnceContent? body)
    {
        var message = new HttpRequestMessage(request.Method, request.Address)
        {
            Content = body,
            // Several requests in one HTTP/2 connection share its fate, and a server may ask to have them sent again.
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (request.Token is { } token) message.Headers.Authorization = new AuthenticationHeaderValue(request.TokenScheme, token.Reveal());
        foreach (var (name, value) in request.Headers) message.Headers.Add(name, value);
        return message;
    }

    /// <returns>Null for an answer above the limit.</returns>
    private static async Task<string?> ReadAsync(HttpContent content, int limit, Received received, CancellationToken ct)
    {
        if (content.Headers.ContentLength > limit) return null;
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var kept = new MemoryStream();
        var buffer = new byte[8 * 1_024];
        while (await stream.ReadAsync(buffer, ct) is var read and > 0)
        {
            received.Bytes += read;
            if (kept.Length + read > limit) return null;
            kept.Write(buffer, 0, read);
        }
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private static bool BeforeTheFirstByte(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static string Word(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "dns_failed",
        HttpRequestError.ConnectionError => "connect_failed",
        HttpRequestError.SecureConnectionError => "tls_failed",
        HttpRequestError.ProxyTunnelError => "proxy_failed",
        HttpRequestError.ResponseEnded => "connection_closed",
        HttpRequestError.InvalidResponse => "answer_malformed",
        HttpRequestError.ConfigurationLimitExceeded => "answer_too_large",
        _ => "connection_broken",
    };

    private void Log(PlatformRequest request, HttpAnswer answer, long durationMs)
    {
        var (method, host) = (request.Method.Method, request.Address.Authority);
        var path = request.LoggedPath ?? request.Address.AbsolutePath;
        switch (answer)
        {
            case HttpAnswer.Answered answered when answered.Status < 400 || request.IsPing:
                PlatformLog.CallAnswered(log, method, host, path, answered.Status, durationMs, TraceId(request, answered.Headers));
                break;
            case HttpAnswer.Answered answered:
                PlatformLog.CallRefused(log, method, host, path, answered.Status, durationMs, TraceId(request, answered.Headers));
                break;
            case HttpAnswer.NotSent notSent:
                PlatformLog.CallNotSent(log, method, host, path, notSent.Reason, durationMs);
                break;
            case HttpAnswer.Lost lost:
                PlatformLog.CallLost(log, method, host, path, lost.Reason, durationMs);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Says no more than the log: no query, no header, no body.</summary>
    private static void Trace(Activity? span, PlatformRequest request, HttpAnswer answer)
    {
        if (span is null) return;
        span.SetTag("http.request.method", request.Method.Method).SetTag("server.address", request.Address.Host).SetTag("server.port", request.Address.Port)
            .SetTag("url.path", request.LoggedPath ?? request.Address.AbsolutePath);
        var trouble = answer switch
        {
            HttpAnswer.Answered { Status: >= 400 and var status } => status.ToString(CultureInfo.InvariantCulture),
            HttpAnswer.NotSent notSent => notSent.Reason,
            HttpAnswer.Lost lost => lost.Reason,
            _ => null,
        };
        if (answer is HttpAnswer.Answered answered) span.SetTag("http.response.status_code", answered.Status);
        if (trouble is not null) span.SetTag("error.type", trouble).SetStatus(ActivityStatusCode.Error);
    }

    private static string? TraceId(PlatformRequest request, HttpResponseHeaders headers) =>
        request.TraceHeader is { } name && headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>How much of an answer came, also where it broke off.</summary>
    private sealed class Received
    {
        public long Bytes { get; set; }
    }
}
