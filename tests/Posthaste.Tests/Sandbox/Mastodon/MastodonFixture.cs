using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Tests.Sandbox.Mastodon;

/// <summary>A sandbox with one person of Mastodon, whose application may read and write.</summary>
public abstract class MastodonFixture : SandboxFixture
{
    internal const string UserId = "109348571629900017";
    internal const string MastodonToken = "sandbox-mastodon-token";

    internal async Task SetMastodonAsync(object settings) => Assert.Equal(200, (await ControlAsync(HttpMethod.Patch, "mastodon/settings", settings)).Status);

    internal async Task SetPersonAsync(object person) => Assert.Equal(200, (await ControlAsync(HttpMethod.Patch, $"mastodon/users/{UserId}", person)).Status);

    /// <summary>A call of the API.</summary>
    internal async Task<Answer> AskAsync(HttpMethod method, string path, HttpContent? body = null, string? key = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Authorization = new("Bearer", token ?? MastodonToken);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await Answer.FromAsync(await Http.SendAsync(request, Ct));
    }

    internal Task<Answer> PostStatusAsync(object body, string? key = null, string? token = null) =>
        AskAsync(HttpMethod.Post, "/api/v1/statuses", JsonContent.Create(body), key, token);

    internal async Task<Answer> SendFileAsync(byte[] bytes, string? description = null)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "file", "picture");
        if (description is not null) form.Add(new StringContent(description), "description");
        return await AskAsync(HttpMethod.Post, "/api/v2/media", form);
    }

    internal static string ErrorOf(Answer answer) => $"{answer.Status} {(string?)answer.Body["error"]}";

    internal static string Header(Answer answer, string name) => answer.Response.Headers.GetValues(name).Single();

    internal async Task<JsonArray> LiveAsync() => (await LedgerAsync())["posts"]!.AsArray();

    internal async Task<JsonArray> CallsAsync() => (await LedgerAsync())["calls"]!.AsArray();

    /// <summary>What the sandbox knows of every post.</summary>
    internal async Task<JsonArray> StatusesAsync() => (await ControlAsync(HttpMethod.Get, "mastodon/statuses")).Body["items"]!.AsArray();

    internal async Task<JsonArray> FilesAsync() => (await ControlAsync(HttpMethod.Get, "mastodon/files")).Body["items"]!.AsArray();
}
