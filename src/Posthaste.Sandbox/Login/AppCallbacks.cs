using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Login;

/// <summary>What the platform tells an app by itself, with a signed request: that a person removed it, or wants their data deleted.</summary>
internal sealed class AppCallbacks : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = _patience,
        MaxResponseContentBufferSize = 64 * 1024,
        DefaultRequestHeaders = { { "User-Agent", "facebookplatform/1.0 (+http://developers.facebook.com)" } },
    };

    public void Dispose() => _http.Dispose();

    public async Task<CallbackAnswer> SendAsync(string url, string signedRequest, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("signed_request", signedRequest)]);
        try
        {
            using var answer = await _http.PostAsync(url, form, ct);
            return new CallbackAnswer { Url = url, Status = (int)answer.StatusCode, Body = await answer.Content.ReadAsStringAsync(ct) };
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new CallbackAnswer { Url = url, Problem = $"The app did not answer: {e.Message}" };
        }
    }

    /// <summary>What the platform takes from the answer to a wish for deletion, and what it misses there.</summary>
    public static CallbackAnswer ReadDeletion(CallbackAnswer answer)
    {
        if (answer.Problem is not null) return answer;
        if (answer.Status != StatusCodes.Status200OK) return answer with { Problem = $"The app answered {answer.Status}, not 200." };
        try
        {
            var body = JsonNode.Parse(answer.Body ?? "") as JsonObject;
            answer = answer with { StatusUrl = body?["url"]?.ToString(), ConfirmationCode = body?["confirmation_code"]?.ToString() };
        }
        catch (JsonException)
        {
            return answer with { Problem = "The answer is not JSON." };
        }
        if (!Uri.TryCreate(answer.StatusUrl, UriKind.Absolute, out var page) || page.Scheme is not ("http" or "https"))
            return answer with { Problem = "The answer lacks url, the address of a status page." };
        return answer.ConfirmationCode is { Length: > 0 } ? answer : answer with { Problem = "The answer lacks confirmation_code." };
    }
}

/// <summary>How an app took a callback.</summary>
internal sealed record CallbackAnswer
{
    public required string Url { get; init; }

    /// <summary>Null where no answer came.</summary>
    public int? Status { get; init; }

    public string? Body { get; init; }

    /// <summary>Of a deletion.</summary>
    public string? StatusUrl { get; init; }

    /// <inheritdoc cref="StatusUrl"/>
    public string? ConfirmationCode { get; init; }

    /// <summary>What the platform would complain about; null where all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>How many tokens died before the callback.</summary>
    public int Tokens { get; init; }
}
