using System.Globalization;

namespace Posthaste.Platforms.Instagram;

/// <summary>Graph's calling convention: base address, version, token, proof. Every method makes one request.</summary>
internal sealed class GraphApi(PlatformHttp http, InstagramOptions options, InstagramApps apps, TimeProvider time)
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
                Timeout = options.PublishTimeout,
            }, ct));

    public Task<GraphAnswer> DeleteAsync(PlatformAccount account, string path, CancellationToken ct) =>
        ReadAsync(account, http.SendAsync(
            Request(HttpMethod.Delete, account, path) with { Body = RequestBody.Form(WithProof(account, [])) }, ct));

    /// <summary>Hands over a file, or what is left of it. Goes to the configured host and not to the address Graph
    /// names: a token is sent nowhere on somebody's word.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="containerId">Made with <c>upload_type=resumable</c>.</param>
    /// <param name="rest">The bytes from the offset on.</param>
    /// <param name="offset">Of the first of them in the file.</param>
    /// <param name="ct">Stops sending.</param>
    public Task<GraphAnswer> UploadAsync(PlatformAccount account, string containerId, FileBody rest, long offset, CancellationToken ct) =>
        ReadAsync(account, http.SendAsync(new PlatformRequest
        {
            Method = HttpMethod.Post,
            ChannelId = account.ChannelId,
            Address = new Uri($"{Root(options.EffectiveUploadBase)}/ig-api-upload/{options.GraphVersion}/{Uri.EscapeDataString(containerId)}"),
            File = rest,
            Token = account.Token,
            TokenScheme = "OAuth",
            Headers = new Dictionary<string, string>
            {
                ["offset"] = offset.ToString(CultureInfo.InvariantCulture),
                ["file_size"] = (offset + rest.Length).ToString(CultureInfo.InvariantCulture),
            },
            Timeout = options.UploadWindow,
            TraceHeader = TraceHeader,
        }, ct));

    private static string Root(Uri address) => address.AbsoluteUri.TrimEnd('/');

    private PlatformRequest Request(HttpMethod method, PlatformAccount account, string path) => new()
    {
        Method = method,
        ChannelId = account.ChannelId,
        Address = new Uri($"{Root(options.BaseFor(account.Login))}/{options.GraphVersion}/{path}"),
        Token = account.Token,
        TraceHeader = TraceHeader,
    };

    private async Task<GraphAnswer> ReadAsync(PlatformAccount account, Task<HttpAnswer> sending)
    {
        var answer = await sending;
        return GraphAnswer.Read(
            answer, time.GetUtcNow(), options.RateLimitWait,
            text => PlatformText.Clean(text, account.Token.Reveal(), apps.Facebook.Secret));
    }

    /// <summary>Facebook Login only, since the secret belongs to the Facebook app.</summary>
    private IEnumerable<KeyValuePair<string, string>> WithProof(PlatformAccount account, IEnumerable<KeyValuePair<string, string>> fields)
    {
        if (account.Login == InstagramLogin.Instagram || apps.Facebook.Secret is not { Length: > 0 } secret) return fields;
        return fields.Append(AppSecretProof.Of(secret, account.Token));
    }
}
