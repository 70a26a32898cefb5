using System.Text.Json.Nodes;
using Posthaste.Platforms.Mastodon.Answers;

namespace Posthaste.Platforms.Mastodon;

/// <summary>Mastodon's calling convention: the account's own server, JSON, token. Every method makes one request.</summary>
internal sealed class MastodonApi(PlatformHttp http, MastodonOptions options, TimeProvider time)
{
    /// <summary>Whether a server may be named that the world does not reach.</summary>
    public static bool IsOnThisMachine(MastodonOptions options) => options.Server?.IsLoopback == true;

    public Task<MastodonAnswer> GetAsync(PlatformAccount account, string path, CancellationToken ct) =>
        ReadAsync(account, http.SendAsync(Request(account, HttpMethod.Get, path), ct));

    public Task<MastodonAnswer> DeleteAsync(PlatformAccount account, string path, CancellationToken ct) =>
        ReadAsync(account, http.SendAsync(Request(account, HttpMethod.Delete, path), ct));

    /// <summary>Sends a file with the words that describe it.</summary>
    public async Task<MastodonAnswer> UploadAsync(PlatformAccount account, FormFile form, CancellationToken ct)
    {
        await using var bytes = form.Open();
        return await ReadAsync(account, http.SendAsync(Request(account, HttpMethod.Post, "api/v2/media") with
        {
            File = new FileBody(form.ContentType, bytes, form.Length),
            Timeout = options.UploadTimeout,
        }, ct));
    }

    /// <summary>For the call that publishes: see <see cref="PlatformHttp.SendOnceAsync"/>.</summary>
    /// <param name="account">Whose post.</param>
    /// <param name="body">The post.</param>
    /// <param name="key">The same for every call that may make this post.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<MastodonAnswer> PublishAsync(PlatformAccount account, JsonObject body, string key, CancellationToken ct) =>
        ReadAsync(account, http.SendOnceAsync(Request(account, HttpMethod.Post, "api/v1/statuses") with
        {
            Body = RequestBody.Json(body.ToJsonString()),
            Headers = new Dictionary<string, string> { ["Idempotency-Key"] = key },
            Timeout = options.PublishTimeout,
        }, ct));

    private async Task<MastodonAnswer> ReadAsync(PlatformAccount account, Task<HttpAnswer> sending) =>
        MastodonAnswer.Read(await sending, time.GetUtcNow(), text => PlatformText.Clean(text, account.Token.Reveal()));

    private PlatformRequest Request(PlatformAccount account, HttpMethod method, string path) => new()
    {
        Method = method,
        ChannelId = account.ChannelId,
        Address = new Uri(ServerOf(account), path),
        IsGuarded = !IsOnThisMachine(options),
        Token = account.Token,
        TraceHeader = MastodonAnswer.TraceHeader,
    };

    private static Uri ServerOf(PlatformAccount account) =>
        new((account.Server ?? throw new InvalidOperationException("An account of Mastodon lives on a server, and this one names none.")).GetLeftPart(UriPartial.Authority));
}
