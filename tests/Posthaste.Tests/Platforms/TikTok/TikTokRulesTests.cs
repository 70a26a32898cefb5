using Posthaste.Platforms;
using Posthaste.Platforms.TikTok;

namespace Posthaste.Tests.Platforms.TikTok;

/// <summary>What is told before anything is saved (R-PUB-3, R-JOB-5).</summary>
public sealed class TikTokRulesTests
{
    private static readonly PlatformMedia Film = new()
    {
        MediaId = Guid.Empty,
        ContentType = "video/mp4",
        Bytes = 1_000,
        Sha256 = "00",
        Width = 1_080,
        Height = 1_920,
        DurationMs = 10_000,
        FrameRate = 30,
        Codec = "h264",
    };

    private static readonly PlatformMedia Picture = new() { MediaId = Guid.Empty, ContentType = "image/jpeg", Bytes = 1_000, Sha256 = "00", Width = 1_080, Height = 1_080 };

    private static readonly PlatformPost Video = new() { Type = PostType.Video, Caption = "Hello", Media = [Film], Options = new PostOptions { Privacy = PostPrivacy.Public } };

    private static readonly PlatformPost Photos = Video with { Type = PostType.Carousel, Media = [Picture, Picture] };

    [Fact]
    public void A_good_video_and_good_photos_have_nothing_against_them()
    {
        Assert.Empty(Check(Video));
        Assert.Empty(Check(Video with { Type = PostType.Reel }));
        Assert.Empty(Check(Photos));
        Assert.Empty(Check(Photos with { Type = PostType.Image, Media = [Picture] }));
    }

    [Theory]
    [InlineData(PostType.Story)]
    [InlineData(PostType.Text)]
    public void What_TikTok_has_not_is_refused(PostType type) => Assert.Equal(["type_not_allowed type"], Check(Video with { Type = type }));

    [Fact]
    public void Who_may_see_it_must_be_said_for_each_post()
    {
        Assert.Equal(["privacy_missing options.privacy"], Check(Video with { Options = PostOptions.None }));
        Assert.Equal(["app_not_audited options.privacy"], Check(Video, isAudited: false));
        Assert.Empty(Check(Video with { Options = new PostOptions { Privacy = PostPrivacy.OnlyMe } }, isAudited: false));
        Assert.Equal(["branded_not_private options.privacy"], Check(Video with { Options = new PostOptions { Privacy = PostPrivacy.OnlyMe, IsPaidPartnership = true } }));
    }

    [Fact]
    public void For_the_inbox_nobody_is_asked_what_its_owner_chooses_and_what_was_said_is_left_out()
    {
        var inbox = new PostOptions { Delivery = PostDelivery.Inbox };

        Assert.Empty(Check(Video with { Options = inbox }, isAudited: false));
        Assert.Equal(["caption_left_out caption"], Hints(Video with { Options = inbox }));
        Assert.Empty(Hints(Photos with { Options = inbox }));
        Assert.Equal(["option_left_out options.privacy", "option_left_out options.isPaidPartnership"], Hints(Photos with { Options = inbox with { Privacy = PostPrivacy.OnlyMe, IsPaidPartnership = true } }));
    }

    [Fact]
    public void Files_are_held_against_what_TikTok_takes()
    {
        Assert.Equal(["wrong_media_count mediaIds"], Check(Video with { Media = [Film, Film] }));
        Assert.Equal(["wrong_media_count mediaIds"], Check(Photos with { Media = [.. Enumerable.Repeat(Picture, 36)] }));
        Assert.Equal(["wrong_media_type mediaIds[1]"], Check(Photos with { Media = [Picture, Film] }));
        Assert.Equal(["wrong_media_type mediaIds[0]"], Check(Photos with { Media = [Picture with { ContentType = "image/png" }] }));
        Assert.Equal(["wrong_size mediaIds[0]"], Check(Photos with { Media = [Picture with { Width = 1_440 }] }));
        Assert.Equal(["image_too_large mediaIds[0]"], Check(Photos with { Media = [Picture with { Bytes = 21_000_000 }] }));
        Assert.Equal(["wrong_size mediaIds[0]"], Check(Video with { Media = [Film with { Width = 320 }] }));
        Assert.Equal(["video_too_long mediaIds[0]"], Check(Video with { Media = [Film with { DurationMs = 600_051 }] }));
        Assert.Equal(["wrong_frame_rate mediaIds[0]"], Check(Video with { Media = [Film with { FrameRate = 15 }] }));
        Assert.Equal(["wrong_codec mediaIds[0]"], Check(Video with { Media = [Film with { Codec = "mpeg4" }] }));
        Assert.Equal(["video_too_large mediaIds[0]"], Check(Video with { Media = [Film with { Bytes = 5_000_000_000 }] }));
        Assert.Equal(["caption_too_long caption"], Check(Video with { Caption = new string('x', 2_201) }));
    }

    [Fact]
    public void What_other_networks_have_is_left_out_and_told()
    {
        var foreign = Video.Options with { LocationId = "1", UserTags = [new("ann", 0, 0)], Collaborators = ["ann"], FirstComment = "First!" };

        var findings = TikTokRules.Check(Video with { Options = foreign, Cover = Picture }, isAudited: true);

        Assert.Equal(["options.collaborators", "options.coverMediaId", "options.firstComment", "options.locationId", "options.userTags"], findings.Select(finding => finding.Field).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(findings, finding => finding.Blocks);
        Assert.Equal(["label_not_possible options.isAiGenerated"], Check(Photos with { Options = Video.Options with { IsAiGenerated = true } }));
        Assert.Equal(["label_missing options.isPaidPartnership"], Check(Video with { Options = Video.Options with { SponsorIds = ["1"] } }));
        Assert.Equal(["thumb_offset_outside options.thumbOffsetMs"], Check(Video with { Options = Video.Options with { ThumbOffsetMs = 10_001 } }));
    }

    [Theory]
    [InlineData("https://www.tiktok.com/@harbour.bakery/video/7570000000000000001", true)]
    [InlineData("https://vm.tiktok.com/ZM1234/", true)]
    [InlineData("https://www.tiktok.com/@harbour.bakery", false)]
    [InlineData("https://www.instagram.com/p/abc/", false)]
    [InlineData("http://www.tiktok.com/@harbour.bakery/video/1", false)]
    public void A_link_is_known_for_one_of_TikTok(string link, bool expected) => Assert.Equal(expected, PostLinks.IsLink(new Uri(link)));

    [Fact]
    public void A_person_is_told_how_to_do_it_by_hand()
    {
        var steps = TikTokHandSteps.For(Video with { Options = Video.Options with { AllowDuet = true, IsPaidPartnership = true } });

        Assert.Contains("Let it be seen by everyone.", steps);
        Assert.Contains("Comments: off.", steps);
        Assert.Contains("Duet: on. Stitch: off.", steps);
        Assert.Contains("Disclose it as branded content.", steps);
    }

    private static IEnumerable<string> Check(PlatformPost post, bool isAudited = true) =>
        TikTokRules.Check(post, isAudited).Where(finding => finding.Blocks).Select(finding => $"{finding.Code} {finding.Field}");

    private static IEnumerable<string> Hints(PlatformPost post) =>
        TikTokRules.Check(post, isAudited: true).Where(finding => !finding.Blocks).Select(finding => $"{finding.Code} {finding.Field}");
}
