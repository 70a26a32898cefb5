using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Posthaste.Sandbox;
using Posthaste.Tests.Sandbox;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>C15 on the real server process: the database is put back to an older copy. Ground truth is the sandbox's ledger of what
/// really went live.</summary>
public abstract class RestoreContract : IAsyncLifetime
{
    private const string Alarm = "The database seems to be an older copy";

    private Microsoft.AspNetCore.Builder.WebApplication _sandbox = null!;
    private HttpClient _sandboxHttp = null!;
    private Guid? _channel;

    private protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("posthaste-restore-");

    private protected ServerProcess Server { get; private set; } = null!;

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0"]);
        await _sandbox.StartAsync(Ct);
        _sandboxHttp = new HttpClient { BaseAddress = new Uri(_sandbox.Urls.First()) };
        await Ok(_sandboxHttp.PatchAsJsonAsync("/sandbox/settings", new { imageProcessingSeconds = 0 }, Ct));
        var settings = new Dictionary<string, string>
        {
            ["DataDir"] = Folder.FullName,
            ["Platforms:Instagram:GraphBaseUrl"] = _sandbox.Urls.First(),
            ["Jobs:LeadTime"] = "00:00:01.500",
            ["Jobs:PublishTimeout"] = "00:00:02",
            ["Jobs:NodeLease"] = "00:00:02",
            ["Jobs:Heartbeat"] = "00:00:00.500",
            ["Jobs:Settling:Scale"] = "0.01",
        };
        foreach (var (key, value) in await StartDatabaseAsync()) settings[key] = value;
        Server = new ServerProcess(settings);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _sandboxHttp.Dispose();
        await _sandbox.StopAsync(CancellationToken.None);
        await _sandbox.DisposeAsync();
        await StopDatabaseAsync();
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_went_out_since_the_backup_goes_out_no_second_time_and_what_is_due_later_still_does()
    {
        await Server.StartAsync();
        var later = await ScheduleAsync("due tomorrow", dueIn: TimeSpan.FromDays(1));
        var gone = await ScheduleAsync("gone out since", dueIn: TimeSpan.FromSeconds(8));
        await Server.KillAsync();
        Assert.Empty(await LiveAsync());
        await BackUpAsync();

        await Server.StartAsync();
        await StateAsync(gone, "published");
        await Server.KillAsync();
        Assert.DoesNotContain(Alarm, Server.Output);
        await RestoreAsync();

        await Server.StartAsync();
        var asked = await StateAsync(gone, "needs_attention");
        Assert.Contains(Alarm, Server.Output);
        Assert.Equal("undecidable", asked.GetProperty("reason").GetString());
        Assert.Equal("restored", asked.GetProperty("lastError").GetProperty("code").GetString());
        var ready = await Ok(Server.Http.GetAsync("/readyz", Ct));
        Assert.Contains(ready.GetProperty("checks").EnumerateArray(), check => check.GetProperty("detail").GetString()?.Contains("older copy") == true);

        await Ok(Server.Http.PostAsJsonAsync($"/api/v1/posts/{later}/publish-now", new { }, Ct));
        await StateAsync(later, "published");
        Assert.Equal(["due tomorrow", "gone out since"], (await LiveAsync()).Order());
    }

    [Fact]
    public async Task What_did_not_go_out_goes_out_after_the_account_was_asked()
    {
        await Server.StartAsync();
        var due = await ScheduleAsync("still to go out", dueIn: TimeSpan.FromSeconds(8));
        await Server.KillAsync();
        await BackUpAsync();
        // The lost life of the server noted its times, and nothing went out in it.
        await RestoreAsync();
        foreach (var file in Folder.GetFiles("generation-*")) file.Delete();

        await Server.StartAsync();
        await StateAsync(due, "published");

        Assert.Contains(Alarm, Server.Output);
        Assert.Equal(["still to go out"], await LiveAsync());
    }

    [Fact]
    public async Task An_update_from_a_version_without_the_guard_is_no_restore()
    {
        await Server.StartAsync();
        var due = await ScheduleAsync("before the update", dueIn: TimeSpan.FromSeconds(8));
        await Server.KillAsync();
        await RunSqlAsync("DELETE FROM generations");
        foreach (var file in Folder.GetFiles("generation-*")) file.Delete();

        await Server.StartAsync();
        await StateAsync(due, "published");

        Assert.DoesNotContain(Alarm, Server.Output);
    }

    private protected abstract Task<IReadOnlyDictionary<string, string>> StartDatabaseAsync();

    private protected abstract Task StopDatabaseAsync();

    /// <summary>The server is stopped.</summary>
    private protected abstract Task BackUpAsync();

    /// <summary>The server is stopped.</summary>
    private protected abstract Task RestoreAsync();

    private protected abstract Task RunSqlAsync(string sql);

    /// <returns>The post.</returns>
    private protected async Task<Guid> ScheduleAsync(string caption, TimeSpan dueIn)
    {
        _channel ??= (await Ok(Server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = "sandbox-demo-token" }, Ct))).GetProperty("id").GetGuid();
        var media = await Ok(Server.Http.PostAsync("/api/v1/media?fileName=a.jpg", new ByteArrayContent(TestJpeg.Make(1080, 1080, caption)), Ct));
        var post = (await Ok(Server.Http.PostAsJsonAsync("/api/v1/posts", new
        {
            type = "image",
            channelIds = new[] { _channel },
            mediaIds = new[] { media.GetProperty("id").GetGuid() },
            caption,
        }, Ct))).GetProperty("id").GetGuid();
        await Ok(Server.Http.PostAsJsonAsync($"/api/v1/posts/{post}/schedule", new { at = TimeProvider.System.GetUtcNow() + dueIn }, Ct));
        return post;
    }

    /// <summary>Waits until the post's job has this state.</summary>
    private protected async Task<JsonElement> StateAsync(Guid post, string state)
    {
        JsonElement found = default;
        await Eventually.TrueAsync(async () =>
        {
            found = (await Ok(Server.Http.GetAsync("/api/v1/jobs", Ct))).GetProperty("items").EnumerateArray().Single(job => job.GetProperty("postId").GetGuid() == post);
            return found.GetProperty("state").GetString() == state;
        }, $"the job is {state}", () => $"{found}\n{Server.Output}");
        return found;
    }

    private protected async Task<IReadOnlyList<string>> LiveAsync() =>
        [.. (await Ok(_sandboxHttp.GetAsync("/sandbox/ledger", Ct))).GetProperty("posts").EnumerateArray().Select(post => post.GetProperty("caption").GetString()!)];

    private protected static async Task<JsonElement> Ok(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return JsonElement.Parse(text);
    }
}

public sealed class SqliteRestoreTests : RestoreContract
{
    private string Database => Path.Combine(Folder.FullName, "posthaste.db");

    private string Copy => Path.Combine(Folder.FullName, "copy.db");

    [Fact]
    public async Task A_data_folder_that_is_restored_as_a_whole_is_noticed_too()
    {
        await Server.StartAsync();
        var gone = await ScheduleAsync("gone out since", dueIn: TimeSpan.FromSeconds(8));
        await Server.KillAsync();
        await BackUpAsync();
        var note = Assert.Single(Folder.GetFiles("generation-*"));
        var old = await File.ReadAllBytesAsync(note.FullName, Ct);
        await Server.StartAsync();
        await StateAsync(gone, "published");
        await Server.KillAsync();
        await RestoreAsync();
        // The copy of the folder has its note too, which was written half a minute before at the least.
        var text = System.Text.Encoding.ASCII.GetString(old).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        text[^2] = (long.Parse(text[^2], System.Globalization.CultureInfo.InvariantCulture) - 30_000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(note.FullName, string.Join(' ', text), Ct);

        await Server.StartAsync();
        await StateAsync(gone, "needs_attention");

        Assert.Contains("the data folder was copied or restored", Server.Output);
        Assert.Single(await LiveAsync());
    }

    private protected override Task<IReadOnlyDictionary<string, string>> StartDatabaseAsync() => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    private protected override Task StopDatabaseAsync() => Task.CompletedTask;

    private protected override Task BackUpAsync() => RunSqlAsync($"VACUUM INTO '{Copy}'");

    private protected override Task RestoreAsync()
    {
        foreach (var ending in new[] { "-wal", "-shm" }) File.Delete(Database + ending);
        File.Copy(Copy, Database, overwrite: true);
        return Task.CompletedTask;
    }

    private protected override async Task RunSqlAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.ExecuteAsync(sql);
    }
}

public sealed class PostgresRestoreTests : RestoreContract
{
    private readonly PostgresTestDatabase _database = new();
    private string _name = "";

    private protected override async Task<IReadOnlyDictionary<string, string>> StartDatabaseAsync()
    {
        await _database.StartAsync();
        _name = new NpgsqlConnectionStringBuilder(_database.ConnectionString).Database!;
        return new Dictionary<string, string> { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = _database.ConnectionString };
    }

    private protected override async Task StopDatabaseAsync()
    {
        if (_name != "") await ServerAsync($"DROP DATABASE IF EXISTS {_name}_copy WITH (FORCE)");
        await _database.DisposeAsync();
    }

    private protected override async Task BackUpAsync()
    {
        await ServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name}' AND pid <> pg_backend_pid()");
        await ServerAsync($"CREATE DATABASE {_name}_copy TEMPLATE {_name}");
    }

    private protected override async Task RestoreAsync()
    {
        await ServerAsync($"DROP DATABASE {_name} WITH (FORCE)");
        await ServerAsync($"CREATE DATABASE {_name} TEMPLATE {_name}_copy");
    }

    private protected override async Task RunSqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString + ";Pooling=False");
        await connection.OpenAsync(Ct);
        await connection.ExecuteAsync(sql);
    }

    private async Task ServerAsync(string sql)
    {
        var server = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(server.ToString());
        await connection.OpenAsync(Ct);
        await connection.ExecuteAsync(sql);
    }
}
