using Posthaste.Platforms;
using Posthaste.Tests.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Mastodon;

/// <summary>R-PUB-6: what can be known where the answer to the publish call was lost, and that a repeat is never a guess.</summary>
public sealed class MastodonLostAnswerTests : MastodonInSandbox
{
    [Theory]
    [InlineData("reset")]
    [InlineData("truncate")]
    [InlineData("publish_then_500")]
    public async Task A_post_with_media_is_found_by_its_media(string kind)
    {
        var run = await LostAsync(Pictures(Picture), kind, "after");

        var seen = await run.ProbeAsync();

        Assert.Equal((Witness.Published, (string)Assert.Single(await LiveAsync())!["mediaId"]!), (seen.Witness, seen.Post!.RemoteId));
        Assert.NotNull(seen.Post.Permalink);
    }

    [Fact]
    public async Task A_file_that_no_post_uses_proves_that_nothing_went_live_however_late()
    {
        var run = await LostAsync(Pictures(Picture), "reset", "before");

        Assert.Equal((Witness.NotPublished, true), await ToldAsync(run));
        Time.Advance(TimeSpan.FromHours(5));
        Assert.Equal((Witness.NotPublished, true), await ToldAsync(run));
        Time.Advance(TimeSpan.FromHours(16));
        Assert.Equal((Witness.NotPublished, true), await ToldAsync(run));
        // From now on it may have been swept unused.
        Time.Advance(TimeSpan.FromHours(4));
        Assert.Equal((Witness.None, true), await ToldAsync(run));
    }

    [Fact]
    public async Task A_post_that_somebody_deleted_since_was_live_all_the_same()
    {
        var run = await LostAsync(Pictures(Picture), "reset", "after");
        await AskAsync(HttpMethod.Delete, $"/api/v1/statuses/{(await LiveAsync())[0]!["mediaId"]}");

        var seen = await run.ProbeAsync();

        Assert.Equal((Witness.Published, null), (seen.Witness, seen.Post));
    }

    [Fact]
    public async Task A_text_is_found_by_its_words_among_the_accounts_posts()
    {
        const string Caption = "Rolls & bread, from 6 o’clock\nhttps://example.com/a/very/long/path/for/a/link?x=1&y=2 with @robin@example.org\n\n#bakery";
        await PostStatusAsync(new { status = Caption });
        Time.Advance(TimeSpan.FromMinutes(1));
        await PostStatusAsync(new { status = "Something else" });
        var run = await LostAsync(Text(Caption), "reset", "after");

        var seen = await run.ProbeAsync();

        Assert.Equal((Witness.None, true), (seen.Witness, seen.ListRead));
        Assert.Equal((string)(await LiveAsync())[^1]!["mediaId"]!, Assert.Single(seen.Matches).RemoteId);
    }

    [Fact]
    public async Task A_text_that_is_not_there_may_be_sent_again_while_the_key_is_good_and_never_after()
    {
        var run = await LostAsync(Text(), "reset", "before");

        Assert.Equal((Witness.NotPublished, true), await ToldAsync(run));
        Time.Advance(TimeSpan.FromMinutes(49));
        Assert.Equal((Witness.NotPublished, true), await ToldAsync(run));
        Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((Witness.None, true), await ToldAsync(run));
    }

    [Theory]
    [InlineData("2.7.2 (compatible; Akkoma 3.13.2)")]
    [InlineData("0.17.0")]
    public async Task Of_other_software_neither_key_nor_file_counts_as_a_witness(string version)
    {
        await SetMastodonAsync(new { version });

        var (text, picture) = (await LostAsync(Text(), "reset", "before"), await LostAsync(Pictures(Picture), "reset", "before"));

        Assert.Equal((Witness.None, true), await ToldAsync(text));
        Assert.Equal((Witness.None, true), await ToldAsync(picture));
    }

    [Theory]
    [InlineData(true, "before")]
    [InlineData(true, "after")]
    [InlineData(false, "before")]
    [InlineData(false, "after")]
    public async Task A_call_that_is_made_again_makes_no_second_post(bool hasMedia, string when)
    {
        var run = await LostAsync(hasMedia ? Pictures(Picture) : Text(), "reset", when);

        run.PublishedBefore = true;
        await run.GoAsync(from: "publish");

        // What is there already is taken for it where its media say so, and looked into where only its words do.
        if (when == "after" && !hasMedia) Assert.IsType<StepResult.Unknown>(run.End);
        else Assert.Equal((string)Assert.Single(await LiveAsync())!["mediaId"]!, run.RemoteIds["post"]);
        Assert.Single(await LiveAsync());
        Assert.Equal(when == "before" ? 2 : 1, (await CallsAsync()).Count);
    }

    [Fact]
    public async Task The_key_is_the_same_for_every_call_of_a_post_and_for_no_other()
    {
        var run = await LostAsync(Text(), "reset", "before");
        run.PublishedBefore = true;
        await run.GoAsync(from: "publish");
        await PublishedAsync(Text("Another"));

        var keys = (await CallsAsync()).Select(call => (string)call!["containerId"]!).ToList();
        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[0], keys[2]);
    }

    [Fact]
    public async Task Nothing_is_sent_again_where_the_account_cannot_be_looked_at()
    {
        var run = await LostAsync(Text(), "reset", "before");
        await OrderFaultAsync(new { kind = "server_error", step = "media_list" });

        run.PublishedBefore = true;
        await run.GoAsync(from: "publish");

        Assert.IsType<StepResult.Unavailable>(run.End);
        Assert.Single(await CallsAsync());
    }

    [Fact]
    public async Task Files_that_are_refused_at_a_repeat_may_be_in_use_by_the_first_call()
    {
        var run = await LostAsync(Pictures(Picture), "reset", "before");
        await OrderFaultAsync(new { kind = "error", step = "publish", status = 422, code = 1, message = "Media not found or already attached to another post" });

        run.PublishedBefore = true;
        await run.GoAsync(from: "publish");

        Assert.IsType<StepResult.Unknown>(run.End);
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_says_nothing()
    {
        var run = await LostAsync(Text(), "reset", "after");
        await SetMastodonAsync(new { callsPerFiveMinutes = 0 });

        var seen = await run.ProbeAsync();

        Assert.Equal((Witness.Unreadable, false, new DateTimeOffset(2026, 11, 20, 12, 5, 0, TimeSpan.Zero)), (seen.Witness, seen.ListRead, seen.BlockedUntil));
    }

    private async Task<PipelineRun> LostAsync(PlatformPost post, string kind, string when)
    {
        var run = await Start(post).GoAsync(until: "publish");
        await OrderFaultAsync(kind.StartsWith("publish", StringComparison.Ordinal) ? new { kind } : new { kind, step = "publish", when });
        await run.GoAsync(from: "publish");
        Assert.IsType<StepResult.Unknown>(run.End);
        return run;
    }

    private static async Task<(Witness Witness, bool ListRead)> ToldAsync(PipelineRun run)
    {
        var seen = await run.ProbeAsync();
        Assert.Empty(seen.Matches);
        return (seen.Witness, seen.ListRead);
    }
}
