using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Sandbox;
using Posthaste.Server.Verbs;
using Posthaste.Tests.Sandbox;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>R-PUB-6, C15 by the verbs: a server is backed up while it runs, goes on publishing, and is lost; the backup is restored elsewhere. Ground truth is the
/// sandbox's ledger of what really went live.</summary>
public sealed class BackupVerbTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-backup-");
    private readonly PostgresTestDatabase _database = new() { IsEmpty = true };
    private Microsoft.AspNetCore.Builder.WebApplication _sandbox = null!;
    private HttpClient _sandboxHttp = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.StartAsync();
        _sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0"]);
        await _sandbox.StartAsync(Ct);
        _sandboxHttp = new HttpClient { BaseAddress = new Uri(_sandbox.Urls.First()) };
        await Ok(_sandboxHttp.PatchAsJsonAsync("/sandbox/settings", new { imageProcessingSeconds = 0 }, Ct));
    }

    public async ValueTask DisposeAsync()
    {
        _sandboxHttp?.Dispose();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_went_out_since_the_backup_goes_out_no_second_time_from_where_it_is_restored()
    {
        var file = Path.Combine(_folder.FullName, "a.backup");
        var (before, after) = (Settings("before"), Settings("after"));
        after["Storage:Provider"] = "postgres";
        after["Storage:ConnectionString"] = _database.ConnectionString;
        await using var first = new ServerProcess(before);
        await first.StartAsync();
        var channel = (await Ok(first.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = "sandbox-demo-token" }, Ct))).GetProperty("id").GetGuid();
        var later = await ScheduleAsync(first, channel, "due tomorrow", TimeSpan.FromDays(1));
        var gone = await ScheduleAsync(first, channel, "gone out since", TimeSpan.FromSeconds(12));

        Assert.Equal(0, await Backup.RunAsync(file, Args(before)));
        Assert.Empty(await LiveAsync());
        await StateAsync(first, gone, "published");
        await first.KillAsync();
        Assert.Equal(0, await Restore.RunAsync(file, Args(after)));

        await using var second = new ServerProcess(after);
        await second.StartAsync();
        var asked = await StateAsync(second, gone, "needs_attention");
        Assert.Contains("because it was restored from the backup of", second.Output);
        Assert.Equal("restored", asked.GetProperty("lastError").GetProperty("code").GetString());
        // Account, picture and keys are there too.
        await Ok(second.Http.PostAsJsonAsync($"/api/v1/posts/{later}/publish-now", new { }, Ct));
        await StateAsync(second, later, "published");
        Assert.Equal(["due tomorrow", "gone out since"], (await LiveAsync()).Order());
    }

    private Dictionary<string, string> Settings(string folder) => new()
    {
        ["DataDir"] = Path.Combine(_folder.FullName, folder),
        ["Platforms:Instagram:GraphBaseUrl"] = _sandbox.Urls.First(),
        ["Jobs:LeadTime"] = "00:00:01.500",
        ["Jobs:NodeLease"] = "00:00:02",
        ["Jobs:Heartbeat"] = "00:00:00.500",
        ["Jobs:Settling:Scale"] = "0.01",
    };

    private static string[] Args(Dictionary<string, string> settings) => ["--Logging:LogLevel:Default=None", .. settings.Select(setting => $"--{setting.Key}={setting.Value}")];

    private static async Task<Guid> ScheduleAsync(ServerProcess server, Guid channel, string caption, TimeSpan dueIn)
    {
        var media = (await Ok(server.Http.PostAsync("/api/v1/media?fileName=a.jpg", new ByteArrayContent(TestJpeg.Make(1080, 1080, caption)), Ct))).GetProperty("id").GetGuid();
        var post = (await Ok(server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", channelIds = new[] { channel }, mediaIds = new[] { media }, caption }, Ct))).GetProperty("id").GetGuid();
        await Ok(server.Http.PostAsJsonAsync($"/api/v1/posts/{post}/schedule", new { at = TimeProvider.System.GetUtcNow() + dueIn }, Ct));
        return post;
    }

    private static async Task<JsonElement> StateAsync(ServerProcess server, Guid post, string state)
    {
        JsonElement found = default;
        await Eventually.TrueAsync(async () =>
        {
            found = (await Ok(server.Http.GetAsync("/api/v1/jobs", Ct))).GetProperty("items").EnumerateArray().Single(job => job.GetProperty("postId").GetGuid() == post);
            return found.GetProperty("state").GetString() == state;
        }, $"the job is {state}", () => $"{found}\n{server.Output}");
        return found;
    }

    private async Task<IReadOnlyList<string>> LiveAsync() =>
        [.. (await Ok(_sandboxHttp.GetAsync("/sandbox/ledger", Ct))).GetProperty("posts").EnumerateArray().Select(post => post.GetProperty("caption").GetString()!)];

    private static async Task<JsonElement> Ok(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return JsonElement.Parse(text);
    }
}
