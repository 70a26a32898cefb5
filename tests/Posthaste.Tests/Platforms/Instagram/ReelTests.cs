using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class ReelTests : IAsyncLifetime
{
    private InstagramHarness _instagram = null!;

    internal static PlatformMedia Video { get; } = new()
    {
        MediaId = new Guid("00000000-0000-7000-8000-000000000001"),
        ContentType = "video/mp4",
        Bytes = 5_000_000,
        Sha256 = "00",
        Width = 1_080,
        Height = 1_920,
        DurationMs = 12_000,
        Codec = "h264",
        FrameRate = 29.97,
        AudioCodec = "aac",
        HasAudio = true,
        BitrateKbps = 8_000,
        Url = new Uri("https://media.example.com/film.mp4"),
    };

    internal static PlatformPost Post { get; } = new() { Type = PostType.Reel, Caption = "Good morning\n\n#coffee", Media = [Video] };

    public async ValueTask InitializeAsync()
    {
        _instagram = await InstagramHarness.StartAsync();
        _instagram.OnCreate(new Scripted($$"""{"id":"{{InstagramHarness.ContainerId}}"}"""));
    }

    public ValueTask DisposeAsync() => _instagram.DisposeAsync();

    [Fact]
    public void A_reel_takes_the_steps_of_a_picture_and_a_comment_its_own_at_the_end()
    {
        var steps = _instagram.Platform.StepsFor(Post with { Options = new PostOptions { FirstComment = "First" } });

        Assert.Equal(["create_container", "await_container", "note_recent", "publish", "permalink", "comment"], steps.Select(step => step.Name));
        Assert.Equal([("publish", "post"), ("comment", "comment")], steps.Where(step => step.Kind is StepKind.Irreversible).Select(step => (step.Name, step.Part)));
    }

    [Fact]
    public async Task A_reel_carries_everything_it_can_have()
    {
        var post = Post with
        {
            Cover = InstagramHarness.Post.Media[0] with { Url = new Uri("https://media.example.com/cover.jpg") },
            Options = new PostOptions
            {
                ShareToFeed = false,
                AudioName = "Morning",
                Collaborators = ["anna"],
                UserTags = [new UserTag("bob", null, null)],
                LocationId = "123",
                IsAiGenerated = true,
                SponsorIds = ["17841400000000002"],
            },
        };

        Assert.IsType<StepResult.Advance>(await _instagram.RunAsync("create_container", post: post));

        Assert.Equal(new Dictionary<string, string>
        {
            ["media_type"] = "REELS",
            ["video_url"] = "https://media.example.com/film.mp4",
            ["cover_url"] = "https://media.example.com/cover.jpg",
            ["share_to_feed"] = "false",
            ["audio_name"] = "Morning",
            ["user_tags"] = """[{"username":"bob"}]""",
            ["caption"] = "Good morning\n\n#coffee",
            ["location_id"] = "123",
            ["collaborators"] = """["anna"]""",
            ["is_ai_generated"] = "true",
            ["branded_content_sponsor_ids"] = """["17841400000000002"]""",
        }, _instagram.LastRequest.Fields);
    }

    [Fact]
    public async Task Without_wishes_a_reel_appears_among_the_posts()
    {
        await _instagram.RunAsync("create_container", post: Post);

        Assert.Equal(["caption", "media_type", "share_to_feed", "video_url"], _instagram.LastRequest.Fields.Keys.Order());
        Assert.Equal("true", _instagram.LastRequest.Fields["share_to_feed"]);
    }

    [Theory]
    [InlineData(TrialGraduation.Manual, "MANUAL")]
    [InlineData(TrialGraduation.Performance, "SS_PERFORMANCE")]
    public async Task A_trial_says_how_it_ends_and_is_not_put_among_the_posts(TrialGraduation graduation, string word)
    {
        await _instagram.RunAsync("create_container", post: Post with { Options = new PostOptions { TrialGraduation = graduation, ThumbOffsetMs = 1_500 } });

        Assert.Equal($$"""{"graduation_strategy":"{{word}}"}""", _instagram.LastRequest.Fields["trial_params"]);
        Assert.Equal("1500", _instagram.LastRequest.Fields["thumb_offset"]);
        Assert.DoesNotContain("share_to_feed", _instagram.LastRequest.Fields.Keys);
    }

    [Fact]
    public async Task An_account_that_may_not_make_trials_is_told_so_and_nothing_is_retried()
    {
        _instagram.OnCreate(Scripted.Error(100, 2207081));

        var rejected = Assert.IsType<StepResult.Rejected>(await _instagram.RunAsync("create_container", post: Post));

        Assert.Equal((ErrorKind.FixContent, "options.trialGraduation"), (rejected.Error.Kind, rejected.Error.Field));
        Assert.Equal("This account may not publish trial reels.", rejected.Error.Message);
    }

    [Fact]
    public async Task A_paid_partnership_is_refused_for_Instagram_Login_before_anything_is_sent()
    {
        var result = await _instagram.Platform.RunStepAsync(new StepCall
        {
            Step = "create_container",
            Account = InstagramHarness.Account(InstagramLogin.Instagram),
            Post = Post with { Options = new PostOptions { IsPaidPartnership = true } },
        }, TestContext.Current.CancellationToken);

        Assert.Equal("options.isPaidPartnership", Assert.IsType<StepResult.Rejected>(result).Error.Field);
        Assert.Empty(_instagram.Graph.Requests);
    }

    [Fact]
    public async Task A_reel_is_looked_for_among_the_reels()
    {
        _instagram.OnContainer(new Scripted("""{"status_code":"PUBLISHED"}"""));
        _instagram.OnMedia(new Scripted("""
            {"data":[
              {"id":"picture","caption":"Good morning #coffee","timestamp":"2026-11-21T12:00:05+0000","media_type":"IMAGE","media_product_type":"FEED"},
              {"id":"feed_video","caption":"Good morning #coffee","timestamp":"2026-11-21T12:00:05+0000","media_type":"VIDEO","media_product_type":"FEED"},
              {"id":"ours","caption":"Good morning #coffee","timestamp":"2026-11-21T12:00:04+0000","media_type":"VIDEO","media_product_type":"REELS"}]}
            """));

        var evidence = await _instagram.Platform.ProbeAsync(Probe(Post), TestContext.Current.CancellationToken);

        Assert.Equal("ours", Assert.Single(evidence.Matches).RemoteId);
    }

    [Fact]
    public async Task A_carousel_is_told_from_one_with_another_number_of_items()
    {
        _instagram.OnContainer(new Scripted("""{"status_code":"PUBLISHED"}"""));
        _instagram.OnMedia(new Scripted("""
            {"data":[
              {"id":"three","caption":"Good morning #coffee","timestamp":"2026-11-21T12:00:05+0000","media_type":"CAROUSEL_ALBUM","children":{"data":[{"id":"1"},{"id":"2"},{"id":"3"}]}},
              {"id":"unread","caption":"Good morning #coffee","timestamp":"2026-11-21T12:00:05+0000","media_type":"CAROUSEL_ALBUM"},
              {"id":"two","caption":"Good morning #coffee","timestamp":"2026-11-21T12:00:04+0000","media_type":"CAROUSEL_ALBUM","children":{"data":[{"id":"4"},{"id":"5"}]}}]}
            """));

        var evidence = await _instagram.Platform.ProbeAsync(Probe(Post with { Type = PostType.Carousel, Media = [Video, Video] }), TestContext.Current.CancellationToken);

        Assert.Equal(["unread", "two"], evidence.Matches.Select(match => match.RemoteId));
    }

    private static ProbeCall Probe(PlatformPost post) => new()
    {
        Account = InstagramHarness.Account(),
        Post = post,
        Checkpoint = InstagramHarness.Checkpoint(),
        IntentAt = InstagramHarness.Start,
        DeadlineAt = InstagramHarness.Start.AddSeconds(30),
    };
}
