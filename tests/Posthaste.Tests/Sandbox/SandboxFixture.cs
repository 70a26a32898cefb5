using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Posthaste.Sandbox;

namespace Posthaste.Tests.Sandbox;

/// <summary>A sandbox of a test's own, over HTTP, on a clock of its own, with pictures beside it.</summary>
public abstract class SandboxFixture : IAsyncLifetime
{
    internal const string Account = "17841400000000001";
    internal const string Token = "sandbox-demo-token";

    private WebApplication? _app;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The clock below the sandbox's.</summary>
    protected ManualTime Time { get; } = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    protected HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    internal ImageHost Images { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Images = await ImageHost.StartAsync(Ct);
        Images.Put("square.jpg", TestJpeg.Make(1080, 1080));
        _app = SandboxApp.Build(["--urls", "http://127.0.0.1:0"], Time);
        await _app.StartAsync(Ct);
        Http.BaseAddress = new Uri(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        DisposeMore();
        await _app!.DisposeAsync();
        await Images.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>For what a fixture built on this one has opened.</summary>
    protected virtual void DisposeMore()
    {
    }

    internal async Task<Answer> GetAsync(string path) => await Answer.FromAsync(await Http.GetAsync(WithToken(path), Ct));

    internal Task<Answer> PostAsync(string path, params (string Name, string Value)[] form) => PostUntilAsync(path, form, Ct);

    internal async Task<Answer> PostUntilAsync(string path, (string Name, string Value)[] form, CancellationToken patience)
    {
        using var body = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Answer.FromAsync(await Http.PostAsync(WithToken(path), body, patience));
    }

    /// <summary>A control call with a JSON body.</summary>
    internal async Task<Answer> ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/sandbox/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        return await Answer.FromAsync(await Http.SendAsync(request, Ct));
    }

    internal Task<Answer> CreateAsync(params (string Name, string Value)[] form) =>
        PostAsync($"/v26.0/{Account}/media", form.Any(field => field.Name is "image_url" or "media_type") ? form : [("image_url", Images.Url("square.jpg")), .. form]);

    internal Task<Answer> PublishAsync(string container) => PublishUntilAsync(container, Ct);

    /// <summary>Publishes as a caller who may give up.</summary>
    internal Task<Answer> PublishUntilAsync(string container, CancellationToken patience) =>
        PostUntilAsync($"/v26.0/{Account}/media_publish", [("creation_id", container)], patience);

    /// <summary>The id of a container that is ready.</summary>
    internal async Task<string> FinishedAsync(params (string Name, string Value)[] form)
    {
        var created = await CreateAsync(form);
        Time.Advance(TimeSpan.FromSeconds(1));
        return created.Id;
    }

    /// <summary>Puts a video on the host.</summary>
    internal string PutVideo(byte[] bytes, string name = "film.mp4") => Images.Put(name, bytes, "video/mp4");

    /// <summary>The id of a video's container that is FINISHED or ERROR: its bytes were fetched and its time has passed.</summary>
    internal async Task<string> SettledAsync(params (string Name, string Value)[] form)
    {
        var created = await CreateAsync(form);
        await SettleAsync();
        return created.Id;
    }

    internal Task<string> SettledReelAsync(byte[] bytes, params (string Name, string Value)[] form) =>
        SettledAsync([("media_type", "REELS"), ("video_url", PutVideo(bytes)), .. form]);

    internal async Task SettleAsync()
    {
        await ControlAsync(HttpMethod.Post, "settle");
        Time.Advance(TimeSpan.FromSeconds(60));
    }

    /// <summary>As in <c>FINISHED</c> or <c>ERROR 2207026</c>.</summary>
    internal async Task<string> VerdictAsync(string container)
    {
        var read = await GetAsync($"/v26.0/{container}?fields=status_code,status");
        var code = (string)read.Body["status_code"]!;
        return code == "ERROR" ? $"ERROR {((string)read.Body["status"]!)[^7..]}" : code;
    }

    /// <summary>A token of Facebook Login for the account.</summary>
    internal async Task<string> FacebookTokenAsync()
    {
        await ControlAsync(HttpMethod.Post, $"accounts/{Account}/tokens", new { token = "page", login = "facebook" });
        return "page";
    }

    internal async Task<string> StatusAsync(string container) => (string)(await GetAsync($"/v26.0/{container}?fields=status_code")).Body["status_code"]!;

    internal async Task<JsonNode> LedgerAsync() => (await ControlAsync(HttpMethod.Get, "ledger")).Body;

    internal async Task<JsonArray> PostsAsync() => (await LedgerAsync())["posts"]!.AsArray();

    /// <summary>The last line of the ledger's calls.</summary>
    internal async Task<JsonNode> LastCallAsync() => (await LedgerAsync())["calls"]!.AsArray()[^1]!;

    internal async Task OrderFaultAsync(object fault) => Assert.Equal(201, (await ControlAsync(HttpMethod.Post, "faults", fault)).Status);

    internal async Task SetAsync(object settings) => Assert.Equal(200, (await ControlAsync(HttpMethod.Patch, "settings", settings)).Status);

    private static string WithToken(string path) =>
        path.Contains("access_token", StringComparison.Ordinal) ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}access_token={Token}";
}

/// <summary>An answer, read.</summary>
internal sealed record Answer(int Status, JsonNode Body, HttpResponseMessage Response)
{
    public string Id => (string?)Body["id"] ?? throw new InvalidOperationException($"No id in {Body}");

    public JsonNode Error => Body["error"]!;

    /// <summary>As in <c>400 9007/2207027</c>.</summary>
    public string Refusal => $"{Status} {Error["code"]}/{Error["error_subcode"]}";

    public static async Task<Answer> FromAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!, response);
    }
}
