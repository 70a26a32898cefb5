using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Posthaste.Tests.Media;

namespace Posthaste.Tests.Server;

/// <summary>What a client is told while its media is being worked on. The tool is a script that waits until the test lets it go.</summary>
public sealed class MediaPreparingTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-test-");
    private ServerUnderTest? _server;
    private bool _isOpen;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Gate => Path.Combine(_folder.FullName, "gate");

    public ValueTask InitializeAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Needs a shell and named pipes.");
            return ValueTask.CompletedTask;
        }
        Process.Start("mkfifo", [Gate]).WaitForExit();
        var script = Path.Combine(_folder.FullName, "ffmpeg");
        File.WriteAllText(script, $"#!/bin/sh\nread line < '{Gate}'\nexec ffmpeg \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_not_ready_in_time_is_a_conflict_that_changes_nothing_and_the_work_goes_on()
    {
        var post = await DraftAsync(wait: "00:00:00");

        var answer = await PublishAsync(post);
        var problem = await Problems.AssertAsync(answer, HttpStatusCode.Conflict, "media_preparing");
        var before = await _server!.GetAsync($"/api/v1/posts/{post}");
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.Contains("reel.mp4 is being read to its end", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, "draft", 0), (before.GetProperty("version").GetInt32(), before.GetProperty("approval").GetString(), before.GetProperty("jobs").GetArrayLength()));
        Assert.Equal((true, JsonValueKind.Null), (before.GetProperty("files")[0].GetProperty("preparing").GetBoolean(), before.GetProperty("files")[0].GetProperty("problem").ValueKind));

        Open();
        await Crash.Eventually.TrueAsync(async () => !(await _server.GetAsync($"/api/v1/posts/{post}")).GetProperty("files")[0].GetProperty("preparing").GetBoolean(), "the file is ready", post.ToString);

        // A refused request may be sent again under its key.
        Assert.Equal(HttpStatusCode.OK, (await PublishAsync(post)).StatusCode);
    }

    [Fact]
    public async Task A_request_that_waits_stands_in_nobodys_way_even_under_a_key()
    {
        var post = await DraftAsync(wait: "00:05:00");

        // Were it to wait inside of the key's transaction, the work could not write down that it is done.
        var publishing = PublishAsync(post);
        Open();

        Assert.Equal(HttpStatusCode.OK, (await publishing).StatusCode);
    }

    private async Task<Guid> DraftAsync(string wait)
    {
        _server = await ServerUnderTest.StartAsync(new Dictionary<string, string>
        {
            ["Jobs:Enabled"] = "false",
            ["Media:Ffmpeg"] = Path.Combine(_folder.FullName, "ffmpeg"),
            ["Publishing:MediaWait"] = wait,
        });
        var reel = Samples.Ffmpeg(["-f", "lavfi", "-i", "testsrc2=size=540x960:rate=30", "-t", "4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-f", "mp4"]);
        var body = new { type = "reel", channelIds = new[] { await _server.ConnectAsync() }, mediaIds = new[] { await _server.UploadAsync(reel, "reel.mp4") } };
        var draft = await ServerUnderTest.ReadAsync(_server.Http.PostAsJsonAsync("/api/v1/posts", body, Ct));
        Assert.Equal("media_preparing", Assert.Single(draft.GetProperty("warnings").EnumerateArray()).GetProperty("code").GetString());
        return draft.GetProperty("id").GetGuid();
    }

    private Task<HttpResponseMessage> PublishAsync(Guid post) =>
        _server!.Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/api/v1/posts/{post}/publish-now") { Headers = { { "Idempotency-Key", "once" } } }, Ct);

    /// <summary>Lets the one run of the tool go. Opening the pipe waits until the script has opened it too.</summary>
    private void Open()
    {
        Assert.False(_isOpen);
        _isOpen = true;
        File.WriteAllText(Gate, "go\n");
    }
}
