using System.Net.Http.Json;
using System.Text.Json;

namespace Posthaste.Bench;

/// <summary>A server and a sandbox, and a folder that is gone afterwards.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private const string ApiKey = "ph_bench_key_for_this_machine";

    private readonly DirectoryInfo _folder;

    private Rig(DirectoryInfo folder, ChildProcess sandbox, ChildProcess server) => (_folder, Sandbox, Server) = (folder, sandbox, server);

    public ChildProcess Server { get; }

    public ChildProcess Sandbox { get; }

    /// <param name="postgres">A connection string; SQLite where null.</param>
    /// <param name="ct">Stops waiting.</param>
    public static async Task<Rig> StartAsync(string? postgres, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("posthaste-bench-");
        ChildProcess? sandbox = null;
        try
        {
            sandbox = await ChildProcess.StartAsync("Posthaste.Sandbox", url => [$"--urls={url.GetLeftPart(UriPartial.Authority)}"], "/sandbox/clock", ct);
            var server = await ChildProcess.StartAsync("Posthaste.Server", url => Settings(url, folder, sandbox.Url, postgres), "/readyz", ct);
            server.Http.DefaultRequestHeaders.Add("X-Api-Key", ApiKey);
            return new Rig(folder, sandbox, server);
        }
        catch
        {
            if (sandbox is not null) await sandbox.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>The JSON of an answer of the server.</summary>
    /// <exception cref="InvalidOperationException">It is no success; the message has the answer.</exception>
    public Task<JsonElement> GetAsync(string path, CancellationToken ct) => ReadAsync(Server.Http.GetAsync(path, ct), ct);

    /// <inheritdoc cref="GetAsync"/>
    public Task<JsonElement> PostAsync(string path, object body, CancellationToken ct) => ReadAsync(Server.Http.PostAsJsonAsync(path, body, ct), ct);

    /// <summary>Uploads a file as it streams from the disk.</summary>
    /// <returns>The media's id.</returns>
    public async Task<Guid> UploadAsync(string file, CancellationToken ct)
    {
        await using var bytes = File.OpenRead(file);
        using var body = new StreamContent(bytes);
        return (await ReadAsync(Server.Http.PostAsync($"/api/v1/media?fileName={Path.GetFileName(file)}", body, ct), ct)).GetProperty("id").GetGuid();
    }

    /// <summary>Connects an account of the sandbox.</summary>
    /// <returns>The channel's id.</returns>
    public async Task<Guid> ConnectAsync(string platform, string token, CancellationToken ct) =>
        (await PostAsync("/api/v1/channels", new { platform, accessToken = token }, ct)).GetProperty("id").GetGuid();

    /// <summary>A call of the sandbox's control API.</summary>
    public Task<JsonElement> ControlAsync(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        var request = new HttpRequestMessage(method, $"/sandbox/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        return ReadAsync(Sandbox.Http.SendAsync(request, ct), ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Sandbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static IEnumerable<string> Settings(Uri url, DirectoryInfo folder, Uri sandbox, string? postgres)
    {
        var own = url.GetLeftPart(UriPartial.Authority);
        yield return $"--urls={own}";
        yield return $"--PublicBaseUrl={own}";
        yield return $"--DataDir={folder.FullName}";
        yield return $"--Auth:BootstrapApiKey={ApiKey}";
        yield return "--Api:WritesPerMinute=100000";
        // One picture for all posts.
        yield return "--Publishing:RepeatWindow=00:00:00";
        // A day's posts of an account within two minutes: its limits would spread them over hours.
        yield return "--Jobs:PostsPerHour=0";
        yield return "--Platforms:Instagram:CallsPerHour=100000";
        yield return $"--Platforms:Instagram:GraphBaseUrl={sandbox.GetLeftPart(UriPartial.Authority)}";
        yield return $"--Platforms:TikTok:ApiBaseUrl={sandbox.GetLeftPart(UriPartial.Authority)}";
        yield return "--Platforms:TikTok:IsAudited=true";
        yield return "--Platforms:TikTok:PostsPerDay=10000";
        yield return "--Platforms:TikTok:CallsPerHour=100000";
        yield return "--Logging:LogLevel:Default=Warning";
        yield return "--Logging:LogLevel:Posthaste=Warning";
        if (postgres is null) yield break;
        yield return "--Storage:Provider=postgres";
        yield return $"--Storage:ConnectionString={postgres}";
    }

    private static async Task<JsonElement> ReadAsync(Task<HttpResponseMessage> sending, CancellationToken ct)
    {
        using var answer = await sending;
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? default : JsonElement.Parse(text)
            : throw new InvalidOperationException($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.AbsolutePath} answered {(int)answer.StatusCode}: {text}");
    }
}
