using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Sandbox;
using Posthaste.Server;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Server;

/// <summary>The real server and the real sandbox, each on a port of its own, with SQLite in a folder of their own.</summary>
/// <remarks>Start one with <see cref="StartAsync"/>; <see cref="Http"/> then speaks to the API with a key.</remarks>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    public const string ApiKey = "ph_test_key_of_the_first_workspace";
    public const string AccountId = "17841400000000001";
    public const string AccountToken = "sandbox-demo-token";

    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly WebApplication _sandbox;
    private readonly DirectoryInfo _folder;
    private readonly Action<IServiceCollection>? _replace;
    private readonly LeakWatch _leaks;
    private WebApplication _app;

    private ServerUnderTest(
        WebApplication sandbox, DirectoryInfo folder, WebApplication app, IReadOnlyDictionary<string, string> settings, Action<IServiceCollection>? replace, LeakWatch leaks)
    {
        (_sandbox, _folder, _app, _settings, _replace, _leaks) = (sandbox, folder, app, settings, replace, leaks);
        SandboxHttp = new HttpClient { BaseAddress = new Uri(sandbox.Urls.First()) };
        Http = Client(ApiKey);
    }

    /// <summary>Speaks to the API with the bootstrap key; addresses such as <c>/api/v1/posts</c>.</summary>
    public HttpClient Http { get; private set; }

    /// <summary>Speaks to the sandbox; its control API is below <c>/sandbox</c>.</summary>
    public HttpClient SandboxHttp { get; }

    public Uri BaseUrl => new(_app.Urls.First());

    public Uri SandboxUrl => SandboxHttp.BaseAddress!;

    /// <summary>Holds <c>posthaste.db</c>, <c>keys.json</c> and <c>media</c>.</summary>
    public string DataDir => Path.Combine(_folder.FullName, "data");

    public IServiceProvider Services => _app.Services;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The sandbox's pictures are ready at once; a test of the waiting sets <c>imageProcessingSeconds</c>.</summary>
    /// <param name="settings">Such as <c>["Jobs:Enabled"] = "false"</c>; they win over the fixture's own.</param>
    /// <param name="replace">Puts other services in the place of the server's own: a clock, a log.</param>
    /// <param name="secrets">What must show nowhere, beside the tokens and keys that every test uses. See <see cref="LeakWatch"/>.</param>
    public static async Task<ServerUnderTest> StartAsync(
        IReadOnlyDictionary<string, string>? settings = null, Action<IServiceCollection>? replace = null, IReadOnlyList<string>? secrets = null)
    {
        var sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0"]);
        await sandbox.StartAsync(Ct);
        var folder = Directory.CreateTempSubdirectory("posthaste-test-");
        settings ??= new Dictionary<string, string>();
        await SqliteTemplate.CopyAsync(Path.Combine(folder.FullName, "data", "posthaste.db"));
        var leaks = new LeakWatch(secrets ?? []);
        var app = await StartServerAsync(sandbox, folder, settings, replace, leaks);
        var server = new ServerUnderTest(sandbox, folder, app, settings, replace, leaks);
        // A picture that is not there at the first look is looked at again three seconds later.
        await ReadAsync(server.SandboxHttp.PatchAsJsonAsync("/sandbox/settings", new { imageProcessingSeconds = 0 }, Ct));
        return server;
    }

    /// <summary>Another client of the same server.</summary>
    /// <param name="key">Null for none.</param>
    public HttpClient Client(string? key)
    {
        var http = new HttpClient { BaseAddress = BaseUrl };
        if (key is not null) http.DefaultRequestHeaders.Add("X-Api-Key", key);
        return http;
    }

    /// <summary>Stops the server in good order and starts it again on the same data.</summary>
    public async Task RestartAsync()
    {
        Http.Dispose();
        await _app.StopAsync(Ct);
        await _app.DisposeAsync();
        _app = await StartServerAsync(_sandbox, _folder, _settings, _replace, _leaks);
        Http = Client(ApiKey);
    }

    /// <summary>Connects the sandbox's account.</summary>
    /// <returns>The channel's id.</returns>
    public async Task<Guid> ConnectAsync()
    {
        var answer = await Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = AccountToken }, Ct);
        return (await ReadAsync(answer)).GetProperty("id").GetGuid();
    }

    /// <summary>Uploads a picture.</summary>
    /// <returns>The media's id.</returns>
    public async Task<Guid> UploadAsync(byte[] file, string fileName = "picture.jpg")
    {
        var answer = await Http.PostAsync($"/api/v1/media?fileName={fileName}", new ByteArrayContent(file), Ct);
        return (await ReadAsync(answer)).GetProperty("id").GetGuid();
    }

    /// <summary>The JSON of an answer that must be a success.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }

    public Task<JsonElement> GetAsync(string address) => ReadAsync(Http.GetAsync(address, Ct));

    public static async Task<JsonElement> ReadAsync(Task<HttpResponseMessage> answer) => await ReadAsync(await answer);

    /// <summary>Stops the server, and fails the test where it let a secret out.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        SandboxHttp.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _sandbox.StopAsync(CancellationToken.None);
        await _sandbox.DisposeAsync();
        try
        {
            await _leaks.ReadDatabaseAsync(_settings, DataDir);
        }
        finally
        {
            _leaks.Dispose();
            _folder.Delete(recursive: true);
        }
        if (_leaks.Hits is { Count: > 0 } hits) Assert.Fail($"A secret got out, in {string.Join("; ", hits.Distinct())}.");
    }

    private static async Task<WebApplication> StartServerAsync(
        WebApplication sandbox, DirectoryInfo folder, IReadOnlyDictionary<string, string> settings, Action<IServiceCollection>? replace, LeakWatch leaks)
    {
        // The server must know its own address before it listens, for the links to hosted copies.
        var url = $"http://127.0.0.1:{Ports.Next()}";
        var all = new Dictionary<string, string>
        {
            ["urls"] = url,
            ["PublicBaseUrl"] = url,
            ["DataDir"] = Path.Combine(folder.FullName, "data"),
            ["Auth:BootstrapApiKey"] = ApiKey,
            ["Api:WritesPerMinute"] = "10000",
            // Most tests make do with one picture; those of repeats set the time.
            ["Publishing:RepeatWindow"] = "00:00:00",
            ["Platforms:Instagram:GraphBaseUrl"] = sandbox.Urls.First(),
            ["Platforms:TikTok:ApiBaseUrl"] = sandbox.Urls.First(),
            ["Platforms:Bluesky:Server"] = sandbox.Urls.First(),
            ["Jobs:PollInterval"] = "00:00:00.050",
            // Most tests ask for all events of their workspace, or count what lies in its library; those of alerts switch them on.
            ["Alerts:Enabled"] = "false",
            ["Logging:LogLevel:Default"] = "Error",
            ["Logging:LogLevel:Posthaste"] = "Error",
        };
        foreach (var (key, value) in LeakWatch.Settings.Concat(settings)) all[key] = value;
        var app = ServerApp.Build([.. all.Select(setting => $"--{setting.Key}={setting.Value}")], replace: services =>
        {
            replace?.Invoke(services);
            leaks.AddTo(services);
        });
        await ServerApp.PrepareAsync(app, Ct);
        await app.StartAsync(Ct);
        return app;
    }
}
