using Microsoft.Extensions.DependencyInjection;
using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram;

/// <summary>The adapter's contract against the real Graph API. Reads and containers are seen by nobody; the tests that
/// publish need a word of their own.</summary>
public sealed class InstagramLiveTests : IDisposable
{
    private PlatformHttpHarness? _http;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string RecordFile => Path.Combine(
        Repository.Root, "artifacts", "live", "instagram", $"{TestContext.Current.TestMethod!.MethodName}.jsonl");

    public void Dispose() => _http?.Dispose();

    [Fact]
    public async Task The_token_belongs_to_the_account()
    {
        var live = InstagramLiveSettings.Require();

        var result = await Open(live).ConnectAsync(new ConnectCall(live.Account.Token, live.Account.RemoteId, live.Account.Login), Ct);

        Assert.Equal(live.Account.RemoteId, Assert.IsType<ConnectResult.Connected>(result).Account.RemoteId);
    }

    [Fact]
    public async Task A_broken_token_is_told_from_everything_else()
    {
        var live = InstagramLiveSettings.Require();
        var broken = live.Account with { Token = new Secret(live.Account.Token.Reveal() + "x") };

        var result = await Open(live).RunStepAsync(new StepCall { Step = "create_container", Account = broken, Post = Picture(live) }, Ct);

        Assert.Equal(ErrorKind.ReconnectAccount, Assert.IsType<StepResult.Unauthorized>(result).Error.Kind);
    }

    [Fact]
    public async Task The_quota_is_told()
    {
        var live = InstagramLiveSettings.Require();

        var quota = (await Open(live).ReadQuotaAsync(live.Account, Ct)).Value;

        Assert.True(quota is { Used: >= 0, Total: > 0 });
    }

    [Fact]
    public async Task A_container_nobody_made_proves_nothing()
    {
        var live = InstagramLiveSettings.Require();
        var now = TimeProvider.System.GetUtcNow();

        var evidence = await Open(live).ProbeAsync(new ProbeCall
        {
            Account = live.Account,
            Post = Picture(live),
            Checkpoint = new ContainerCheckpoint { ContainerId = "17900000000000001", CreatedAt = now }.ToJson(),
            IntentAt = now,
            DeadlineAt = now.AddSeconds(30),
        }, Ct);

        Assert.Equal((Witness.Unreadable, true, 0), (evidence.Witness, evidence.ListRead, evidence.Matches.Count));
    }

    [Fact]
    public async Task A_picture_is_prepared_and_left_to_expire()
    {
        var live = InstagramLiveSettings.Require(image: true);

        var run = await Run(live, Picture(live)).GoAsync(until: "publish");

        Assert.Null(run.End);
    }

    [Fact]
    public async Task A_reel_is_prepared_and_left_to_expire()
    {
        var live = InstagramLiveSettings.Require(video: true);

        var run = await Run(live, Reel(live)).GoAsync(until: "publish");

        Assert.Null(run.End);
    }

    [Fact]
    public async Task A_carousel_is_prepared_and_left_to_expire()
    {
        var live = InstagramLiveSettings.Require(image: true);
        var picture = Picture(live);

        var run = await Run(live, picture with { Type = PostType.Carousel, Media = [picture.Media[0], picture.Media[0]] }).GoAsync(until: "publish");

        Assert.Null(run.End);
    }

    [Fact]
    public async Task A_picture_with_a_comment_goes_live_is_found_and_is_taken_down()
    {
        var live = InstagramLiveSettings.Require(image: true, publishing: true);
        var run = Run(live, Picture(live) with { Options = new PostOptions { FirstComment = "A first comment." } });

        await run.GoAsync();

        Assert.Null(run.End);
        Assert.Contains("post", run.Links.Keys);
        Assert.NotNull((await Open(live).ReadMetricsAsync(live.Account, run.RemoteIds["post"], PostType.Image, Ct)).Value);
        await TakeDownAsync(live, run);
    }

    [Fact]
    public async Task A_reel_goes_live_and_is_taken_down()
    {
        var live = InstagramLiveSettings.Require(video: true, publishing: true);

        var run = await Run(live, Reel(live)).GoAsync();

        Assert.Null(run.End);
        Assert.Contains("post", run.Links.Keys);
        await TakeDownAsync(live, run);
    }

    [Fact]
    public async Task A_story_goes_live_and_is_taken_down()
    {
        var live = InstagramLiveSettings.Require(image: true, publishing: true);

        var run = await Run(live, Picture(live) with { Type = PostType.Story, Caption = "" }).GoAsync();

        Assert.Null(run.End);
        await TakeDownAsync(live, run);
    }

    /// <summary>Only Facebook Login can; with the other a person deletes the post.</summary>
    private async Task TakeDownAsync(InstagramLiveSettings live, PipelineRun run)
    {
        var result = await Open(live).DeleteAsync(live.Account, run.RemoteIds["post"], Ct);
        if (live.Account.Login == InstagramLogin.Facebook) Assert.IsType<DeleteResult.Deleted>(result);
        else Assert.IsType<DeleteResult.NotSupported>(result);
    }

    private IPlatform Open(InstagramLiveSettings live)
    {
        _http ??= new PlatformHttpHarness(TimeProvider.System, services =>
        {
            services.AddInstagram();
            string[] secrets = live.AppSecret is { } secret ? [live.Account.Token.Reveal(), secret] : [live.Account.Token.Reveal()];
            foreach (var client in new[] { PlatformHttpSetup.Repeatable, PlatformHttpSetup.Irreversible })
                services.AddHttpClient(client).AddHttpMessageHandler(() => new AnswerRecorder(RecordFile, secrets));
        }, Settings(live));
        return _http.Get<IPlatform>();
    }

    private static Dictionary<string, string?> Settings(InstagramLiveSettings live)
    {
        var settings = new Dictionary<string, string?> { ["Platforms:Instagram:AppSecret"] = live.AppSecret };
        if (live.GraphUrl is not null) settings["Platforms:Instagram:GraphBaseUrl"] = live.GraphUrl;
        return settings;
    }

    private PipelineRun Run(InstagramLiveSettings live, PlatformPost post) => new(Open(live), live.Account, post, TimeProvider.System);

    private static PlatformPost Picture(InstagramLiveSettings live) => InstagramHarness.Post with
    {
        Caption = $"Posthaste test {Guid.NewGuid():N}",
        Media = [InstagramHarness.Post.Media[0] with { Url = live.ImageUrl is { } url ? new Uri(url) : new Uri("https://example.com/none.jpg") }],
    };

    private static PlatformPost Reel(InstagramLiveSettings live) => ReelTests.Post with
    {
        Caption = $"Posthaste test {Guid.NewGuid():N}",
        Media = [ReelTests.Video with { Url = new Uri(live.VideoUrl!) }],
    };
}
