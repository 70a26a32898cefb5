using Posthaste.Platforms;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class CarouselInSandboxTests : AdapterInSandbox
{
    [Fact]
    public async Task Pictures_become_one_carousel_in_their_order()
    {
        var run = await PublishedAsync(Post(PostType.Carousel, "square.jpg", "square.jpg", "square.jpg"));

        Assert.Null(run.End);
        var post = Assert.Single(await PostsAsync())!;
        Assert.Equal(("CAROUSEL_ALBUM", run.RemoteIds["post"]), ((string?)post["mediaType"], (string?)post["mediaId"]));
        Assert.Equal(3, post["imageSha256s"]!.AsArray().Count);
        Assert.NotNull(run.Links["post"]);
    }

    [Fact]
    public async Task Every_item_is_saved_as_soon_as_it_is_made()
    {
        var run = await PublishedAsync(Post(PostType.Carousel, "square.jpg", "square.jpg"));

        Assert.Equal(["create_items Again", "create_items Again", "create_items Advance"], run.Log.Take(3));
    }

    [Fact]
    public async Task An_item_that_fails_twice_is_made_a_third_time_and_the_others_are_kept()
    {
        await SetAsync(new { imageErrors = "at_create" });
        await OrderFaultAsync(new { kind = "fetch_failed", times = 2 });

        var run = await PublishedAsync(Post(PostType.Carousel, "square.jpg", "square.jpg"));

        Assert.Null(run.End);
        Assert.Single(await PostsAsync());
        Assert.Equal(["create_items Wait", "create_items Wait", "create_items Again"], run.Log.Take(3));
    }

    [Fact]
    public async Task An_item_that_never_works_is_named_by_position_and_id()
    {
        await OrderFaultAsync(new { kind = "fetch_failed", times = 0 });
        var post = Post(PostType.Carousel, "square.jpg", "square.jpg");

        var run = await PublishedAsync(post);

        var rejected = Assert.IsType<StepResult.Rejected>(run.End);
        Assert.StartsWith($"Item 1 (media {post.Media[0].MediaId}): ", rejected.Error.Message, StringComparison.Ordinal);
        Assert.EndsWith("It was tried 4 times.", rejected.Error.Message, StringComparison.Ordinal);
        Assert.Equal((ErrorKind.FixContent, "mediaIds[0]"), (rejected.Error.Kind, rejected.Error.Field));
    }

    [Fact]
    public async Task An_item_that_Instagram_will_not_have_is_refused_at_once_and_named()
    {
        Images.Put("bad.jpg", [1, 2, 3]);

        var run = await PublishedAsync(Post(PostType.Carousel, "square.jpg", "bad.jpg"));

        var rejected = Assert.IsType<StepResult.Rejected>(run.End);
        Assert.Contains("Item 2 ", rejected.Error.Message, StringComparison.Ordinal);
        Assert.Equal("mediaIds[1]", rejected.Error.Field);
        Assert.Empty(await PostsAsync());
    }

    [Fact]
    public async Task An_item_that_fails_while_it_is_processed_is_named_too()
    {
        await SetAsync(new { imageErrors = "in_status" });
        Images.Put("bad.jpg", [1, 2, 3]);

        var run = await PublishedAsync(Post(PostType.Carousel, "square.jpg", "bad.jpg"));

        Assert.Equal("await_items", run.EndedAt);
        Assert.Equal("mediaIds[1]", Assert.IsType<StepResult.Rejected>(run.End).Error.Field);
    }

    [Fact]
    public async Task A_carousel_whose_container_expired_is_prepared_anew()
    {
        var run = await Run(Post(PostType.Carousel, "square.jpg", "square.jpg")).GoAsync(until: "await_container");
        Time.Advance(TimeSpan.FromHours(25));

        await run.GoAsync(from: "await_container");

        Assert.Null(run.End);
        Assert.Single(await PostsAsync());
        Assert.Contains("await_container Unavailable", run.Log);
    }

    [Fact]
    public async Task A_carousel_that_went_live_without_an_answer_is_found()
    {
        await OrderFaultAsync(new { kind = "publish_then_reset" });

        var run = await PublishedAsync(Post(PostType.Carousel, "square.jpg", "square.jpg"));
        var evidence = await run.ProbeAsync();

        Assert.IsType<StepResult.Unknown>(run.End);
        Assert.Equal(Witness.Published, evidence.Witness);
        Assert.Equal((string?)Assert.Single(await PostsAsync())!["mediaId"], Assert.Single(evidence.Matches).RemoteId);
    }

    [Fact]
    public async Task Whatever_fails_and_whenever_the_server_dies_there_is_one_whole_carousel_or_none()
    {
        string[] files = [.. Enumerable.Range(0, 4).Select(i => $"{i}.jpg")];
        foreach (var (file, i) in files.Select((file, i) => (file, i))) Images.Put(file, TestJpeg.Make(1080, 1080 + i));
        for (var seed = 1; seed <= 20; seed++)
        {
            Assert.Equal(204, (await ControlAsync(HttpMethod.Post, "reset")).Status);
            await SetAsync(new { seed });
            await OrderFaultAsync(new { kind = "fetch_failed", probability = 0.3, times = 0 });
            await OrderFaultAsync(new { kind = "server_error", step = "status", probability = 0.1, times = 0 });
            var (chance, older) = (new Random(seed), (string?)null);
            var run = new PipelineRun(Platform, Baker, Post(PostType.Carousel, files), Time)
            {
                // What a step answered is lost with one death in five.
                BeforeStep = (step, saved) =>
                {
                    var survives = step.Kind is StepKind.Irreversible || chance.Next(5) > 0;
                    return survives ? older = saved : older;
                },
            };

            await run.GoAsync();

            var posts = await PostsAsync();
            Assert.Equal(run.End is null ? 1 : 0, posts.Count);
            if (run.End is null) Assert.Equal(4, posts[0]!["imageSha256s"]!.AsArray().Select(hash => (string?)hash).Distinct().Count());
            else Assert.True(run.End is StepResult.Rejected { Error.Field: not null } or StepResult.Unavailable, $"seed {seed}: {run.End}");
        }
    }
}
