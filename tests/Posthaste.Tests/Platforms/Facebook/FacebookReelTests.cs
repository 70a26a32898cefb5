using Posthaste.Platforms;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.Facebook;

/// <summary>Reels on their way through the adapter: sent ahead of time, gone on with after a crash, and asked about by their name (R-PUB-6).</summary>
public sealed class FacebookReelTests : FacebookInSandbox
{
    [Theory]
    [InlineData(PostType.Reel)]
    [InlineData(PostType.Video)]
    public async Task A_video_lies_at_Facebook_ahead_of_time_and_one_call_publishes_it(PostType type)
    {
        var run = await Start(Reel() with { Type = type }).GoAsync(until: "publish");
        Assert.Empty(await CallsAsync());
        Assert.Equal(["start Advance", "upload Advance"], run.Log);

        await run.GoAsync(from: "publish");

        Assert.Equal(["publish Taken", "permalink Found"], run.Log.Skip(2));
        var reel = Assert.Single(await ItemsAsync("reels"))!;
        Assert.Equal((run.RemoteIds["post"], Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Film)), "Fresh bread"), ((string)reel["id"]!, (string)reel["sha256"]!, (string)reel["description"]!));
        Assert.Equal(await OnlyIdAsync(), run.RemoteIds["post"]);
        Assert.Contains("Fresh bread", await Http.GetStringAsync(run.Links["post"], Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_goes_on_from_what_arrived()
    {
        await OrderFaultAsync(new { kind = "upload_interrupted", step = "upload" });

        var run = await PublishedAsync(Reel());

        Assert.Equal(["start Advance", "upload Wait", "upload Advance", "publish Taken", "permalink Found"], run.Log);
        Assert.Equal(Film.Length, (int)Assert.Single(await ItemsAsync("reels"))!["received"]!);
    }

    [Fact]
    public async Task A_process_that_died_in_the_middle_is_followed_by_one_that_sends_the_rest()
    {
        var run = await Start(Reel()).GoAsync(until: "upload");
        var before = run.Checkpoint;
        await OrderFaultAsync(new { kind = "upload_interrupted", step = "upload" });
        await run.GoAsync(from: "upload", until: "publish");
        // What the dead one had noted is lost with it; the bytes are there.
        run.Checkpoint = before;

        await run.GoAsync(from: "upload");

        Assert.Equal(await OnlyIdAsync(), run.RemoteIds["post"]);
        Assert.Single(await ItemsAsync("reels"));
    }

    [Fact]
    public async Task A_reel_is_asked_about_until_it_is_live()
    {
        await SetFacebookAsync(new { reelProcessingSeconds = 40, statusLagSeconds = 5 });

        var run = await PublishedAsync(Reel());

        Assert.Equal(await OnlyIdAsync(), run.RemoteIds["post"]);
        Assert.InRange(Time.GetUtcNow() - run.IntentAt, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(60));
        Assert.Single(await CallsAsync());
    }

    [Fact]
    public async Task A_reel_that_Facebook_gives_up_on_goes_to_a_person_with_its_words()
    {
        await ControlAsync(HttpMethod.Post, "facebook/failures", new { times = 1 });

        var run = await PublishedAsync(Reel());

        Assert.IsType<StepResult.Taken>(run.End);
        Assert.Equal((Witness.Failed, "video_error", "The video could not be processed.", true), (run.Settled!.Witness, run.Settled.Error!.Code, run.Settled.Error.PlatformMessage, run.Settled.ListRead));
        Assert.Empty(await LiveAsync());
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("truncate")]
    [InlineData("publish_then_500")]
    public async Task A_reel_whose_answer_was_lost_is_found_by_its_name(string kind)
    {
        var run = await LostAsync(Reel(), kind, "after");
        Time.Advance(TimeSpan.FromSeconds(1));

        var seen = await run.ProbeAsync();

        Assert.Equal((Witness.Published, await OnlyIdAsync()), (seen.Witness, seen.Post!.RemoteId));
        Assert.NotNull(seen.Post.Permalink);
    }

    [Fact]
    public async Task A_reel_that_waits_for_its_call_is_not_published_and_may_be_sent_again()
    {
        var run = await LostAsync(Reel(), "reset", "before");

        var seen = await run.ProbeAsync();
        run.PublishedBefore = true;
        await run.GoAsync(from: "publish");

        Assert.Equal((Witness.NotPublished, true, 0), (seen.Witness, seen.ListRead, seen.Matches.Count));
        Assert.Equal(await OnlyIdAsync(), run.RemoteIds["post"]);
        Assert.Equal([false, true], (await CallsAsync()).Select(call => (bool)call!["accepted"]!));
    }

    [Fact]
    public async Task The_list_of_reels_outranks_a_status_that_is_behind()
    {
        await SetFacebookAsync(new { statusLagSeconds = 3_600 });
        var run = await LostAsync(Reel(), "reset", "after");
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((Witness.Published, await OnlyIdAsync()), (await run.ProbeAsync()) is { Post: { } post } seen ? (seen.Witness, post.RemoteId) : default);
    }

    [Fact]
    public async Task A_second_call_for_a_reel_that_is_live_proves_nothing_by_its_refusal()
    {
        var run = await LostAsync(Reel(), "reset", "after");

        run.PublishedBefore = true;
        await run.GoAsync(from: "publish");

        Assert.IsType<StepResult.Unknown>(run.End);
        Assert.Single(await LiveAsync());
    }

    [Fact]
    public async Task The_thirty_first_reel_of_a_day_waits_for_the_first_to_be_a_day_old()
    {
        var small = TestMp4.Make(seconds: 5);
        for (var i = 0; i < 30; i++)
        {
            Assert.Null((await PublishedAsync(Reel(small))).End);
            if (i == 0) Time.Advance(TimeSpan.FromHours(1));
        }
        var firstAt = (await LiveAsync())[0]!["liveAt"]!.GetValue<DateTimeOffset>();

        var run = await PublishedAsync(Reel(small));

        Assert.Equal(["start Wait", "start Advance"], run.Log.Take(2));
        Assert.InRange((await LiveAsync())[^1]!["liveAt"]!.GetValue<DateTimeOffset>() - firstAt, TimeSpan.FromHours(24) - TimeSpan.FromSeconds(2), TimeSpan.FromHours(25));
        Assert.Equal(31, (await LiveAsync()).Count);
    }

    [Fact]
    public async Task A_token_that_died_meanwhile_is_told_by_the_uploading_host()
    {
        var run = await Start(Reel()).GoAsync(until: "upload");
        await OrderFaultAsync(new { kind = "error", step = "upload", status = 401, code = 190, message = "unauthorized user request" });

        await run.GoAsync(from: "upload");

        Assert.Equal("upload_not_authorized", Assert.IsType<StepResult.Unauthorized>(run.End).Error.Code);
    }

    [Fact]
    public async Task Figures_of_a_reel_are_read_and_it_is_taken_down_once()
    {
        var run = await PublishedAsync(Reel());

        var read = await Platform.ReadMetricsAsync(Bakery, run.RemoteIds["post"], PostType.Reel, Ct);

        Assert.Equal((12, 1), (read.Value!.Likes, read.Value.Comments));
        Assert.Single((await Platform.ListPostsAsync(Bakery, PostType.Reel, Time.GetUtcNow().AddHours(-1), Time.GetUtcNow(), Ct)).Posts);
        Assert.IsType<DeleteResult.Deleted>(await Platform.DeleteAsync(Bakery, run.RemoteIds["post"], Ct));
        Assert.IsType<DeleteResult.AlreadyGone>(await Platform.DeleteAsync(Bakery, run.RemoteIds["post"], Ct));
    }
}
