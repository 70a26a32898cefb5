using System.Text;
using Posthaste.Sandbox.Videos;

namespace Posthaste.Tests.Sandbox;

public sealed class VideoJudgementTests : SandboxFixture
{
    public static TheoryData<string, byte[], string> Reels => new()
    {
        { "plain", TestMp4.Make(), "FINISHED" },
        { "HEVC in MOV without sound", TestMp4.Make(codec: "hvc1", brand: "qt  ", audio: null), "FINISHED" },
        { "3 s", TestMp4.Make(seconds: 3), "FINISHED" },
        { "15 min", TestMp4.Make(seconds: 900), "FINISHED" },
        { "24 frames", TestMp4.Make(fps: 24), "FINISHED" },
        { "60 frames", TestMp4.Make(fps: 60), "FINISHED" },
        { "wide, lying on its side", TestMp4.Make(2160, 1080, quarterTurn: true), "FINISHED" },
        { "one edit", TestMp4.Make(edits: 1), "FINISHED" },
        { "2 s", TestMp4.Make(seconds: 2), "ERROR 2207026" },
        { "longer than 15 min", TestMp4.Make(seconds: 901), "ERROR 2207026" },
        { "15 frames", TestMp4.Make(fps: 15), "ERROR 2207026" },
        { "90 frames", TestMp4.Make(fps: 90), "ERROR 2207026" },
        { "VP9", TestMp4.Make(codec: "vp09"), "ERROR 2207026" },
        { "AC-3", TestMp4.Make(audio: "ac-3"), "ERROR 2207026" },
        { "six channels", TestMp4.Make(channels: 6), "ERROR 2207026" },
        { "too wide", TestMp4.Make(1922, 1080), "ERROR 2207026" },
        { "too much data", TestMp4.Make(seconds: 3, bytes: 10_000_000), "ERROR 2207026" },
        { "flat", TestMp4.Make(1920, 100), "ERROR 2207009" },
        { "index behind the data", TestMp4.Make(moovFirst: false), "ERROR 2207076" },
        { "cut in its data", TestMp4.Make()[..^10], "ERROR 2207076" },
        { "a picture", TestJpeg.Make(100, 100), "ERROR 2207026" },
        { "a page", [.. "<!doctype html>"u8], "ERROR 2207077" },
    };

    [Theory]
    [MemberData(nameof(Reels))]
    public async Task A_reel_is_judged_by_what_its_file_says(string name, byte[] file, string verdict)
    {
        var container = await SettledReelAsync(file);

        Assert.True(verdict == await VerdictAsync(container), $"{name}: {(await ControlAsync(HttpMethod.Get, $"containers/{container}")).Body}");
        if (verdict != "FINISHED") Assert.Equal("400 9007/2207027", (await PublishAsync(container)).Refusal);
    }

    [Theory]
    [InlineData(60, "FINISHED")]
    [InlineData(61, "ERROR 2207026")]
    public async Task A_story_lasts_a_minute_at_most(int seconds, string verdict) =>
        Assert.Equal(verdict, await VerdictAsync(await SettledAsync(("media_type", "STORIES"), ("video_url", PutVideo(TestMp4.Make(seconds: seconds))))));

    [Theory]
    [InlineData(1080, 1350, "FINISHED")]
    [InlineData(1080, 1920, "ERROR 2207009")]
    public async Task A_carousel_item_has_the_shape_of_a_feed_post(int width, int height, string verdict) => Assert.Equal(
        verdict,
        await VerdictAsync(await SettledAsync(("media_type", "VIDEO"), ("is_carousel_item", "true"), ("video_url", PutVideo(TestMp4.Make(width, height))))));

    [Theory]
    [InlineData(9_999, "FINISHED")]
    [InlineData(10_000, "ERROR 2207057")]
    public async Task A_thumb_offset_lies_within_the_video(int offset, string verdict) =>
        Assert.Equal(verdict, await VerdictAsync(await SettledReelAsync(TestMp4.Make(), ("thumb_offset", $"{offset}"))));

    [Fact]
    public async Task Rules_the_platform_may_not_enforce_are_settings()
    {
        await SetAsync(new { requireIndexFirst = false, refuseEditLists = true });

        Assert.Equal("FINISHED", await VerdictAsync(await SettledReelAsync(TestMp4.Make(moovFirst: false))));
        Assert.Equal("ERROR 2207076", await VerdictAsync(await SettledReelAsync(TestMp4.Make(edits: 3))));
    }

    [Theory]
    [InlineData(403, "ERROR 2207077")]
    [InlineData(404, "ERROR 2207077")]
    [InlineData(423, "ERROR 2207076")]
    [InlineData(503, "ERROR 2207076")]
    public async Task A_host_that_does_not_give_the_file_fails_the_container(int status, string verdict)
    {
        Images.Status = status;
        var created = await CreateAsync(("media_type", "REELS"), ("video_url", PutVideo(TestMp4.Make())));

        await ControlAsync(HttpMethod.Post, "settle");

        Assert.Equal(verdict, await VerdictAsync(created.Id));
    }

    [Fact]
    public async Task A_host_without_ranges_fails_the_container_and_the_control_API_says_why()
    {
        Images.KnowsRanges = false;
        var container = await SettledReelAsync(TestMp4.Make());

        Assert.Equal("ERROR 2207077", await VerdictAsync(container));
        Assert.Contains("ranges", (string)(await ControlAsync(HttpMethod.Get, $"containers/{container}")).Body["errorReason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_in_place_of_the_video_fails_the_container()
    {
        var page = Images.Put("film.mp4", Encoding.UTF8.GetBytes("<html>Sign in</html>"), "text/html");

        Assert.Equal("ERROR 2207077", await VerdictAsync(await SettledAsync(("media_type", "REELS"), ("video_url", page))));
        Assert.Equal("ERROR 2207077", await VerdictAsync(await SettledAsync(("media_type", "REELS"), ("video_url", "http://127.0.0.1:1/film.mp4"))));
        Assert.Equal("400 9004/2207052", (await CreateAsync(("media_type", "REELS"), ("video_url", "ftp://127.0.0.1/film.mp4"))).Refusal);
    }

    [Fact]
    public async Task A_host_that_never_ends_is_too_slow()
    {
        var created = await CreateAsync(("media_type", "REELS"), ("video_url", Images.Url("stuck.jpg")));
        await Images.Stuck.WaitAsync(Ct);
        var waiting = await StatusAsync(created.Id);

        Time.Advance(TimeSpan.FromSeconds(121));
        await ControlAsync(HttpMethod.Post, "settle");

        Assert.Equal(("IN_PROGRESS", "ERROR 2207003"), (waiting, await VerdictAsync(created.Id)));
    }

    [Fact]
    public async Task A_HEAD_goes_first_where_it_is_set()
    {
        await SetAsync(new { videoHeadFirst = true });
        await SettledReelAsync(TestMp4.Make());

        Assert.Equal("HEAD", Images.Requests.First());
    }

    [Fact]
    public void A_file_says_what_it_is()
    {
        var facts = Mp4File.Read(TestMp4.Make(640, 480, 12.5, "hvc1", 25, audioRate: 44_100, channels: 1))!;

        Assert.Equal((640, 480, 12.5, 25.0), (facts.Width, facts.Height, facts.Seconds, facts.FramesPerSecond));
        Assert.Equal(("hvc1", "mp4a", 44_100, 1), (facts.VideoCodec, facts.AudioCodec, facts.AudioRate, facts.AudioChannels));
        Assert.True(facts.IndexFirst && facts.IsComplete && !facts.HasEdits);
    }

    [Fact]
    public void No_cut_and_no_wrong_byte_breaks_the_reader()
    {
        var file = TestMp4.Make();
        for (var length = 0; length < file.Length; length++) Assert.NotEqual(true, Mp4File.Read(file.AsSpan(0, length))?.IsComplete);
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var broken = (byte[])file.Clone();
            for (var j = 0; j < 3; j++) broken[random.Next(broken.Length)] = (byte)random.Next(256);
            Mp4File.Read(broken);
        }
    }
}
