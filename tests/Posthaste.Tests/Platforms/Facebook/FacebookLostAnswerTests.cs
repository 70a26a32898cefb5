using Posthaste.Platforms;

namespace Posthaste.Tests.Platforms.Facebook;

/// <summary>R-PUB-6: what can be known where the answer to the call that publishes a text or pictures was lost. Facebook has no key for them: nothing is ever sent again on a guess.</summary>
public sealed class FacebookLostAnswerTests : FacebookInSandbox
{
    [Theory]
    [InlineData("reset")]
    [InlineData("truncate")]
    [InlineData("publish_then_500")]
    public async Task Pictures_are_found_by_their_ids_whatever_the_text(string kind)
    {
        await PublishedAsync(Text("Fresh bread"));
        var run = await LostAsync(Pictures(Picture, Picture), kind, "after");

        var seen = await run.ProbeAsync();

        Assert.Equal((Witness.Published, (string)(await LiveAsync())[^1]!["mediaId"]!, true), (seen.Witness, seen.Post!.RemoteId, seen.ListRead));
        Assert.NotNull(seen.Post.Permalink);
    }

    [Fact]
    public async Task Of_posts_that_do_not_tell_their_pictures_the_words_decide()
    {
        await SetFacebookAsync(new { tellsPhotoIds = false });
        await PublishedAsync(Pictures(Picture));
        await PublishedAsync(Text("Fresh bread"));
        Time.Advance(TimeSpan.FromMinutes(1));
        var run = await LostAsync(Pictures(Picture), "reset", "after");

        var seen = await run.ProbeAsync();

        Assert.Equal((Witness.None, true, (string)(await LiveAsync())[^1]!["mediaId"]!), (seen.Witness, seen.ListRead, Assert.Single(seen.Matches).RemoteId));
    }

    [Fact]
    public async Task A_text_is_found_by_its_words_among_the_Pages_posts()
    {
        const string Caption = "Rolls & bread, from 6 o’clock\nhttps://example.com/bread\n\n#bakery";
        await PublishedAsync(Text(Caption));
        await PublishedAsync(Pictures(Picture) with { Caption = Caption });
        Time.Advance(TimeSpan.FromMinutes(11));
        var run = await LostAsync(Text(Caption), "reset", "after");

        var seen = await run.ProbeAsync();

        Assert.Equal((Witness.None, true), (seen.Witness, seen.ListRead));
        Assert.Equal((string)(await LiveAsync())[^1]!["mediaId"]!, Assert.Single(seen.Matches).RemoteId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task That_the_Page_does_not_show_it_never_allows_another_call(bool hasMedia)
    {
        var run = await LostAsync(hasMedia ? Pictures(Picture) : Text(), "reset", "before");

        foreach (var hours in new[] { 0, 1, 12, 24 })
        {
            Time.Advance(TimeSpan.FromHours(hours));
            var seen = await run.ProbeAsync();
            Assert.Equal((Witness.None, 0), (seen.Witness, seen.Matches.Count));
        }
        Assert.Single(await CallsAsync());
    }

    [Fact]
    public async Task A_post_that_shows_late_is_found_when_it_shows()
    {
        await SetFacebookAsync(new { listLagSeconds = 90 });
        var run = await LostAsync(Pictures(Picture), "reset", "after");
        Assert.Equal(Witness.None, (await run.ProbeAsync()).Witness);

        Time.Advance(TimeSpan.FromSeconds(91));

        Assert.Equal((Witness.Published, await OnlyIdAsync()), (await run.ProbeAsync()) is { Post: { } post } seen ? (seen.Witness, post.RemoteId) : default);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_after_an_earlier_one_looks_at_the_Page_first(bool hasMedia)
    {
        var run = await LostAsync(hasMedia ? Pictures(Picture) : Text(), "reset", "after");

        run.PublishedBefore = true;
        await run.GoAsync(from: "publish");

        // What is there already is taken for it where its pictures say so, and looked into where only its words do.
        if (hasMedia) Assert.Equal(await OnlyIdAsync(), run.RemoteIds["post"]);
        else Assert.IsType<StepResult.Unknown>(run.End);
        Assert.Single(await CallsAsync());
    }

    [Fact]
    public async Task After_an_earlier_call_a_repeat_that_is_refused_may_be_that_call()
    {
        var run = await LostAsync(Text(), "reset", "after");
        await SetFacebookAsync(new { listLagSeconds = 90 });

        run.PublishedBefore = true;
        await run.GoAsync(from: "publish");

        var unknown = Assert.IsType<StepResult.Unknown>(run.End);
        Assert.Equal(("506", ErrorKind.OutcomeUnknown), (unknown.Error.Code, unknown.Error.Kind));
        Assert.Single(await LiveAsync());
    }

    [Fact]
    public async Task Nothing_is_sent_again_where_the_Page_cannot_be_looked_at()
    {
        var run = await LostAsync(Text(), "reset", "before");
        await OrderFaultAsync(new { kind = "server_error", step = "media_list" });

        run.PublishedBefore = true;
        await run.GoAsync(from: "publish");

        Assert.IsType<StepResult.Unavailable>(run.End);
        Assert.Single(await CallsAsync());
    }

    [Fact]
    public async Task A_Page_that_cannot_be_read_says_nothing_and_is_left_alone_for_as_long_as_it_wants()
    {
        var run = await LostAsync(Text(), "reset", "after");
        await SetPageAsync(new { usage = 100 });

        var seen = await run.ProbeAsync();

        Assert.Equal((Witness.None, false, Time.GetUtcNow().AddMinutes(5)), (seen.Witness, seen.ListRead, seen.BlockedUntil));
        Assert.Equal("80001", seen.Error!.Code);
    }
}
