using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class StoriesInSandboxTests : AdapterInSandbox
{
    [Fact]
    public async Task One_story_is_published_like_a_picture()
    {
        var run = await PublishedAsync(Post(PostType.Story, "square.jpg"));

        Assert.Null(run.End);
        Assert.Equal("STORY", (string?)Assert.Single(await PostsAsync())!["productType"]);
        Assert.Equal("post", Assert.Single(run.RemoteIds).Key);
    }

    [Fact]
    public void Several_stories_are_prepared_together_and_published_one_by_one()
    {
        var steps = Platform.StepsFor(Post(PostType.Story, "square.jpg", "square.jpg"));

        Assert.Equal(["create_items", "await_items", "note_recent", "publish_1", "publish_2", "permalink_1", "permalink_2"], steps.Select(step => step.Name));
        Assert.Equal(["story_1", "story_2"], steps.Where(step => step.Kind is StepKind.Irreversible).Select(step => step.Part));
    }

    [Fact]
    public async Task Several_stories_go_live_in_their_order()
    {
        var run = await PublishedAsync(Post(PostType.Story, "square.jpg", "square.jpg", "square.jpg"));

        Assert.Null(run.End);
        Assert.Equal(
            ["story_1", "story_2", "story_3"],
            (await PostsAsync()).Select(post => run.RemoteIds.Single(part => part.Value == (string?)post!["mediaId"]).Key));
        Assert.Equal(3, run.Links.Count);
    }

    [Fact]
    public async Task When_the_second_of_three_fails_the_first_stays_and_the_rest_can_go_on()
    {
        var run = await Run(Post(PostType.Story, "square.jpg", "square.jpg", "square.jpg")).GoAsync(until: "publish_2");
        await OrderFaultAsync(new { kind = "error", step = "publish", code = 100, message = "Some words." });

        await run.GoAsync(from: "publish_2");

        Assert.Equal("publish_2", run.EndedAt);
        Assert.IsType<StepResult.Rejected>(run.End);
        Assert.Single(await PostsAsync());

        await run.GoAsync(from: "publish_2");

        Assert.Null(run.End);
        Assert.Equal(3, (await PostsAsync()).Count);
    }

    [Fact]
    public async Task A_story_without_an_answer_is_told_from_the_one_before_it()
    {
        var run = await Run(Post(PostType.Story, "square.jpg", "square.jpg")).GoAsync(until: "publish_2");
        await OrderFaultAsync(new { kind = "publish_then_reset" });

        await run.GoAsync(from: "publish_2");
        var evidence = await run.ProbeAsync("story_2");

        Assert.IsType<StepResult.Unknown>(run.End);
        Assert.Equal((Witness.Published, true), (evidence.Witness, evidence.ListRead));
        Assert.Equal((string?)(await PostsAsync())[1]!["mediaId"], Assert.Single(evidence.Matches).RemoteId);
    }

    [Fact]
    public async Task A_story_that_was_not_published_has_no_match()
    {
        var run = await Run(Post(PostType.Story, "square.jpg", "square.jpg")).GoAsync(until: "publish_2");
        await OrderFaultAsync(new { kind = "reset", step = "publish" });

        await run.GoAsync(from: "publish_2");
        var evidence = await run.ProbeAsync("story_2");

        Assert.Equal(Witness.NotPublished, evidence.Witness);
        Assert.Empty(evidence.Matches);
    }
}
