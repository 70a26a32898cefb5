using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Cli.Api;

/// <summary>Speaks to one server with one key. What is safe to send again is sent again when the connection breaks; whoever is told to wait waits.</summary>
internal sealed class ApiClient : IDisposable
{
    /// <summary>How long it waits altogether because the server asks for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan[] s_waits = [TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http;
    private readonly Terminal _terminal;

    public ApiClient(Uri server, string key, Terminal terminal)
    {
        (Server, Key, _terminal) = (server, key, terminal);
        // A redirect is not followed: headers of our own go along with it, the key among them.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.Brotli | DecompressionMethods.GZip, ConnectTimeout = TimeSpan.FromSeconds(10) };
        _http = new HttpClient(handler) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Add("X-Api-Key", key);
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("posthaste-cli", typeof(ApiClient).Assembly.GetName().Version!.ToString(3)));
    }

    public Uri Server { get; }

    public string Key { get; }

    /// <param name="path">Below <c>/api/v1/</c>, such as <c>jobs</c>.</param>
    /// <exception cref="RefusedException">The server answered with a problem.</exception>
    public Task<JsonElement> GetAsync(string path, CancellationToken ct) => SendAsync(HttpMethod.Get, path, null, s_longest, Again.Always, ct);

    /// <summary>Posts, under a key that makes a second try one with the first.</summary>
    /// <param name="body">Null for none.</param>
    public Task<JsonElement> PostAsync(string path, JsonNode? body, CancellationToken ct)
    {
        var (key, json) = (NewKey(), body?.ToJsonString());
        return SendAsync(HttpMethod.Post, path, request =>
        {
            request.Headers.Add("Idempotency-Key", key);
            if (json is not null) request.Content = Json(json);
        }, s_longest, Again.Always, ct);
    }

    /// <param name="version">The version that is meant; another one is refused.</param>
    public Task<JsonElement> PostAsync(string path, long version, CancellationToken ct)
    {
        var key = NewKey();
        return SendAsync(HttpMethod.Post, path, request =>
        {
            request.Headers.Add("Idempotency-Key", key);
            request.Headers.TryAddWithoutValidation("If-Match", Tag(version));
        }, s_longest, Again.Always, ct);
    }

    public Task<JsonElement> PatchAsync(string path, JsonNode body, long version, CancellationToken ct) =>
        SendAsync(HttpMethod.Patch, path, request =>
        {
            request.Content = Json(body.ToJsonString());
            request.Headers.TryAddWithoutValidation("If-Match", Tag(version));
        }, s_longest, Again.UnlessSent, ct);

    /// <summary>Deletes. What a try whose answer was lost has deleted is deleted.</summary>
    /// <param name="version">Null for whichever there is.</param>
    public Task<JsonElement> DeleteAsync(string path, long? version, CancellationToken ct) =>
        SendAsync(HttpMethod.Delete, path, request =>
        {
            if (version is { } wanted) request.Headers.TryAddWithoutValidation("If-Match", Tag(wanted));
        }, s_longest, Again.UntilGone, ct);

    /// <summary>Sends a file as the body.</summary>
    /// <param name="open">Called anew for each try.</param>
    public Task<JsonElement> UploadAsync(string path, Func<HttpContent> open, CancellationToken ct)
    {
        var key = NewKey();
        return SendAsync(HttpMethod.Post, path, request =>
        {
            request.Headers.Add("Idempotency-Key", key);
            request.Content = open();
        }, Timeout.InfiniteTimeSpan, Again.Always, ct);
    }

    public void Dispose() => _http.Dispose();

    private static string NewKey() => Guid.NewGuid().ToString();

    private static string Tag(long version) => $"\"{version}\"";

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? fill, TimeSpan longest, Again again, CancellationToken ct)
    {
        var (losses, waited, mayHaveArrived) = (0, TimeSpan.Zero, false);
        while (true)
        {
            using var request = new HttpRequestMessage(method, "api/v1/" + path);
            fill?.Invoke(request);
            HttpStatusCode status;
            HttpResponseHeaders headers;
            string text;
            try
            {
                using var timeout = new CancellationTokenSource(longest, _terminal.Time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
                using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
                (status, headers, text) = (answer.StatusCode, answer.Headers, await answer.Content.ReadAsStringAsync(either.Token));
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
            {
                var loss = Loss.From(e);
                mayHaveArrived |= !loss.NeverSent;
                if (!loss.MayPass || (again == Again.UnlessSent && !loss.NeverSent) || losses == s_waits.Length)
                    throw new CommandFailedException(ExitCode.Unreachable, Sentence(loss, method, mayHaveArrived));
                await Task.Delay(s_waits[losses++], _terminal.Time, ct);
                continue;
            }
            if ((int)status is >= 200 and < 300) return Read(text);
            if (status == HttpStatusCode.NotFound && again == Again.UntilGone && mayHaveArrived) return default;
            var problem = ApiProblem.Read(status, headers, text, _terminal.Time.GetUtcNow());
            if (!problem.MayPass || waited + problem.RetryAfter > Patience) throw new RefusedException(problem);
            var wait = problem.RetryAfter!.Value < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : problem.RetryAfter.Value;
            if (_terminal.ErrorIsTerminal) await _terminal.Error.WriteLineAsync($"{problem.Detail} Trying again in {Math.Ceiling(wait.TotalSeconds)} s.");
            await Task.Delay(wait, _terminal.Time, ct);
            waited += wait;
        }
    }

    private string Sentence(Loss loss, HttpMethod method, bool mayHaveArrived) =>
        $"{Address.Shown(Server)} cannot be reached: {loss.Why}"
        + (mayHaveArrived && method != HttpMethod.Get ? " Whether the change was made is not known: look before you repeat it." : "");

    private static JsonElement Read(string text)
    {
        if (text.Length == 0) return default;
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            throw new CommandFailedException(ExitCode.Unexpected, "This is no answer of a Posthaste server. Is the address right?");
        }
    }

    /// <summary>What may be sent again after the connection broke.</summary>
    private enum Again
    {
        /// <summary>It changes nothing, or the server knows it again.</summary>
        Always,

        /// <summary>Only what cannot have arrived.</summary>
        UnlessSent,

        /// <summary>A second try that finds nothing has done what the first one was for.</summary>
        UntilGone,
    }
}
