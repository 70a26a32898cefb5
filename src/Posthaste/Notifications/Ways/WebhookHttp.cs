using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;

namespace Posthaste.Notifications.Ways;

/// <summary>Posts JSON to an address that somebody gave: once, to where it says and nowhere else, with a deadline, and with nothing of it in any log.</summary>
internal sealed class WebhookHttp(IHttpClientFactory clients, IOptions<NotificationsOptions> options, TimeProvider time)
{
    /// <summary>Goes to the public web alone.</summary>
    public const string Guarded = "notify.guarded";

    /// <summary>Goes to what the operator chose.</summary>
    public const string Trusted = "notify.trusted";

    private const int MaxBytes = 8_192;

    /// <param name="message">Whose address it goes to.</param>
    /// <param name="body">JSON.</param>
    /// <param name="headers">Beside those of every request.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<HttpReply> PostAsync(Message message, string body, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        try
        {
            using var client = clients.CreateClient(message.OfServer ? Trusted : Guarded);
            using var request = new HttpRequestMessage(HttpMethod.Post, message.Address.Reveal()) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("User-Agent", "Posthaste/0.1");
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var text = await ReadAsync(answer, either.Token);
            return new HttpReply.Answered((int)answer.StatusCode, text, AnswerText.Of(text, message), answer.Headers, RetryAfter(answer.Headers));
        }
        catch (HttpRequestException e) when (e.InnerException is HostNotPublicException inner)
        {
            return new HttpReply.NotReached($"{inner.Host} is not on the public web, and is not gone to (Notifications:AllowPrivateAddresses).");
        }
        catch (HttpRequestException e)
        {
            return new HttpReply.NotReached(Reason(e));
        }
        catch (IOException)
        {
            return new HttpReply.NotReached("The connection broke before the answer was there.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new HttpReply.NotReached(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"No answer came within {options.Value.Timeout.TotalSeconds:0.#} seconds."));
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var (buffer, length) = (new byte[MaxBytes], 0);
        int read;
        // More nobody looks at, and an answer without an end must have one here.
        while (length < MaxBytes && (read = await body.ReadAsync(buffer.AsMemory(length), ct)) > 0) length += read;
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private TimeSpan? RetryAfter(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private static string Reason(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "The host's name cannot be resolved.",
        HttpRequestError.SecureConnectionError => "No secure connection came about; the certificate may be wrong or out of date.",
        HttpRequestError.ConnectionError => "No connection came about.",
        _ => "The connection broke, or the answer could not be understood.",
    };
}

/// <summary>What a request came to.</summary>
internal abstract record HttpReply
{
    private HttpReply() { }

    /// <param name="Status">Any.</param>
    /// <param name="Text">How the body begins, as it came. May have secrets in it.</param>
    /// <param name="Shown">The same for people.</param>
    /// <param name="Headers">All of them.</param>
    /// <param name="RetryAfter">What the header of that name asks for; null without one.</param>
    public sealed record Answered(int Status, string Text, string? Shown, HttpResponseHeaders Headers, TimeSpan? RetryAfter) : HttpReply
    {
        public bool IsSuccess => Status is >= 200 and <= 299;
    }

    /// <summary>No answer; it may have arrived all the same.</summary>
    /// <param name="Error">A sentence that names the host at most.</param>
    public sealed record NotReached(string Error) : HttpReply;
}
