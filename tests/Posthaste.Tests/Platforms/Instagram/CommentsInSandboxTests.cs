using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class CommentsInSandboxTests : AdapterInSandbox
{
    private PlatformPost Commented => Post(PostType.Image, "square.jpg") with { Options = new PostOptions { FirstComment = "Order by phone  \n#bread" } };

    [Fact]
    public async Task A_first_comment_follows_the_link()
    {
        var run = await PublishedAsync(Commented);

        Assert.Null(run.End);
        Assert.Equal(["permalink Found", "comment Published"], run.Log.TakeLast(2));
        var comments = await GetAsync($"/v26.0/{run.RemoteIds["post"]}/comments?fields=id,text");
        Assert.Equal(run.RemoteIds["comment"], (string?)Assert.Single(comments.Body["data"]!.AsArray())!["id"]);
    }

    [Fact]
    public async Task A_comment_without_an_answer_is_found_by_its_words()
    {
        await OrderFaultAsync(new { kind = "reset", step = "comment", when = "after" });

        var run = await PublishedAsync(Commented);
        var evidence = await run.ProbeAsync(PublishStep.Comment);

        Assert.Equal("comment", run.EndedAt);
        Assert.StartsWith("The post is live.", Assert.IsType<StepResult.Unknown>(run.End).Error.Message, StringComparison.Ordinal);
        Assert.Equal((Witness.None, true), (evidence.Witness, evidence.ListRead));
        Assert.Single(evidence.Matches);
    }

    [Fact]
    public async Task A_comment_that_never_arrived_is_not_found()
    {
        await OrderFaultAsync(new { kind = "reset", step = "comment" });

        var run = await PublishedAsync(Commented);
        var evidence = await run.ProbeAsync(PublishStep.Comment);

        Assert.True(evidence.ListRead);
        Assert.Empty(evidence.Matches);
    }

    [Fact]
    public async Task A_refused_comment_says_that_the_post_is_live()
    {
        await OrderFaultAsync(new { kind = "error", step = "comment", code = 100, message = "Some words." });

        var run = await PublishedAsync(Commented);

        var rejected = Assert.IsType<StepResult.Rejected>(run.End);
        Assert.StartsWith("The post is live, its first comment is not: ", rejected.Error.Message, StringComparison.Ordinal);
        Assert.Equal("options.firstComment", rejected.Error.Field);
        Assert.Single(await PostsAsync());
    }

    [Fact]
    public async Task A_post_too_young_to_be_commented_on_is_waited_for()
    {
        await OrderFaultAsync(new { kind = "error", step = "comment", code = 100, subcode = 33, message = "Unsupported post request.", times = 2 });

        var run = await PublishedAsync(Commented);

        Assert.Null(run.End);
        Assert.Equal(["comment Wait", "comment Wait", "comment Published"], run.Log.TakeLast(3));
    }

    [Fact]
    public async Task A_post_that_stays_unknown_keeps_its_life_and_loses_its_comment()
    {
        await OrderFaultAsync(new { kind = "error", step = "comment", code = 100, subcode = 33, message = "Unsupported post request.", times = 0 });

        var run = await PublishedAsync(Commented);

        Assert.Equal("comment_without_post", Assert.IsType<StepResult.Rejected>(run.End).Error.Code);
        Assert.Equal(4, run.Log.Count(line => line.StartsWith("comment ", StringComparison.Ordinal)));
    }
}
