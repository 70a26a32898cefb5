using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Posthaste.Media.Hosting.Cloudinary;

/// <summary>Calls Cloudinary: signs, sends again what failed for a passing reason, and puts what remains into words.</summary>
internal sealed class CloudinaryApi(IHttpClientFactory clients, CloudinaryOptions options, TimeProvider time)
{
    public const string Client = "media.cloudinary";

    /// <summary>A signed call of the upload API.</summary>
    /// <param name="action">As in <c>image/upload</c>.</param>
    /// <param name="parameters">All that is to be signed but the time.</param>
    /// <param name="addFile">Adds what is not signed: the file, and headers about it.</param>
    /// <param name="ct">Ends it.</param>
    public Task<JsonElement> CallAsync(
        string action, IReadOnlyDictionary<string, string> parameters, Action<HttpRequestMessage, MultipartFormDataContent>? addFile, CancellationToken ct) =>
        SendAsync(() =>
        {
            // Signed anew each time: a signature is good for an hour, and a large file may take longer.
            var signed = new Dictionary<string, string>(parameters) { ["timestamp"] = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) };
            var form = new MultipartFormDataContent();
            foreach (var (name, value) in signed) form.Add(new StringContent(value), $"\"{name}\"");
            form.Add(new StringContent(options.ApiKey), "\"api_key\"");
            form.Add(new StringContent(CloudinarySignature.Of(signed, options.ReadSecret())), "\"signature\"");
            var request = new HttpRequestMessage(HttpMethod.Post, Address(action)) { Content = form };
            addFile?.Invoke(request, form);
            return request;
        }, ct);

    /// <summary>A call of the Admin API, which takes key and secret as they are, over TLS.</summary>
    public Task<JsonElement> ReadAsync(string pathAndQuery, CancellationToken ct) => SendAsync(() =>
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address(pathAndQuery));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ApiKey}:{options.ReadSecret()}")));
        return request;
    }, ct);

    /// <summary>Fetches the first byte until it is given: the first to ask for a video may be told to wait, and networks ask once.</summary>
    public async Task WarmAsync(Uri address, CancellationToken ct)
    {
        using var answer = await TryAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Range = new RangeHeaderValue(0, 0);
            return request;
        }, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!answer.IsSuccessStatusCode) throw CloudinaryErrors.Withheld((int)answer.StatusCode);
    }

    private Uri Address(string rest) => new($"{options.ApiBaseUrl.AbsoluteUri.TrimEnd('/')}/v1_1/{Uri.EscapeDataString(options.CloudName)}/{rest}");

    private async Task<JsonElement> SendAsync(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        using var answer = await TryAsync(make, HttpCompletionOption.ResponseContentRead, ct);
        var body = await ReadJsonAsync(answer, ct);
        if (answer.IsSuccessStatusCode && body is { ValueKind: JsonValueKind.Object } good) return good;
        throw CloudinaryErrors.From((int)answer.StatusCode, ErrorOf(answer, body));
    }

    /// <summary>The first answer that is no passing failure, or the last one.</summary>
    private async Task<HttpResponseMessage> TryAsync(Func<HttpRequestMessage> make, HttpCompletionOption until, CancellationToken ct)
    {
        for (var retry = 0; ; retry++)
        {
            var last = retry >= options.Retries;
            try
            {
                using var client = clients.CreateClient(Client);
                using var request = make();
                var answer = await client.SendAsync(request, until, ct);
                if (last || !CloudinaryErrors.IsPassing((int)answer.StatusCode)) return answer;
                answer.Dispose();
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
            {
                if (last) throw CloudinaryErrors.Unreachable(e);
            }
            await Task.Delay(TimeSpan.FromSeconds(1 << Math.Min(retry, 4)), time, ct);
        }
    }

    private static async Task<JsonElement?> ReadJsonAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonElement>(await answer.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? ErrorOf(HttpResponseMessage answer, JsonElement? body) =>
        body is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            && error.TryGetProperty("message", out var message) ? message.GetString()
        : answer.Headers.TryGetValues("X-Cld-Error", out var values) ? values.FirstOrDefault() : null;
}
