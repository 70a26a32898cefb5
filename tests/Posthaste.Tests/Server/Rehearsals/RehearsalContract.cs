using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Media.Files;
using Posthaste.Platforms;
using Posthaste.Server.Rehearsals;
using Posthaste.Server.Verbs;
using Posthaste.Storage;
using Posthaste.Storage.Copies;
using Posthaste.Storage.Rehearsals;
using Posthaste.Tests.Media;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Server.Rehearsals;

/// <summary>R-OPS-3: a rehearsal of the coming days tells what would become of the posts, sends nothing and changes nothing.</summary>
public abstract class RehearsalContract : IAsyncLifetime
{
    private static int s_pictures;

    private readonly StringWriter _error = new();
    private readonly PostgresTestDatabase? _database;
    private ServerUnderTest _server = null!;
    private Guid _channel;

    private protected RehearsalContract(PostgresTestDatabase? database) => _database = database;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        if (_database is not null) await _database.StartAsync();
        _server = await ServerUnderTest.StartAsync(new Dictionary<string, string>(Storage) { ["Jobs:Enabled"] = "false", ["Publishing:ConflictDistance"] = "00:00:00" });
        _channel = await _server.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Each_post_of_the_coming_days_is_told_with_its_cause_and_nothing_goes_out_or_changes()
    {
        var fine = await ScheduleAsync("Fine", TimeSpan.FromHours(30));
        var first = await ScheduleAsync("First of its hour", TimeSpan.FromHours(3));
        var second = await ScheduleAsync("Second of its hour", TimeSpan.FromHours(3) + TimeSpan.FromMinutes(10));
        var lost = await ScheduleAsync("Lost", TimeSpan.FromHours(10));
        var draft = await DraftAsync("Only a wish", await UploadAsync());
        await ServerUnderTest.ReadAsync(_server.Http.PatchAsJsonAsync($"/api/v1/posts/{draft}", new { at = Now.AddHours(12) }, Ct));
        await ScheduleAsync("After these days", TimeSpan.FromDays(4));
        await LoseFileAsync(lost);
        var before = await StateAsync();

        // With the settings that the verb is given, the networks are the real ones.
        var (code, report) = await RehearseAsync("--days=2", "--PublicBaseUrl=https://posthaste.example", "--Jobs:PostsPerHour=1");

        Assert.Equal(Rehearse.Found, code);
        var posts = report.GetProperty("posts").EnumerateArray().ToDictionary(post => post.GetProperty("postId").GetGuid());
        Assert.Equal(5, posts.Count);
        Assert.Equal("on_time", posts[fine].GetProperty("outcome").GetString());
        Assert.Equal("on_time", posts[first].GetProperty("outcome").GetString());
        Assert.Equal(("late", true), (posts[second].GetProperty("outcome").GetString(), posts[second].GetProperty("waitedForLimit").GetBoolean()));
        Assert.InRange(posts[second].GetProperty("latenessSeconds").GetDouble(), 45 * 60, 60 * 60);
        Assert.Equal(("not_published", "media_missing"), (posts[lost].GetProperty("outcome").GetString(), posts[lost].GetProperty("code").GetString()));
        Assert.StartsWith("Upload the file again", posts[lost].GetProperty("fix").GetString(), StringComparison.Ordinal);
        Assert.Equal(("not_scheduled", "not_approved"), (posts[draft].GetProperty("outcome").GetString(), posts[draft].GetProperty("code").GetString()));
        Assert.Equal(before, await StateAsync());
        Assert.Empty((await ServerUnderTest.ReadAsync(_server.SandboxHttp.GetAsync("/sandbox/ledger", Ct))).GetProperty("posts").EnumerateArray());
        Assert.DoesNotContain(ServerUnderTest.AccountToken, report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_needs_to_do_anything_it_ends_with_0_and_where_the_line_is_wrong_with_2()
    {
        await ScheduleAsync("Fine", TimeSpan.FromHours(3));
        using var text = new StringWriter();

        var fine = await Rehearse.RunAsync([.. Settings, "--days=1", "--PublicBaseUrl=https://posthaste.example"], text, _error, Ct);
        var wrong = await Rehearse.RunAsync([.. Settings, "--days=0"], text, _error, Ct);
        var nowhere = await Rehearse.RunAsync([$"--DataDir={Path.Combine(_server.DataDir, "nothing")}"], text, _error, Ct);

        Assert.Equal((Rehearse.NothingFound, Rehearse.Usage, Rehearse.CouldNot), (fine, wrong, nowhere));
        Assert.Contains("1 posts, 1 on time, 0 by hand, 0 need somebody.", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("--days= expects a number from 1 to 31", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("There is no database at", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_copy_holds_no_secret_and_no_client_of_a_rehearsal_reaches_anything()
    {
        await ScheduleAsync("Fine", TimeSpan.FromHours(3));
        var folder = Directory.CreateTempSubdirectory("posthaste-test-");
        try
        {
            var copy = Path.Combine(folder.FullName, "posthaste.db");
            await using (var source = await _server.Services.GetRequiredService<CopyEnds>().OpenSourceAsync(Ct)) await RehearsalCopy.RunAsync(source, copy, Ct);
            var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(copy, Ct));
            var secrets = await _server.Services.GetRequiredService<Database>().ReadAsync(
                connection => connection.QueryAsync<string>("SELECT token FROM channels UNION ALL SELECT hash FROM api_keys UNION ALL SELECT hash FROM setup_links"), Ct);
            Assert.NotEmpty(secrets);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, bytes, StringComparison.Ordinal));
            Assert.Contains("Fine", bytes, StringComparison.Ordinal);

            var network = new ClosedNetwork();
            var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Platforms:Instagram:GraphBaseUrl", _server.SandboxUrl.AbsoluteUri)]).Build();
            await using var services = RehearsalServices.Build(settings, folder.FullName, new RehearsalTime(Now), network);
            var calls = await CallsOfSandbox();
            foreach (var adapter in services.GetServices<IPlatform>())
            {
                await adapter.ConnectAsync(new ConnectCall(new Secret(ServerUnderTest.AccountToken), "1", null) { Server = _server.SandboxUrl }, Ct);
                var rehearsed = services.GetRequiredService<Posthaste.Jobs.IPlatforms>().Find(adapter.Name);
                Assert.IsType<RehearsedPlatform>(rehearsed);
            }

            Assert.True(network.Tries > 0);
            Assert.Equal(calls, await CallsOfSandbox());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private IReadOnlyDictionary<string, string> Storage =>
        _database is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = _database.ConnectionString };

    private string[] Settings => [$"--DataDir={_server.DataDir}", .. Storage.Select(setting => $"--{setting.Key}={setting.Value}")];

    private async Task<string> CallsOfSandbox() => (await ServerUnderTest.ReadAsync(_server.SandboxHttp.GetAsync("/sandbox/ledger", Ct))).ToString();

    private async Task<(int Code, JsonElement Report)> RehearseAsync(params string[] args)
    {
        using var text = new StringWriter();
        var code = await Rehearse.RunAsync([.. Settings, "--json", .. args], text, _error, Ct);
        Assert.True(_error.ToString().Length == 0, _error.ToString());
        return (code, JsonElement.Parse(text.ToString()));
    }

    private async Task<Guid> UploadAsync() => await _server.UploadAsync(Samples.Jpeg(1080, 1000 + (2 * Interlocked.Increment(ref s_pictures))));

    private async Task<Guid> DraftAsync(string title, Guid media) => (await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync(
        "/api/v1/posts", new { type = "image", title, channelIds = new[] { _channel }, mediaIds = new[] { media }, caption = title }, Ct))).GetProperty("id").GetGuid();

    private async Task<Guid> ScheduleAsync(string title, TimeSpan ahead)
    {
        var post = await DraftAsync(title, await UploadAsync());
        await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync($"/api/v1/posts/{post}/schedule", new { at = Now + ahead, force = true }, Ct));
        return post;
    }

    private async Task LoseFileAsync(Guid post)
    {
        var media = (await _server.GetAsync($"/api/v1/posts/{post}")).GetProperty("mediaIds")[0].GetGuid();
        var sha256 = (await _server.GetAsync($"/api/v1/media/{media}")).GetProperty("sha256").GetString()!;
        File.Delete(_server.Services.GetRequiredService<MediaFiles>().PathOf(sha256));
    }

    /// <summary>Everything of the real server that a rehearsal could have touched.</summary>
    private async Task<string> StateAsync()
    {
        var text = new StringBuilder();
        await using (var source = await _server.Services.GetRequiredService<CopyEnds>().OpenSourceAsync(Ct))
        {
            foreach (var table in source.Tables.Where(table => RehearsalCopy.Tables.Contains(table.Name) && table.Name is not ("nodes" or "channel_usage")))
            {
                await foreach (var row in source.ReadAsync(table, Ct)) text.AppendLine($"{table.Name} {string.Join('|', row)}");
            }
        }
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_server.DataDir, "media"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) text.AppendLine($"{file} {new FileInfo(file).Length}");
        return text.ToString();
    }
}

public sealed class SqliteRehearsalTests() : RehearsalContract(null);

public sealed class PostgresRehearsalTests() : RehearsalContract(new PostgresTestDatabase());
