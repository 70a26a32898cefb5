using System.Text.Json.Nodes;
using Posthaste.Platforms.Bluesky.Answers;

namespace Posthaste.Platforms.Bluesky;

/// <summary>Whom a call goes to, and as whom.</summary>
/// <param name="Server">Scheme, host and port.</param>
/// <param name="Token">Of a session; null for what everybody may read.</param>
/// <param name="ChannelId">Whose bytes they are counted as; null for nobody's.</param>
internal sealed record XrpcTarget(Uri Server, Secret? Token, Guid? ChannelId);

/// <summary>The calling convention of the AT Protocol (XRPC): a method's name as path, JSON, a session's token. Every method makes one request.</summary>
internal sealed class XrpcApi(PlatformHttp http, BlueskyOptions options, TimeProvider time)
{
    public Task<XrpcAnswer> GetAsync(XrpcTarget target, string method, IEnumerable<KeyValuePair<string, string>> query, CancellationToken ct) =>
        ReadAsync(target, http.SendAsync(Request(target, HttpMethod.Get, $"{method}?{RequestBody.Encode(query)}"), ct));

    /// <param name="target">Whom.</param>
    /// <param name="method">For example <c>com.atproto.server.createSession</c>.</param>
    /// <param name="body">Null for the few calls that have none.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <param name="secrets">Texts of the body that must not stand in what is kept of the answer.</param>
    public Task<XrpcAnswer> PostAsync(XrpcTarget target, string method, JsonObject? body, CancellationToken ct, params string[] secrets) =>
        // Without a content the runtime would send it as often as it likes.
        ReadAsync(target, http.SendAsync(Request(target, HttpMethod.Post, method) with { Body = body is null ? null : RequestBody.Json(body.ToJsonString()) }, ct), secrets);

    /// <summary>For the call that publishes: see <see cref="PlatformHttp.SendOnceAsync"/>.</summary>
    public Task<XrpcAnswer> PostOnceAsync(XrpcTarget target, string method, JsonObject body, CancellationToken ct) =>
        ReadAsync(target, http.SendOnceAsync(Request(target, HttpMethod.Post, method) with { Body = RequestBody.Json(body.ToJsonString()), Timeout = options.PublishTimeout }, ct));

    public Task<XrpcAnswer> UploadAsync(XrpcTarget target, FileBody file, CancellationToken ct) =>
        ReadAsync(target, http.SendAsync(Request(target, HttpMethod.Post, "com.atproto.repo.uploadBlob") with { File = file, Timeout = options.UploadTimeout }, ct));

    private async Task<XrpcAnswer> ReadAsync(XrpcTarget target, Task<HttpAnswer> sending, params string[] secrets)
    {
        var answer = await sending;
        return XrpcAnswer.Read(answer, time.GetUtcNow(), text => PlatformText.Clean(text, [.. secrets, target.Token?.Reveal()]));
    }

    private PlatformRequest Request(XrpcTarget target, HttpMethod method, string path) => new()
    {
        Method = method,
        ChannelId = target.ChannelId,
        Address = new Uri(target.Server, $"/xrpc/{path}"),
        Token = target.Token,
        // The server of the settings is the operator's word; any other is a stranger's.
        IsGuarded = target.Server.Authority != options.Server.Authority || target.Server.Scheme != options.Server.Scheme,
        TraceHeader = null,
    };
}
