using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Sandbox;
using Posthaste.Tests.Sandbox;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Crash;

/// <summary>R-PUB-6: the server process is killed at a named place while it publishes, and started again. Ground truth is the
/// sandbox's ledger of what really went live.</summary>
public abstract class KillContract(TestDatabase? database) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-kill-");
    private Microsoft.AspNetCore.Builder.WebApplication _sandbox = null!;
    private ServerProcess _server = null!;
    private HttpClient _sandboxHttp = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0"]);
        await _sandbox.StartAsync(Ct);
        _sandboxHttp = new HttpClient { BaseAddress = new Uri(_sandbox.Urls.First()) };
        // A picture that is not there at the first look is looked at again three seconds later.
        await Ok(_sandboxHttp.PatchAsJsonAsync("/sandbox/settings", new { imageProcessingSeconds = 0 }, Ct));
        var settings = new Dictionary<string, string>
        {
            ["DataDir"] = _folder.FullName,
            ["Platforms:Instagram:GraphBaseUrl"] = _sandbox.Urls.First(),
            ["Jobs:LeadTime"] = "00:00:01.500",
            ["Jobs:PublishTimeout"] = "00:00:02",
            ["Jobs:NodeLease"] = "00:00:02",
            ["Jobs:Heartbeat"] = "00:00:00.500",
            ["Jobs:Settling:Scale"] = "0.02",
        };
        if (database is not null)
        {
            await database.StartAsync();
            settings["Storage:Provider"] = "postgres";
            settings["Storage:ConnectionString"] = ((PostgresTestDatabase)database).ConnectionString;
        }
        _server = new ServerProcess(settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _sandboxHttp.Dispose();
        await _sandbox.StopAsync(CancellationToken.None);
        await _sandbox.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("claim.after_commit")]
    [InlineData("step.after_reply")]
    [InlineData("checkpoint.after_commit")]
    [InlineData("intent.before_commit")]
    [InlineData("intent.after_commit")]
    [InlineData("publish.after_reply")]
    [InlineData("result.after_commit")]
    public async Task A_server_killed_while_it_publishes_publishes_once(string failpoint)
    {
        // The second end of a run is the publish call's; the first is that of preparing.
        await _server.StartAsync(failpoint == "result.after_commit" ? failpoint + ":2" : failpoint);
        await ScheduleAsync();
        await _server.DiedAsync();

        await _server.StartAsync();
        var published = await PublishedAsync();

        var ledger = await LedgerAsync();
        var live = Assert.Single(ledger.GetProperty("posts").EnumerateArray());
        Assert.Equal(live.GetProperty("mediaId").GetString(), published.GetProperty("remoteId").GetString());
        Assert.Contains(live.GetProperty("shortcode").GetString()!, published.GetProperty("permalink").GetString());
        Assert.Single(ledger.GetProperty("calls").EnumerateArray(), call => call.GetProperty("accepted").GetBoolean());
    }

    [Theory]
    [InlineData("intent.after_commit:2")]
    [InlineData("publish.after_reply:2")]
    [InlineData("part.after_commit")]
    public async Task A_server_killed_between_the_stories_of_a_set_publishes_each_once(string failpoint)
    {
        await _server.StartAsync(failpoint);
        await ScheduleAsync("story", pictures: 2);
        await _server.DiedAsync();

        await _server.StartAsync();
        var published = await PublishedAsync();

        var live = (await LedgerAsync()).GetProperty("posts").EnumerateArray().Select(post => post.GetProperty("mediaId").GetString()).ToList();
        Assert.Equal(2, live.Count);
        Assert.Equal(live, published.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("remoteId").GetString()));
    }

    [Fact]
    public async Task A_server_killed_while_it_comments_comments_once()
    {
        await _server.StartAsync("comment.after_reply");
        await ScheduleAsync("image", firstComment: "Open until six.");
        await _server.DiedAsync();

        await _server.StartAsync();
        JsonElement found = default;
        await Eventually.TrueAsync(async () =>
        {
            found = await JobAsync();
            return found.GetProperty("parts").EnumerateArray().Count(part => part.GetProperty("state").GetString() == "published") == 2;
        }, "post and comment are published", () => $"{found}\n{_server.Output}");

        var ledger = await LedgerAsync();
        Assert.Single(ledger.GetProperty("comments").EnumerateArray());
        Assert.Single(ledger.GetProperty("posts").EnumerateArray());
    }

    [Fact]
    public async Task An_answer_lost_by_the_platform_is_settled_and_not_sent_again()
    {
        await _server.StartAsync();
        await Ok(_sandboxHttp.PostAsJsonAsync("/sandbox/faults", new { kind = "publish_then_500" }, Ct));

        await ScheduleAsync();
        var published = await PublishedAsync();

        var ledger = await LedgerAsync();
        var live = Assert.Single(ledger.GetProperty("posts").EnumerateArray());
        Assert.Equal(live.GetProperty("mediaId").GetString(), published.GetProperty("remoteId").GetString());
        Assert.Single(ledger.GetProperty("calls").EnumerateArray());
    }

    private Task<JsonElement> LedgerAsync() => Ok(_sandboxHttp.GetAsync("/sandbox/ledger", Ct));

    private async Task ScheduleAsync(string type = "image", int pictures = 1, string? firstComment = null)
    {
        var channel = await Ok(_server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = "sandbox-demo-token" }, Ct));
        var media = new List<Guid>();
        for (var i = 0; i < pictures; i++)
            media.Add((await Ok(_server.Http.PostAsync("/api/v1/media?fileName=a.jpg", new ByteArrayContent(TestJpeg.Make(1080 + i, 1080)), Ct))).GetProperty("id").GetGuid());
        var post = await Ok(_server.Http.PostAsJsonAsync("/api/v1/posts", new
        {
            type,
            channelIds = new[] { channel.GetProperty("id").GetGuid() },
            mediaIds = media,
            caption = type == "story" ? "" : $"Killed on the way {Guid.NewGuid():N}",
            options = new { firstComment },
        }, Ct));
        var at = TimeProvider.System.GetUtcNow().AddSeconds(1);
        try
        {
            await Ok(_server.Http.PostAsJsonAsync($"/api/v1/posts/{post.GetProperty("id").GetGuid()}/schedule", new { at }, Ct));
        }
        catch (HttpRequestException)
        {
            // It was killed before its answer was through; what it had to write is written.
        }
    }

    /// <summary>The only one there is.</summary>
    private async Task<JsonElement> JobAsync() => Assert.Single((await Ok(_server.Http.GetAsync("/api/v1/jobs", Ct))).GetProperty("items").EnumerateArray());

    private async Task<JsonElement> PublishedAsync()
    {
        JsonElement found = default;
        await Eventually.TrueAsync(async () =>
        {
            found = await JobAsync();
            return found.GetProperty("state").GetString() == "published" && found.GetProperty("permalink").ValueKind == JsonValueKind.String;
        }, "the post is published and its link known", () => $"{found}\n{_server.Output}");
        return found;
    }

    private static async Task<JsonElement> Ok(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return JsonElement.Parse(text);
    }
}

public sealed class SqliteKillTests() : KillContract(null);

public sealed class PostgresKillTests() : KillContract(new PostgresTestDatabase());
