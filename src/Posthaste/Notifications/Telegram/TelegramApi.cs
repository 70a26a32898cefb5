using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Posthaste.Platforms;

namespace Posthaste.Notifications.Telegram;

/// <summary>Calls the Bot API, each call exactly as often as asked. The token is in the path, so no log line, error or answer has one.</summary>
internal sealed class TelegramApi(PlatformHttp http, IOptions<TelegramOptions> options)
{
    public bool IsSetUp => options.Value.IsSetUp;

    /// <summary>A call that may be repeated by whoever asked for it: a read, or a change that is the same the second time.</summary>
    /// <param name="method">As Telegram spells it, such as <c>getMe</c>.</param>
    /// <param name="body">Its parameters.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<TelegramAnswer> AskAsync(string method, JsonObject body, CancellationToken ct) => AskAsync(method, body, TimeSpan.Zero, ct);

    /// <summary>The same for a call that Telegram answers late on purpose.</summary>
    /// <param name="waits">How long Telegram itself may take over it.</param>
    public async Task<TelegramAnswer> AskAsync(string method, JsonObject body, TimeSpan waits, CancellationToken ct) =>
        TelegramAnswers.Read(await http.SendAsync(Request(method) with { Body = RequestBody.Json(body.ToJsonString()), Timeout = options.Value.Timeout + waits }, ct));

    /// <summary>A call that puts something into a chat: sent once. Throws nothing for what happens on the way.</summary>
    public async Task<TelegramAnswer> SendAsync(string method, JsonObject body, CancellationToken ct) =>
        TelegramAnswers.Read(await http.SendOnceAsync(Request(method) with { Body = RequestBody.Json(body.ToJsonString()), Timeout = options.Value.Timeout }, ct));

    /// <summary>The same with files, which are read while they are sent.</summary>
    public async Task<TelegramAnswer> SendAsync(string method, TelegramUpload upload, CancellationToken ct)
    {
        await using var body = upload.Open();
        return TelegramAnswers.Read(await http.SendOnceAsync(Request(method) with { File = new FileBody(upload.ContentType, body, body.Length), Timeout = options.Value.UploadTimeout }, ct));
    }

    private PlatformRequest Request(string method) => new()
    {
        Method = HttpMethod.Post,
        // Put together as text: relative to a base, "bot123:…" would be an address with a scheme of its own.
        Address = new Uri($"{options.Value.ApiBaseUrl.AbsoluteUri.TrimEnd('/')}/bot{options.Value.BotToken}/{method}"),
        LoggedPath = $"/bot…/{method}",
    };
}
