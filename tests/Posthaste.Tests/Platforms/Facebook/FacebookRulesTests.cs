using Posthaste.Platforms;
using Posthaste.Platforms.Facebook;
using Posthaste.Platforms.Graph;

namespace Posthaste.Tests.Platforms.Facebook;

/// <summary>What is refused before Facebook is asked, and what its refusals mean (R-PUB-8, R-MED-1, R-JOB-4).</summary>
public sealed class FacebookRulesTests
{
    private static readonly PlatformMedia Picture = FacebookInSandbox.File(new byte[1_000], "image/jpeg");

    private static readonly PlatformMedia Film = FacebookInSandbox.File(new byte[1_000], "video/mp4") with { DurationMs = 5_000, FrameRate = 30, Height = 1_920, Codec = "h264" };

    [Theory]
    [InlineData(PostType.Text, 0, null)]
    [InlineData(PostType.Image, 1, null)]
    [InlineData(PostType.Carousel, 10, null)]
    [InlineData(PostType.Text, 1, "wrong_media_count")]
    [InlineData(PostType.Image, 2, "wrong_media_count")]
    [InlineData(PostType.Carousel, 1, "wrong_media_count")]
    [InlineData(PostType.Carousel, 11, "wrong_media_count")]
    [InlineData(PostType.Story, 1, "type_not_allowed")]
    public void A_post_has_as_many_media_as_its_type(PostType type, int count, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], Codes(new PlatformPost { Type = type, Caption = "Bread", Media = [.. Enumerable.Repeat(Picture, count)] }));

    [Theory]
    [InlineData("image/jpeg", 10_000_000, null)]
    [InlineData("image/png", 1_000, null)]
    [InlineData("image/jpeg", 10_000_001, "image_too_large")]
    [InlineData("image/webp", 1_000, "wrong_media_type")]
    [InlineData("video/mp4", 1_000, "wrong_media_type")]
    public void A_picture_is_judged_by_type_and_size(string type, long bytes, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], Codes(new PlatformPost { Type = PostType.Image, Caption = "", Media = [Picture with { ContentType = type, Bytes = bytes }] }));

    [Theory]
    [InlineData(540, 960, 3_000, 24, "h264", null)]
    [InlineData(1_080, 1_920, 90_000, 60, "hevc", null)]
    [InlineData(1_080, 1_920, 30_000, 23.976, "vp9", null)]
    [InlineData(1_080, 1_920, 2_900, 30, "h264", "video_too_short")]
    [InlineData(1_080, 1_920, 90_100, 30, "h264", "video_too_long")]
    [InlineData(1_080, 1_920, 30_000, 23, "h264", "wrong_frame_rate")]
    [InlineData(1_080, 1_920, 30_000, 120, "h264", "wrong_frame_rate")]
    [InlineData(1_080, 1_920, 30_000, 30, "prores", "wrong_codec")]
    [InlineData(360, 640, 30_000, 30, "h264", "video_too_small")]
    [InlineData(1_080, 1_080, 30_000, 30, "h264", "wrong_aspect")]
    [InlineData(1_920, 1_080, 30_000, 30, "h264", "wrong_aspect")]
    public void A_reel_is_judged_by_shape_length_and_rate(int width, int height, long duration, double rate, string codec, string? expected) => Assert.All(
        [PostType.Reel, PostType.Video],
        type => Assert.Equal(expected is null ? [] : [expected], Codes(new PlatformPost { Type = type, Caption = "", Media = [Film with { Width = width, Height = height, DurationMs = duration, FrameRate = rate, Codec = codec }] })));

    [Fact]
    public void A_text_has_up_to_63206_characters_and_is_needed_where_there_is_nothing_else()
    {
        Assert.Empty(Codes(FacebookInSandbox.Text(new string('x', 63_206))));
        Assert.Equal(["caption_too_long"], Codes(FacebookInSandbox.Text(new string('x', 63_207))));
        Assert.Equal(["text_missing"], Codes(FacebookInSandbox.Text(" ")));
        var reel = new PlatformPost { Type = PostType.Reel, Caption = new string('x', 2_201), Media = [Film] };
        Assert.Equal(["caption_long"], FacebookRules.Check(reel).Select(finding => finding.Code));
        Assert.Empty(Codes(reel));
    }

    [Fact]
    public void A_Page_has_no_other_audience_than_everybody()
    {
        Assert.Empty(Codes(FacebookInSandbox.Text(options: new PostOptions { Privacy = PostPrivacy.Public })));
        Assert.Equal(["privacy_not_offered"], Codes(FacebookInSandbox.Text(options: new PostOptions { Privacy = PostPrivacy.Followers })));
    }

    [Fact]
    public void What_is_left_out_is_said_and_keeps_nothing_back()
    {
        var post = FacebookInSandbox.Text(options: new PostOptions { Collaborators = ["robin"], IsAiGenerated = true, IsPaidPartnership = true, FirstComment = "Open until six." });

        var findings = FacebookRules.Check(post);

        Assert.Equal(["options.collaborators", "options.isPaidPartnership", "options.isAiGenerated", "options.firstComment"], findings.Select(finding => finding.Field));
        Assert.All(findings, finding => Assert.Equal(("option_left_out", false), (finding.Code, finding.Blocks)));
    }

    [Fact]
    public void Every_error_tells_a_person_what_happened_and_names_no_other_network() => Assert.All(FacebookErrors.Table.Rows, row =>
    {
        Assert.EndsWith(".", row.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", row.Advice, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\b\d{4,}\b|OAuth|container|subcode|endpoint|Instagram", row.Message + row.Advice);
    });

    /// <summary>Code, subcode, what it means for preparing, for publishing, and for publishing after an earlier call.</summary>
    [Theory]
    [InlineData(1, null, "Unavailable", "Unknown", "Unknown")]
    [InlineData(4, null, "RateLimited", "Unknown", "Unknown")]
    [InlineData(32, null, "RateLimited", "Unknown", "Unknown")]
    [InlineData(80001, null, "RateLimited", "Unknown", "Unknown")]
    [InlineData(368, null, "RateLimited", "Unknown", "Unknown")]
    [InlineData(100, null, "Rejected", "Rejected", "Unknown")]
    [InlineData(100, 33, "Unavailable", "Unknown", "Unknown")]
    [InlineData(190, 492, "Unauthorized", "Unauthorized", "Unauthorized")]
    [InlineData(200, null, "Unauthorized", "Unauthorized", "Unauthorized")]
    [InlineData(324, 2069019, "Rejected", "Rejected", "Unknown")]
    [InlineData(352, null, "Rejected", "Rejected", "Unknown")]
    [InlineData(506, 1455006, "Rejected", "Rejected", "Unknown")]
    [InlineData(1609005, null, "Rejected", "Rejected", "Unknown")]
    [InlineData(6000, 1363130, "Unavailable", "Unknown", "Unknown")]
    [InlineData(4711, null, "Unavailable", "Unknown", "Unknown")]
    public void Every_error_means_one_thing_for_each_kind_of_call(int code, int? subcode, string preparing, string publishing, string again)
    {
        Assert.Equal(preparing, Classify(StepKind.Repeatable, false, 400));
        Assert.Equal(publishing, Classify(StepKind.Irreversible, false, 400));
        Assert.Equal(again, Classify(StepKind.Irreversible, true, 400));
        Assert.Equal("Unknown", Classify(StepKind.Irreversible, false, 500));

        string Classify(StepKind kind, bool publishedBefore, int status) => GraphErrorClassifier.Classify(new GraphError(code, subcode, "Some words.", "A1"), new ErrorSetting
        {
            Kind = kind,
            HttpStatus = status,
            Now = DateTimeOffset.UnixEpoch,
            Terms = FacebookGraph.TermsOf(new FacebookOptions()),
            PublishedBefore = publishedBefore,
        }).GetType().Name;
    }

    [Theory]
    [InlineData("https://www.facebook.com/61550000000000001/posts/122000000000000001", true)]
    [InlineData("https://www.facebook.com/reel/99210000000000001/", true)]
    [InlineData("https://fb.watch/abc/", true)]
    [InlineData("https://www.facebook.com/", false)]
    [InlineData("https://www.instagram.com/p/abc/", false)]
    [InlineData("http://www.facebook.com/reel/1/", false)]
    public void A_link_given_by_hand_is_one_of_Facebooks(string link, bool expected) => Assert.Equal(expected, FacebookHandSteps.IsLink(new Uri(link)));

    [Fact]
    public void A_person_is_told_what_to_do_by_hand()
    {
        var post = new PlatformPost { Type = PostType.Carousel, Caption = "Bread", Media = [Picture with { AltText = "A loaf" }, Picture], Options = new PostOptions { LocationId = "110" } };

        Assert.Equal(
            [
                "Save the files of the card.", "Open Facebook and switch to the Page.", "Begin a new post and add the pictures, in the order of the card.", "Add the descriptions of the card (Alt text).",
                "Paste the text.", "Add the place.", "Publish it.",
            ],
            FacebookHandSteps.For(post));
        Assert.Contains("Begin a new reel and choose the video.", FacebookHandSteps.For(new PlatformPost { Type = PostType.Reel, Caption = "", Media = [Film] }));
    }

    private static IEnumerable<string> Codes(PlatformPost post) => FacebookRules.Check(post).Where(finding => finding.Blocks).Select(finding => finding.Code);
}
