using System.Security.Cryptography;
using Posthaste.Platforms;
using Posthaste.Platforms.TikTok;
using Posthaste.Tests.Sandbox;

namespace Posthaste.Tests.Platforms.TikTok;

/// <summary>Posts on their way through the adapter, against the sandbox's ledger of what really went live (R-PUB-3).</summary>
public sealed class TikTokPublishingTests : TikTokInSandbox
{
    private const int Megabyte = 1_024 * 1_024;

    private readonly byte[] _film = Film(17 * Megabyte);

    [Fact]
    public async Task A_video_goes_up_in_chunks_and_its_last_one_makes_it_live()
    {
        var run = await PublishedAsync(Video(_film));

        Assert.Equal(
            ["read_creator Advance", "begin_upload Advance", "upload Again", "upload Again", "upload Advance", "publish Taken", "permalink Found"], run.Log);
        var post = Assert.Single(await LiveAsync())!;
        Assert.Equal((run.RemoteIds["post"], Convert.ToHexStringLower(SHA256.HashData(_film)), "Fresh bread\n\n#bakery"),
            ((string)post["mediaId"]!, (string)post["videoSha256"]!, (string)post["caption"]!));
        Assert.Equal($"{Http.BaseAddress}@harbour.bakery/video/{post["shortcode"]}", run.Links["post"].AbsoluteUri);
    }

    [Fact]
    public async Task Nothing_goes_live_before_the_publish_call()
    {
        var run = await (await StartAsync(Video(_film))).GoAsync(until: "publish");

        Assert.Empty(await LiveAsync());
        Assert.Equal("PROCESSING_UPLOAD", (string?)Assert.Single(await BegunAsync())!["status"]);
        Assert.Equal(Witness.NotPublished, (await run.ProbeAsync()).Witness);
    }

    [Fact]
    public async Task A_small_file_is_one_chunk_and_a_process_that_died_in_the_middle_loses_nothing()
    {
        var small = await PublishedAsync(Video(Film(40_000)));
        Assert.Equal(["read_creator Advance", "begin_upload Advance", "upload Advance", "publish Taken", "permalink Found"], small.Log);
        var run = await (await StartAsync(Video(_film))).GoAsync(until: "upload");
        var begun = run.Checkpoint;

        // A chunk arrived, and nothing of that was saved.
        await run.GoAsync(from: "upload", until: "publish");
        run.Checkpoint = begun;
        run.Log.Clear();
        await run.GoAsync(from: "upload");

        Assert.Equal(["upload Wait", "upload Again", "upload Advance", "publish Taken", "permalink Found"], run.Log);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(_film)), (string?)(await LiveAsync())[1]!["videoSha256"]);
    }

    [Fact]
    public async Task An_upload_whose_address_ended_is_begun_anew_and_the_old_one_goes_nowhere()
    {
        var run = await (await StartAsync(Video(_film))).GoAsync(until: "publish");
        Time.Advance(TimeSpan.FromMinutes(51));

        await run.GoAsync(from: "publish");

        Assert.Equal(2, (await BegunAsync()).Count);
        Assert.Equal(run.RemoteIds["post"], (string?)Assert.Single(await LiveAsync())!["mediaId"]);
    }

    [Fact]
    public async Task A_lost_answer_to_the_last_chunk_is_settled_by_the_name_of_the_upload()
    {
        await OrderFaultAsync(new { kind = "reset", step = "publish", when = "after" });

        var run = await PublishedAsync(Video(_film));
        Assert.IsType<StepResult.Unknown>(run.End);
        Time.Advance(TimeSpan.FromSeconds(1));
        var seen = await run.ProbeAsync();

        Assert.Equal((Witness.Published, true), (seen.Witness, seen.OnceOnly));
        Assert.Equal((string?)Assert.Single(await LiveAsync())!["mediaId"], seen.Post!.RemoteId);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task A_last_chunk_that_is_sent_again_makes_no_second_post(string when)
    {
        await OrderFaultAsync(new { kind = "reset", step = "publish", when });
        var run = await PublishedAsync(Video(_film));
        Assert.IsType<StepResult.Unknown>(run.End);
        if (when == "before") Assert.Equal(Witness.NotPublished, (await run.ProbeAsync()).Witness);

        run.PublishedBefore = true;
        await run.GoAsync(from: "publish");
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Witness.Published, (await run.ProbeAsync()).Witness);
        Assert.Single(await LiveAsync());
    }

    [Theory]
    [InlineData("after", "publish Unknown", 1)]
    [InlineData("before", "publish Taken", 2)]
    public async Task An_address_that_is_said_to_have_ended_is_believed_where_bytes_are_missing(string when, string expected, int begun)
    {
        await OrderFaultAsync(new { kind = "app_limit", step = "publish", when });

        var run = await PublishedAsync(Video(Film(30_000)));
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains(expected, run.Log);
        Assert.Equal((begun, Witness.Published), ((await BegunAsync()).Count, (await run.ProbeAsync()).Witness));
        Assert.Single(await LiveAsync());
    }

    [Fact]
    public async Task An_upload_that_ran_out_before_its_last_byte_can_never_go_live()
    {
        var run = await (await StartAsync(Video(_film))).GoAsync(until: "publish");

        Time.Advance(TimeSpan.FromMinutes(76));

        Assert.Equal(Witness.Expired, (await run.ProbeAsync()).Witness);
    }

    [Fact]
    public async Task Pictures_are_fetched_and_become_a_photo_post()
    {
        var run = await PublishedAsync(Photos("square.jpg", "square.jpg"));

        Assert.Equal(["read_creator Advance", "publish Taken", "permalink Found"], run.Log);
        var post = Assert.Single(await LiveAsync())!;
        Assert.Equal(("PHOTO", 2, run.RemoteIds["post"]), ((string)post["mediaType"]!, post["imageSha256s"]!.AsArray().Count, (string)post["mediaId"]!));
        Assert.Contains("/photo/", run.Links["post"].AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_name_of_a_fetched_post_is_lost_nobody_can_be_asked()
    {
        await OrderFaultAsync(new { kind = "reset", step = "publish", when = "after" });

        var run = await PublishedAsync(Photos("square.jpg"));

        Assert.IsType<StepResult.Unknown>(run.End);
        Assert.Equal(Witness.Lost, (await run.ProbeAsync()).Witness);
    }

    [Fact]
    public async Task Options_reach_the_post_and_interactions_are_off_unless_turned_on()
    {
        await PublishedAsync(Video(Film(30_000)));
        await PublishedAsync(Video(Film(30_000), new PostOptions
        {
            Privacy = PostPrivacy.Friends,
            AllowComments = true,
            AllowDuet = true,
            AllowStitch = true,
            IsPaidPartnership = true,
            IsOwnBrand = true,
            IsAiGenerated = true,
            ThumbOffsetMs = 1_500,
        }));

        var (plain, full) = ((await BegunAsync())[0]!["post"]!, (await BegunAsync())[1]!["post"]!);
        Assert.All(["disableComment", "disableDuet", "disableStitch"], name => Assert.Equal((true, false), ((bool)plain[name]!, (bool)full[name]!)));
        Assert.All(["isBrandedContent", "isOwnBrand", "isAiGenerated"], name => Assert.Equal((false, true), ((bool)plain[name]!, (bool)full[name]!)));
        Assert.Equal(("MUTUAL_FOLLOW_FRIENDS", 1_500), ((string)full["privacy"]!, (long)full["coverMs"]!));
    }

    [Fact]
    public async Task A_post_that_not_everybody_may_see_has_no_address_and_is_not_asked_for_one()
    {
        var run = await PublishedAsync(Video(Film(30_000), new PostOptions { Privacy = PostPrivacy.OnlyMe }));

        Assert.Equal("permalink Advance", run.Log[^1]);
        Assert.Empty(run.Links);
    }

    [Fact]
    public async Task The_address_of_a_public_post_is_waited_for_while_it_is_moderated()
    {
        await SetTikTokAsync(new { moderationSeconds = 90 });

        var run = await PublishedAsync(Video(Film(30_000)));

        Assert.Equal(["permalink Wait", "permalink Wait", "permalink Wait", "permalink Wait", "permalink Found"], run.Log.Where(line => line.StartsWith("permalink", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("file_format_check_failed", Witness.Failed, ErrorKind.FixContent)]
    [InlineData("duration_check_failed", Witness.Failed, ErrorKind.FixContent)]
    [InlineData("frame_rate_check_failed", Witness.Failed, ErrorKind.FixContent)]
    [InlineData("picture_size_check_failed", Witness.Failed, ErrorKind.FixContent)]
    [InlineData("video_pull_failed", Witness.Expired, ErrorKind.RetryLater)]
    [InlineData("photo_pull_failed", Witness.Expired, ErrorKind.RetryLater)]
    [InlineData("publish_cancelled", Witness.Failed, ErrorKind.FixContent)]
    [InlineData("auth_removed", Witness.Failed, ErrorKind.ReconnectAccount)]
    [InlineData("spam_risk_too_many_posts", Witness.Expired, ErrorKind.WaitUntil)]
    [InlineData("spam_risk_user_banned_from_posting", Witness.Failed, ErrorKind.BlockedByPlatform)]
    [InlineData("spam_risk_text", Witness.Failed, ErrorKind.BlockedByPlatform)]
    [InlineData("spam_risk", Witness.Failed, ErrorKind.BlockedByPlatform)]
    [InlineData("internal", Witness.Expired, ErrorKind.RetryLater)]
    [InlineData("a_word_nobody_knows", Witness.Expired, ErrorKind.RetryLater)]
    public async Task Every_reason_to_fail_goes_to_whoever_can_mend_it(string reason, Witness witness, ErrorKind kind)
    {
        await ControlAsync(HttpMethod.Post, $"tiktok/users/{OpenId}/failures", new { reason });

        var run = await PublishedAsync(Video(Film(30_000)));

        var seen = run.Settled!;
        Assert.Equal((witness, kind, reason), (seen.Witness, seen.Error!.Kind, seen.Error.Code));
        Assert.Equal(reason == "spam_risk_too_many_posts" ? Time.GetUtcNow().AddHours(24) : null, seen.BlockedUntil);
        Assert.Empty(await LiveAsync());
    }

    [Fact]
    public async Task What_a_minute_allows_is_kept_to_without_being_refused()
    {
        var file = Film(30_000);
        for (var i = 0; i < 6; i++) await (await StartAsync(Video(file))).GoAsync(until: "upload");

        var run = await (await StartAsync(Video(file))).GoAsync(until: "upload");

        Assert.Equal(["read_creator Advance", "begin_upload Wait", "begin_upload Advance"], run.Log);
        Assert.DoesNotContain(LogLines, line => line.Contains(" 429", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Neither_the_token_nor_the_upload_address_is_logged()
    {
        var run = await PublishedAsync(Video(_film));
        var address = new Uri(TikTokCheckpoint.Read(run.Checkpoint)!.UploadUrl!);

        Assert.NotEmpty(LogLines);
        Assert.DoesNotContain(LogLines, line => line.Contains(TikTokToken, StringComparison.Ordinal) || line.Contains("upload_token", StringComparison.Ordinal) || line.Contains(address.Query, StringComparison.Ordinal));
    }

    private static byte[] Film(int bytes) => TestMp4.Make(seconds: 5, bytes: bytes);
}
