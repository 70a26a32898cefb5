using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok;

/// <summary>TikTok's calling convention: base address, JSON, token. Every method makes one request.</summary>
internal sealed class TikTokApi(PlatformHttp http, TikTokOptions options, TikTokApps apps, TimeProvider time)
{
    public Task<TikTokAnswer> PostAsync(PlatformAccount account, string path, JsonObject body, CancellationToken ct) =>
        ReadAsync(http.SendAsync(Request(account, HttpMethod.Post, path) with { Body = RequestBody.Json(body.ToJsonString()) }, ct), account.Token.Reveal());

    /// <summary>For the call that publishes: see <see cref="PlatformHttp.SendOnceAsync"/>.</summary>
    public Task<TikTokAnswer> PostOnceAsync(PlatformAccount account, string path, JsonObject body, CancellationToken ct) =>
        ReadAsync(http.SendOnceAsync(Request(account, HttpMethod.Post, path) with { Body = RequestBody.Json(body.ToJsonString()), Timeout = options.PublishTimeout }, ct), account.Token.Reveal());

    public Task<TikTokAnswer> GetAsync(PlatformAccount account, string path, CancellationToken ct) =>
        ReadAsync(http.SendAsync(Request(account, HttpMethod.Get, path), ct), account.Token.Reveal());

    /// <summary>A call that the app makes in its own name, to the token endpoints.</summary>
    public Task<TikTokAnswer> FormAsync(string path, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken ct) => ReadAsync(
        http.SendAsync(new PlatformRequest { Method = HttpMethod.Post, Address = Address(path), Body = RequestBody.Form(fields) }, ct),
        [.. fields.Where(field => field.Key is not ("grant_type" or "redirect_uri")).Select(field => field.Value)]);

    /// <summary>Sends a chunk of a file. The address is a secret of its own; no token goes with it.</summary>
    /// <param name="account">Whose bytes they are counted as.</param>
    /// <param name="address">As TikTok named it; see <see cref="TikTokOptions.IsUploadHost"/>.</param>
    /// <param name="chunk">Its bytes and their place.</param>
    /// <param name="isLast">It makes the post go live, and is sent once.</param>
    /// <param name="ct">Stops sending.</param>
    public Task<TikTokAnswer> UploadAsync(PlatformAccount account, Uri address, FileBody chunk, bool isLast, CancellationToken ct)
    {
        var request = new PlatformRequest
        {
            Method = HttpMethod.Put,
            ChannelId = account.ChannelId,
            Address = address,
            File = chunk,
            Timeout = isLast ? options.PublishTimeout : options.UploadTimeout,
        };
        return ReadAsync(isLast ? http.SendOnceAsync(request, ct) : http.SendAsync(request, ct));
    }

    public static ContentRangeHeaderValue Range(long from, long length, long total) => new(from, from + length - 1, total);

    private async Task<TikTokAnswer> ReadAsync(Task<HttpAnswer> sending, params string?[] secrets)
    {
        var answer = await sending;
        return TikTokAnswer.Read(answer, time.GetUtcNow(), text => PlatformText.Clean(text, [.. secrets, apps.App.Secret]));
    }

    private PlatformRequest Request(PlatformAccount account, HttpMethod method, string path) => new()
    {
        Method = method,
        ChannelId = account.ChannelId,
        Address = Address(path),
        Token = account.Token,
    };

    private Uri Address(string path) => new($"{options.ApiBaseUrl.AbsoluteUri.TrimEnd('/')}/{path}");
}
