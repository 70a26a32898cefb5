using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Tests.Sandbox.TikTok;

/// <summary>A sandbox with one person of TikTok who has agreed to everything.</summary>
public abstract class TikTokFixture : SandboxFixture
{
    internal const string OpenId = "-000sandbox0demo0user";
    internal const string TikTokToken = "act.of-the-baker";

    private bool _hasToken;

    internal async Task SetTikTokAsync(object settings) => Assert.Equal(200, (await ControlAsync(HttpMethod.Patch, "tiktok/settings", settings)).Status);

    internal async Task SetPersonAsync(object person) => Assert.Equal(200, (await ControlAsync(HttpMethod.Patch, $"tiktok/users/{OpenId}", person)).Status);

    internal Task<Answer> TokenAsync(object order) => ControlAsync(HttpMethod.Post, $"tiktok/users/{OpenId}/tokens", order);

    internal async Task NeedTokenAsync()
    {
        if (_hasToken) return;
        _hasToken = true;
        Assert.Equal(201, (await TokenAsync(new { token = TikTokToken, expiresInSeconds = 31_536_000 })).Status);
    }

    /// <summary>A call of the posting API.</summary>
    internal async Task<Answer> AskAsync(string path, object body, string? token = null)
    {
        await NeedTokenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/post/publish/{path}/") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token ?? TikTokToken);
        return await Answer.FromAsync(await Http.SendAsync(request, Ct));
    }

    /// <summary>Begins the upload of a file.</summary>
    internal Task<Answer> InitAsync(long size, long? chunk = null, long? count = null, object? info = null, string path = "video/init") => AskAsync(path, new
    {
        post_info = info ?? new { privacy_level = "PUBLIC_TO_EVERYONE", title = "Fresh bread" },
        source_info = new { source = "FILE_UPLOAD", video_size = size, chunk_size = chunk ?? size, total_chunk_count = count ?? 1 },
    });

    internal Task<Answer> PhotosAsync(string[] urls, object? info = null, string mode = "DIRECT_POST") => AskAsync("content/init", new
    {
        media_type = "PHOTO",
        post_mode = mode,
        post_info = info ?? new { privacy_level = "PUBLIC_TO_EVERYONE", description = "Fresh bread" },
        source_info = new { source = "PULL_FROM_URL", photo_images = urls, photo_cover_index = 0 },
    });

    /// <summary>Sends one chunk.</summary>
    /// <returns>The HTTP status.</returns>
    internal async Task<int> PutAsync(Answer init, byte[] file, long from, long length, long? total = null)
    {
        using var body = new ByteArrayContent(file, (int)from, (int)length);
        body.Headers.ContentRange = new ContentRangeHeaderValue(from, from + length - 1, total ?? file.Length);
        body.Headers.ContentType = new("video/mp4");
        using var answer = await Http.PutAsync((string)init.Body["data"]!["upload_url"]!, body, Ct);
        return (int)answer.StatusCode;
    }

    /// <summary>A file that was uploaded whole.</summary>
    /// <returns>Its publish id.</returns>
    internal async Task<string> UploadedAsync(byte[] file, object? info = null, string path = "video/init")
    {
        var init = await InitAsync(file.Length, info: info, path: path);
        Assert.Equal(201, await PutAsync(init, file, 0, file.Length));
        return IdOf(init);
    }

    internal Task<Answer> StatusOfAsync(string id, string? token = null) => AskAsync("status/fetch", new { publish_id = id }, token);

    /// <summary>As in <c>PUBLISH_COMPLETE</c> or <c>FAILED duration_check_failed</c>.</summary>
    internal async Task<string> FateAsync(string id)
    {
        var data = (await StatusOfAsync(id)).Body["data"]!;
        return (string?)data["fail_reason"] is { } reason ? $"{data["status"]} {reason}" : (string)data["status"]!;
    }

    internal static string IdOf(Answer init) => (string?)init.Body["data"]!["publish_id"] ?? throw new InvalidOperationException($"Nothing was begun: {init.Body}");

    internal static string CodeOf(Answer answer) => $"{answer.Status} {(string?)answer.Error["code"]}";

    internal async Task<JsonArray> LiveAsync() => (await LedgerAsync())["posts"]!.AsArray();
}
