using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Posthaste.Tests.Sandbox.Facebook;

/// <summary>A sandbox with one Facebook Page and its token.</summary>
public abstract class FacebookFixture : SandboxFixture
{
    internal const string PageId = "61550000000000001";
    internal const string PageToken = "sandbox-facebook-token";

    internal async Task SetFacebookAsync(object settings) => Assert.Equal(200, (await ControlAsync(HttpMethod.Patch, "facebook/settings", settings)).Status);

    internal async Task SetPageAsync(object page) => Assert.Equal(200, (await ControlAsync(HttpMethod.Patch, $"facebook/pages/{PageId}", page)).Status);

    /// <summary>A call of Graph.</summary>
    internal async Task<Answer> AskAsync(HttpMethod method, string path, HttpContent? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, $"/v26.0/{path}") { Content = body };
        request.Headers.Authorization = new("Bearer", token ?? PageToken);
        return await Answer.FromAsync(await Http.SendAsync(request, Ct));
    }

    internal Task<Answer> FeedAsync(params (string Name, string Value)[] form) => AskAsync(HttpMethod.Post, $"{PageId}/feed", Form(form));

    internal Task<Answer> ReelAsync(params (string Name, string Value)[] form) => AskAsync(HttpMethod.Post, $"{PageId}/video_reels", Form(form));

    internal async Task<Answer> SendPhotoAsync(byte[] bytes, bool published = false)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(file, "source", "picture");
        form.Add(new StringContent(published ? "true" : "false"), "published");
        return await AskAsync(HttpMethod.Post, $"{PageId}/photos", form);
    }

    internal async Task<Answer> SendBytesAsync(string video, byte[] bytes, int offset, int? size = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/video-upload/v26.0/{video}") { Content = new ByteArrayContent(bytes, offset, bytes.Length - offset) };
        request.Headers.Authorization = new("OAuth", PageToken);
        request.Headers.Add("offset", $"{offset}");
        request.Headers.Add("file_size", $"{size ?? bytes.Length}");
        return await Answer.FromAsync(await Http.SendAsync(request, Ct));
    }

    internal async Task<JsonArray> LiveAsync() => (await LedgerAsync())["posts"]!.AsArray();

    internal async Task<JsonArray> CallsAsync() => (await LedgerAsync())["calls"]!.AsArray();

    internal async Task<JsonArray> ItemsAsync(string what) => (await ControlAsync(HttpMethod.Get, $"facebook/{what}")).Body["items"]!.AsArray();

    private static FormUrlEncodedContent Form((string Name, string Value)[] form) => new(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
