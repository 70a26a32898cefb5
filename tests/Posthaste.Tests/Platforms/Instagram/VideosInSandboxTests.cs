using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class VideosInSandboxTests : AdapterInSandbox
{
    private readonly byte[] _film = TestMp4.Make(bytes: 300_000);

    protected override Dictionary<string, string?> Settings => new(base.Settings) { ["Platforms:Instagram:VideoHandover"] = "Upload" };

    [Fact]
    public async Task A_reel_with_a_cover_goes_live()
    {
        PutVideo(_film);
        Images.Put("cover.jpg", TestJpeg.Make(1080, 1920));

        var run = await PublishedAsync(Post(PostType.Reel, "film.mp4") with { Cover = Item("cover.jpg") });

        Assert.Null(run.End);
        var post = Assert.Single(await PostsAsync())!;
        Assert.Equal(("REELS", "VIDEO"), ((string?)post["productType"], (string?)post["mediaType"]));
        Assert.Contains("await_container Wait", run.Log);
        Assert.Contains("/reel/", run.Links["post"].AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reel_that_went_live_without_an_answer_is_found()
    {
        PutVideo(_film);
        await OrderFaultAsync(new { kind = "publish_then_500" });

        var run = await PublishedAsync(Post(PostType.Reel, "film.mp4"));
        var evidence = await run.ProbeAsync();

        Assert.IsType<StepResult.Unknown>(run.End);
        Assert.Equal((Witness.Published, 1), (evidence.Witness, evidence.Matches.Count));
    }

    [Fact]
    public async Task An_interrupted_upload_is_resumed_and_the_whole_film_goes_live()
    {
        await OrderFaultAsync(new { kind = "upload_interrupted" });

        var run = await Run(Uploaded(PostType.Reel), await WithFacebookAsync()).GoAsync();

        Assert.Null(run.End);
        Assert.Equal(["upload Wait", "upload Again", "upload Advance"], run.Log.Where(line => line.StartsWith("upload", StringComparison.Ordinal)));
        Assert.Equal("REELS", (string?)Assert.Single(await PostsAsync())!["productType"]);
    }

    [Fact]
    public async Task A_carousel_mixes_uploaded_films_and_fetched_pictures()
    {
        var square = TestMp4.Make(width: 1080, height: 1080, bytes: 200_000);
        var post = Post(PostType.Carousel, "square.jpg", "film.mp4") with { Type = PostType.Carousel };
        post = post with { Media = [post.Media[0], Readable(post.Media[1], square)] };

        var run = await Run(post, await WithFacebookAsync()).GoAsync();

        Assert.Null(run.End);
        Assert.Equal(2, Assert.Single(await PostsAsync())!["mediaSha256s"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_film_that_cannot_be_fetched_twice_is_fetched_the_third_time()
    {
        var failures = 0;
        var run = new PipelineRun(Platform, Baker, Post(PostType.Carousel, "square.jpg", "film.mp4"), Time)
        {
            BeforeStep = (step, saved) =>
            {
                var remakes = ContainerCheckpoint.Read(saved)?.Items?[1].Remakes ?? 0;
                if ((failures = Math.Max(failures, remakes)) == 2) PutVideo(TestMp4.Make(width: 1080, height: 1080));
                return saved;
            },
            WhileWaiting = async () => await ControlAsync(HttpMethod.Post, "settle"),
        };

        await run.GoAsync();

        Assert.Null(run.End);
        Assert.Equal(2, failures);
        Assert.Single(await PostsAsync());
    }

    [Fact]
    public async Task A_film_that_is_never_there_is_named()
    {
        var run = await PublishedAsync(Post(PostType.Carousel, "square.jpg", "film.mp4"));

        var rejected = Assert.IsType<StepResult.Rejected>(run.End);
        Assert.StartsWith("Item 2 ", rejected.Error.Message, StringComparison.Ordinal);
        Assert.Equal(("mediaIds[1]", "2207077"), (rejected.Error.Field, rejected.Error.Subcode));
    }

    [Fact]
    public async Task A_film_of_the_wrong_kind_is_refused_at_once()
    {
        PutVideo(TestMp4.Make(codec: "vp09"));

        var run = await PublishedAsync(Post(PostType.Reel, "film.mp4"));

        var rejected = Assert.IsType<StepResult.Rejected>(run.End);
        Assert.Equal(("await_container", "2207026"), (run.EndedAt, rejected.Error.Subcode));
    }

    [Fact]
    public async Task Trials_are_refused_where_the_account_may_not_make_them()
    {
        PutVideo(_film);
        Assert.Equal(200, (await ControlAsync(HttpMethod.Patch, $"accounts/{Account}", new { trialReels = false })).Status);

        var run = await PublishedAsync(Post(PostType.Reel, "film.mp4") with { Options = new PostOptions { TrialGraduation = TrialGraduation.Manual } });

        Assert.Equal("options.trialGraduation", Assert.IsType<StepResult.Rejected>(run.End).Error.Field);
    }

    [Fact]
    public async Task Films_and_pictures_are_stories_in_their_order()
    {
        PutVideo(_film);

        var run = await PublishedAsync(Post(PostType.Story, "film.mp4", "square.jpg"));

        Assert.Null(run.End);
        Assert.Equal(["VIDEO", "IMAGE"], (await PostsAsync()).Select(post => (string?)post!["mediaType"]));
    }

    [Fact]
    public async Task A_post_is_measured_counted_and_deleted()
    {
        var facebook = await WithFacebookAsync();
        var run = await PublishedAsync(Post(PostType.Image, "square.jpg"));
        Time.Advance(TimeSpan.FromHours(3));

        var quota = (await Platform.ReadQuotaAsync(facebook, Ct)).Value;
        var metrics = (await Platform.ReadMetricsAsync(facebook, run.RemoteIds["post"], PostType.Image, Ct)).Value;

        Assert.Equal((1, 50, TimeSpan.FromDays(1)), (quota!.Used, quota.Total, quota.Window));
        Assert.Null(metrics!.InsightsMissing);
        Assert.Contains("views", metrics.Insights.Keys);
        Assert.IsType<DeleteResult.Deleted>(await Platform.DeleteAsync(facebook, run.RemoteIds["post"], Ct));
        Assert.IsType<DeleteResult.AlreadyGone>(await Platform.DeleteAsync(facebook, run.RemoteIds["post"], Ct));
    }

    [Theory]
    [InlineData(PostType.Reel, "film.mp4")]
    [InlineData(PostType.Story, "film.mp4")]
    public async Task Every_type_is_asked_for_figures_it_has(PostType type, string file)
    {
        PutVideo(_film);
        var run = await PublishedAsync(Post(type, file));
        Time.Advance(TimeSpan.FromHours(3));

        var metrics = (await Platform.ReadMetricsAsync(Baker, run.RemoteIds["post"], type, Ct)).Value;

        Assert.Null(metrics!.InsightsMissing);
        Assert.NotEmpty(metrics.Insights);
    }

    private PlatformPost Uploaded(PostType type)
    {
        var post = Post(type, "film.mp4");
        return post with { Media = [Readable(post.Media[0], _film) with { Url = null }] };
    }

    private static PlatformMedia Readable(PlatformMedia media, byte[] file) =>
        media with { Bytes = file.Length, Reader = new FileReader(_ => Task.FromResult<Stream>(new MemoryStream(file, writable: false))) };
}
