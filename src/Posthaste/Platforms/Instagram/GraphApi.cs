using System.Security.Cryptography;
using System.Text;

namespace Posthaste.Platforms.Instagram;

/// <summary>Graph's calling convention: base address, version, token, proof. Every method makes one request.</summary>
internal sealed class GraphApi(PlatformHttp http, InstagramOptions options, TimeProvider time)
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

    private PlatformRequest Request(HttpMethod method, PlatformAccount account, string path) => new()
    {
        Method = method,
        Address = new Uri($"{options.BaseFor(account.Login).AbsoluteUri.TrimEnd('/')}/{options.GraphVersion}/{path}"),
        Token = account.Token,
        TraceHeader = TraceHeader,
    };

    private async Task<GraphAnswer> ReadAsync(PlatformAccount account, Task<HttpAnswer> sending)
    {
        var answer = await sending;
        return GraphAnswer.Read(
            answer, time.GetUtcNow(), options.RateLimitWait,
            text => GraphText.Clean(text, account.Token.Reveal(), options.AppSecret));
    }

    /// <summary>Proves that the caller owns the app: hex HMAC-SHA256 of the token with the app's secret (Graph API,
    /// "Secure Graph API calls"; Facebook Login only, since the secret belongs to the Facebook app).</summary>
    private IEnumerable<KeyValuePair<string, string>> WithProof(PlatformAccount account, IEnumerable<KeyValuePair<string, string>> fields)
    {
        if (string.IsNullOrEmpty(options.AppSecret) || account.Login == InstagramLogin.Instagram) return fields;
        var proof = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.AppSecret), Encoding.UTF8.GetBytes(account.Token.Reveal()));
        return fields.Append(KeyValuePair.Create("appsecret_proof", Convert.ToHexStringLower(proof)));
    }
}
