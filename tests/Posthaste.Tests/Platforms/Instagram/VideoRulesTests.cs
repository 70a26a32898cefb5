using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class VideoRulesTests
{
    private static readonly PlatformMedia Picture = InstagramHarness.Post.Media[0];
    private static readonly PlatformMedia Video = ReelTests.Video;

    public static TheoryData<string, PlatformMedia, string> BadReels { get; } = new()
    {
        { "wrong_media_type", Video with { ContentType = "video/webm" }, "The file is video/webm; Instagram takes MP4 and MOV videos." },
        { "wrong_media_type", Picture, "The file is image/jpeg; a reel is made of a video." },
        { "video_too_large", Video with { Bytes = 300_000_001 }, "The video has 300.1 MB; Instagram allows 300 MB." },
        { "video_too_short", Video with { DurationMs = 2_900 }, "The video is 2.9 s long; Instagram wants at least 3 s." },
        { "video_too_long", Video with { DurationMs = 900_100 }, "The video is 900.1 s long; Instagram allows 15 min." },
        { "wrong_frame_rate", Video with { FrameRate = 120 }, "The video has 120 pictures a second; Instagram allows 23 to 60." },
        { "wrong_frame_rate", Video with { FrameRate = 15 }, "The video has 15 pictures a second; Instagram allows 23 to 60." },
        { "wrong_codec", Video with { Codec = "vp9" }, "The video is coded as vp9; Instagram takes h264 or hevc." },
        { "wrong_audio_codec", Video with { AudioCodec = "opus" }, "The sound is coded as opus; Instagram takes aac." },
        { "bitrate_too_high", Video with { BitrateKbps = 25_001 }, "The video has 25,001 kbit/s; Instagram allows 25,000." },
        { "video_too_wide", Video with { Width = 2_160, Height = 3_840 }, "The video is 2,160 pixels wide; Instagram allows 1,920." },
    };

    [Fact]
    public void A_good_reel_has_no_findings() => Assert.Empty(InstagramRules.Check(ReelTests.Post));

    [Theory]
    [MemberData(nameof(BadReels))]
    public void What_a_reel_may_not_be_is_said_with_both_figures(string code, PlatformMedia media, string message)
    {
        var finding = Assert.Single(InstagramRules.Check(ReelTests.Post with { Media = [media] }));

        Assert.Equal((code, "mediaIds[0]", true), (finding.Code, finding.Field, finding.Blocks));
        Assert.StartsWith(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_has_probed_is_not_held_against_a_video() => Assert.Empty(InstagramRules.Check(ReelTests.Post with
    {
        Media = [Video with { Codec = null, FrameRate = null, AudioCodec = null, HasAudio = null, BitrateKbps = null, DurationMs = null }],
    }));

    [Theory]
    [InlineData(1, "There are 1 media; a carousel has 2 to 10. Add some.")]
    [InlineData(11, "There are 11 media; a carousel has 2 to 10. Remove some.")]
    public void A_carousel_has_two_to_ten_items(int count, string message)
    {
        var findings = InstagramRules.Check(InstagramHarness.Post with { Type = PostType.Carousel, Media = [.. Enumerable.Repeat(Picture, count)] });

        Assert.Equal(("wrong_media_count", message), (Assert.Single(findings).Code, findings[0].Message));
    }

    [Fact]
    public void A_carousel_mixes_pictures_and_videos_of_the_shape_of_its_feed()
    {
        var square = Video with { Height = 1_080 };

        Assert.Empty(InstagramRules.Check(ReelTests.Post with { Type = PostType.Carousel, Media = [Picture, square] }));
        var finding = Assert.Single(InstagramRules.Check(ReelTests.Post with { Type = PostType.Carousel, Media = [Picture, Video] }));
        Assert.Equal(("wrong_aspect", "mediaIds[1]"), (finding.Code, finding.Field));
        Assert.StartsWith("Item 2: The video is 1080 × 1920 pixels (0.56:1); Instagram allows 4:5", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_story_is_shorter_and_smaller_than_a_reel_and_has_neither_words_nor_place()
    {
        var findings = InstagramRules.Check(new PlatformPost
        {
            Type = PostType.Story,
            Caption = "Hello",
            Media = [Video with { DurationMs = 61_000, Bytes = 101_000_000 }, Picture with { Width = 1_080, Height = 1_920, AltText = null }],
            Options = new PostOptions { LocationId = "1", Collaborators = ["anna"], FirstComment = "First" },
        });

        Assert.Equal(
            ["caption_left_out", "video_too_large", "video_too_long", "location_not_allowed", "collaborators_not_allowed", "comment_not_allowed"],
            findings.Select(finding => finding.Code));
        Assert.Single(findings, finding => !finding.Blocks);
    }

    [Fact]
    public void A_cover_is_checked_like_a_picture_and_named()
    {
        var finding = Assert.Single(InstagramRules.Check(ReelTests.Post with { Cover = Picture with { ContentType = "image/png", Height = 1_920 } }));

        Assert.Equal(("wrong_media_type", "options.coverMediaId"), (finding.Code, finding.Field));
        Assert.StartsWith("Cover: The file is image/png; Instagram takes JPEG pictures only.", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(11_999, false)]
    [InlineData(12_000, true)]
    public void The_cover_moment_lies_within_the_video(long offset, bool refused)
    {
        var findings = InstagramRules.Check(ReelTests.Post with { Options = new PostOptions { ThumbOffsetMs = offset } });

        Assert.Equal(refused, findings.Any(finding => finding.Code == "thumb_offset_out_of_range"));
    }

    [Fact]
    public void What_only_reels_have_is_refused_elsewhere()
    {
        var findings = InstagramRules.Check(InstagramHarness.Post with
        {
            Options = new PostOptions
            {
                CoverMediaId = Guid.Empty,
                ThumbOffsetMs = 1,
                ShareToFeed = true,
                AudioName = "x",
                TrialGraduation = TrialGraduation.Manual,
            },
        });

        Assert.Equal(
            ["options.coverMediaId", "options.thumbOffsetMs", "options.shareToFeed", "options.audioName", "options.trialGraduation"],
            findings.Select(finding => finding.Field));
    }

    [Fact]
    public void Tags_belong_to_an_item_and_follow_its_kind()
    {
        var findings = InstagramRules.Check(ReelTests.Post with
        {
            Type = PostType.Carousel,
            Media = [Picture, Video with { Height = 1_080 }],
            Options = new PostOptions { UserTags = [new("a", 0, 0), new("b", 0, 0, 1), new("c", 0, 0, 2)] },
        });

        Assert.Equal(["options.userTags[1]", "options.userTags[2].item"], findings.Select(finding => finding.Field));
        var reel = InstagramRules.Check(ReelTests.Post with { Options = new PostOptions { UserTags = [new("a", 0.5, 0.5), new("b", null, null)] } });
        Assert.Equal("position_not_allowed", Assert.Single(reel).Code);
    }

    [Fact]
    public void Trials_have_no_collaborators_and_paid_partnerships_two_sponsors()
    {
        var findings = InstagramRules.Check(ReelTests.Post with
        {
            Options = new PostOptions
            {
                Collaborators = ["anna"],
                TrialGraduation = TrialGraduation.Performance,
                SponsorIds = ["1", "2", "brand"],
            },
        });

        Assert.Equal(["collaborators_not_allowed", "too_many_sponsors", "sponsor_malformed"], findings.Select(finding => finding.Code));
    }

    [Fact]
    public void A_first_comment_has_a_length_and_shares_the_hashtags_of_the_caption()
    {
        var tags = string.Concat(Enumerable.Range(1, 30).Select(i => $" #x{i}"));

        var findings = InstagramRules.Check(InstagramHarness.Post with { Options = new PostOptions { FirstComment = tags } });

        Assert.False(Assert.Single(findings).Blocks);
        Assert.Equal("comment_too_long", Assert.Single(InstagramRules.Check(InstagramHarness.Post with { Options = new PostOptions { FirstComment = new string('a', 2_201) } })).Code);
    }

    [Fact]
    public void How_a_file_is_read_is_no_part_of_what_it_is() =>
        Assert.Equal(Video, Video with { Reader = new FileReader(_ => Task.FromResult(Stream.Null)) });
}
