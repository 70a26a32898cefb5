using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Posthaste.Platforms;
using Posthaste.Platforms.Bluesky;
using Posthaste.Sandbox;
using Posthaste.Sandbox.Bluesky;
using Posthaste.Tests.Platforms.Instagram;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.Bluesky;

/// <summary>The adapter where things go wrong, against the sandbox's ledger of what really went live (R-PUB-6, R-JOB-4).</summary>
public sealed class BlueskySandboxTests : IAsyncLifetime
{
    private readonly WebApplication _sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0"]);
    private readonly ShiftedTime _time = new();
    private HttpClient _http = null!;
    private PlatformHttpHarness _harness = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IPlatform Bluesky => _harness.Get<IPlatform>();

    private static PlatformAccount Baker { get; } = new(Guid.Empty, BlueskyWorld.DemoDid, null, new Secret(BlueskyWorld.DemoPassword));

    public async ValueTask InitializeAsync()
    {
        await _sandbox.StartAsync(Ct);
        _http = new HttpClient { BaseAddress = new Uri(_sandbox.Urls.First()) };
        _harness = new PlatformHttpHarness(_time, services => services.AddBluesky(), new Dictionary<string, string?> { ["Platforms:Bluesky:Server"] = _sandbox.Urls.First() });
    }

    public async ValueTask DisposeAsync()
    {
        _harness.Dispose();
        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Pictures_go_out_as_one_post_with_its_address()
    {
        var run = await PublishAsync(Pictures());

        Assert.Equal(["prepare Advance", "upload Again", "upload Advance", "publish Published"], run.Log);
        var post = Assert.Single(await LiveAsync());
        Assert.Equal(
            (run.RemoteIds["post"], "Fresh bread #bakery", "CAROUSEL_ALBUM"), (post.GetProperty("mediaId").GetString()!, post.GetProperty("caption").GetString()!, post.GetProperty("mediaType").GetString()!));
        Assert.EndsWith($"/profile/{BlueskyWorld.DemoHandle}/post/{post.GetProperty("shortcode").GetString()}", run.Links["post"].AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("Fresh bread", await _http.GetStringAsync(run.Links["post"], Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("publish_then_500")]
    [InlineData("publish_then_reset")]
    [InlineData("publish_then_close")]
    public async Task An_answer_lost_after_the_post_was_written_is_settled_by_its_name(string fault)
    {
        await OrderAsync(new { kind = fault });

        var run = await PublishAsync(Pictures());
        var evidence = await run.ProbeAsync();

        Assert.Equal(ErrorKind.OutcomeUnknown, Assert.IsType<StepResult.Unknown>(run.End).Error.Kind);
        var post = Assert.Single(await LiveAsync());
        Assert.Equal((Witness.Published, true, post.GetProperty("mediaId").GetString()), (evidence.Witness, evidence.OnceOnly, evidence.Post!.RemoteId));
    }

    [Fact]
    public async Task A_call_that_never_arrived_is_made_again_under_the_same_name()
    {
        await OrderAsync(new { kind = "reset", step = "publish", when = "before" });
        var run = await PublishAsync(Pictures());
        var evidence = await run.ProbeAsync();
        run.PublishedBefore = true;
        await run.GoAsync(from: "publish");

        Assert.Equal((Witness.NotPublished, true), (evidence.Witness, evidence.OnceOnly));
        Assert.Equal(run.RemoteIds["post"], Assert.Single(await LiveAsync()).GetProperty("mediaId").GetString());
    }

    [Fact]
    public async Task Too_many_points_wait_for_as_long_as_the_server_says()
    {
        await PatchAsync(new { pointsPerHour = 3 });
        await PublishAsync(Text("First"));

        var run = await PublishAsync(Text("Second"));

        var limited = Assert.IsType<StepResult.RateLimited>(run.End);
        Assert.Equal(("RateLimitExceeded", RateScope.Channel), (limited.Error.Code!, limited.Scope));
        Assert.InRange(limited.Until - _time.GetUtcNow(), TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(61));
        Assert.Single(await LiveAsync());
    }

    [Fact]
    public async Task A_session_that_the_server_forgot_is_opened_again_without_an_attempt_and_a_dead_password_is_told()
    {
        await PublishAsync(Text("First"));
        _time.Advance(TimeSpan.FromMinutes(2));
        await ControlAsync($"bluesky/accounts/{BlueskyWorld.DemoHandle}/revocations");

        var run = await PublishAsync(Text("Second"));

        Assert.Equal(["prepare Advance", "publish Wait", "publish Unauthorized"], run.Log);
        Assert.Equal("AuthenticationRequired", Assert.IsType<StepResult.Unauthorized>(run.End).Error.Code);
        Assert.Equal(ErrorKind.ReconnectAccount, ((StepResult.Unauthorized)run.End!).Error.Kind);
        Assert.Single(await LiveAsync());
    }

    [Fact]
    public async Task One_process_signs_in_no_more_often_than_it_should()
    {
        await OrderAsync(new { kind = "error", step = "code", when = "before", status = 500, code = 1, times = 100 });
        var ends = new List<StepResult?>();
        for (var i = 0; i < 11; i++) ends.Add(await Bluesky.RunStepAsync(new StepCall { Step = "prepare", Account = Baker, Post = Text("x") }, Ct));

        Assert.All(ends.Take(10), end => Assert.IsType<StepResult.Unavailable>(end));
        Assert.Equal("sessions_paced", Assert.IsType<StepResult.RateLimited>(ends[10]).Error.Code);
    }

    [Fact]
    public async Task A_file_that_was_thrown_away_is_sent_again_before_the_first_call_and_told_after_it()
    {
        var run = await new PipelineRun(Bluesky, Baker, Pictures(), _time).GoAsync(until: "publish");
        _time.Advance(TimeSpan.FromHours(2));

        await run.GoAsync(from: "publish");

        Assert.Equal(["prepare Advance", "upload Again", "upload Advance", "publish Unavailable", "prepare Advance", "upload Again", "upload Advance", "publish Published"], run.Log);
        Assert.Single(await LiveAsync());
    }

    [Fact]
    public async Task Neither_password_nor_session_is_in_the_log()
    {
        await PublishAsync(Pictures());

        Assert.DoesNotContain(_harness.Lines, line => line.Contains(BlueskyWorld.DemoPassword, StringComparison.Ordinal) || line.Contains("eyJ", StringComparison.Ordinal));
    }

    private Task<PipelineRun> PublishAsync(PlatformPost post) => new PipelineRun(Bluesky, Baker, post, _time).GoAsync();

    private static PlatformPost Text(string text) => new() { Type = PostType.Text, Caption = text, Media = [] };

    private static PlatformPost Pictures() => new()
    {
        Type = PostType.Carousel,
        Caption = "Fresh bread #bakery",
        Media = [.. new[] { TestJpeg.Make(640, 480), TestJpeg.Make(480, 640) }.Select(file => new PlatformMedia
        {
            MediaId = Guid.Empty,
            ContentType = "image/jpeg",
            Bytes = file.Length,
            Sha256 = "00",
            Width = 640,
            Height = 480,
            Reader = new FileReader(_ => Task.FromResult<Stream>(new MemoryStream(file, writable: false))),
        })],
    };

    private async Task<IReadOnlyList<JsonElement>> LiveAsync() =>
        [.. JsonElement.Parse(await _http.GetStringAsync(new Uri("/sandbox/ledger", UriKind.Relative), Ct)).GetProperty("posts").EnumerateArray()];

    private async Task OrderAsync(object fault) => await Ok(_http.PostAsJsonAsync("/sandbox/faults", fault, Ct));

    private async Task PatchAsync(object settings) => await Ok(_http.PatchAsJsonAsync("/sandbox/bluesky/settings", settings, Ct));

    private async Task ControlAsync(string path) => await Ok(_http.PostAsync($"/sandbox/{path}", null, Ct));

    private static async Task Ok(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Ct));
    }
}
