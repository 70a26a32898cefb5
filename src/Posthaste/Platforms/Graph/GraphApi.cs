using System.Globalization;

namespace Posthaste.Platforms.Graph;

/// <summary>Graph's calling convention: base address, version, token, proof. Every method makes one request.</summary>
internal sealed class GraphApi(PlatformHttp http, GraphHost host, TimeProvider time)
{
    public const string TraceHeader = "x-fb-trace-id";

    public Task<GraphAnswer> GetAsync(PlatformAccount account, string path, IEnumerable<KeyValuePair<string, string>> query, CancellationToken ct) =>
        ReadAsync(account, http.SendAsync(
            Request(HttpMethod.Get, account, $"{path}?{RequestBody.Encode(WithProof(account, query))}"), ct));

    public Task<GraphAnswer> PostAsync(PlatformAccount account, string path, IEnumerable<KeyValuePair<string, string>> form, CancellationToken ct) =>
        ReadAsync(account, http.SendAsync(
            Request(HttpMethod.Post, account, path) with { Body = RequestBody.Form(WithProof(account, form)) }, ct));

    /// <summary>For the call that publishes: see <see cref="PlatformHttp.SendOnceAsync"/>.</summary>
    public Task<GraphAnswer> PostOnceAsync(PlatformAccount account, string path, IEnumerable<KeyValuePair<string, string>> form, CancellationToken ct) =>
        ReadAsync(account, http.SendOnceAsync(
            Request(HttpMethod.Post, account, path) with
            {
                Body = RequestBody.Form(WithProof(account, form)),
                Timeout = host.PublishTimeout,
            }, ct));

    /// <summary>Sends a file with the fields that go with it.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="path">As in a request without a file.</param>
    /// <param name="file">Its bytes; closed by whoever opened them.</param>
    /// <param name="fields">Beside the file, which is the field <c>source</c>.</param>
    /// <param name="ct">Stops sending.</param>
    public async Task<GraphAnswer> PostFileAsync(PlatformAccount account, string path, FileBody file, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken ct)
    {
        var form = new FormFile(file.Bytes, file.Length, file.ContentType, [.. WithProof(account, fields)], "source");
        await using var bytes = form.Open();
        return await ReadAsync(account, http.SendAsync(
            Request(HttpMethod.Post, account, path) with { File = new FileBody(form.ContentType, bytes, form.Length), Timeout = host.UploadWindow }, ct));
    }

    public Task<GraphAnswer> DeleteAsync(PlatformAccount account, string path, CancellationToken ct) =>
        ReadAsync(account, http.SendAsync(
            Request(HttpMethod.Delete, account, path) with { Body = RequestBody.Form(WithProof(account, [])) }, ct));

    /// <summary>Hands over a file, or what is left of it. Goes to the configured host and not to the address Graph
    /// names: a token is sent nowhere on somebody's word.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="id">Of what was made to be filled: a container, a video.</param>
    /// <param name="rest">The bytes from the offset on.</param>
    /// <param name="offset">Of the first of them in the file.</param>
    /// <param name="ct">Stops sending.</param>
    public Task<GraphAnswer> UploadAsync(PlatformAccount account, string id, FileBody rest, long offset, CancellationToken ct) =>
        ReadAsync(account, http.SendAsync(new PlatformRequest
        {
            Method = HttpMethod.Post,
            ChannelId = account.ChannelId,
            Address = new Uri($"{Root(host.UploadBase)}/{host.UploadPath}/{host.Version}/{Uri.EscapeDataString(id)}"),
            File = rest,
            Token = account.Token,
            TokenScheme = "OAuth",
            Headers = new Dictionary<string, string>
            {
                ["offset"] = offset.ToString(CultureInfo.InvariantCulture),
                ["file_size"] = (offset + rest.Length).ToString(CultureInfo.InvariantCulture),
            },
            Timeout = host.UploadWindow,
            TraceHeader = TraceHeader,
        }, ct));

    private static string Root(Uri address) => address.AbsoluteUri.TrimEnd('/');

    private PlatformRequest Request(HttpMethod method, PlatformAccount account, string path) => new()
    {
        Method = method,
        ChannelId = account.ChannelId,
        Address = new Uri($"{Root(host.BaseFor(account.Login))}/{host.Version}/{path}"),
        Token = account.Token,
        TraceHeader = TraceHeader,
    };

    private async Task<GraphAnswer> ReadAsync(PlatformAccount account, Task<HttpAnswer> sending)
    {
        var answer = await sending;
        return GraphAnswer.Read(
            answer, time.GetUtcNow(), host.RateLimitWait,
            text => PlatformText.Clean(text, account.Token.Reveal(), host.SecretFor(account.Login)));
    }

    private IEnumerable<KeyValuePair<string, string>> WithProof(PlatformAccount account, IEnumerable<KeyValuePair<string, string>> fields) =>
        host.SecretFor(account.Login) is { Length: > 0 } secret ? fields.Append(AppSecretProof.Of(secret, account.Token)) : fields;
}
