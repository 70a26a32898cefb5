using Posthaste.Platforms;
using Posthaste.Platforms.Bluesky.Answers;
using Posthaste.Platforms.Bluesky.Rules;

namespace Posthaste.Tests.Platforms.Bluesky;

/// <summary>R-MED-1, R-PUB-8: what Bluesky would refuse is said before anything is saved.</summary>
public sealed class BlueskyRulesTests
{
    private const long MaxVideo = 100_000_000;

    private static readonly PlatformMedia Picture = new() { MediaId = Guid.Empty, ContentType = "image/jpeg", Bytes = 1_000, Sha256 = "00", Width = 1_080, Height = 1_080 };
    private static readonly PlatformMedia Film = Picture with { ContentType = "video/mp4", DurationMs = 10_000 };

    [Fact]
    public void What_it_takes_is_taken()
    {
        Assert.Empty(Check(PostType.Text, "Words"));
        Assert.Empty(Check(PostType.Image, "", Picture));
        Assert.Empty(Check(PostType.Carousel, "", Picture, Picture, Picture, Picture));
        Assert.Empty(Check(PostType.Reel, "", Film));
    }

    [Fact]
    public void What_it_refuses_is_named_by_its_field()
    {
        Assert.Equal(["type_not_allowed type"], Check(PostType.Story, "", Picture));
        Assert.Equal(["caption_missing caption"], Check(PostType.Text, ""));
        Assert.Equal(["caption_too_long caption"], Check(PostType.Text, new string('a', 301)));
        Assert.Equal(["wrong_media_count mediaIds"], Check(PostType.Text, "Words", Picture));
        Assert.Equal(["wrong_media_count mediaIds"], Check(PostType.Carousel, "", Picture, Picture, Picture, Picture, Picture));
        Assert.Equal(["image_too_large mediaIds[0]"], Check(PostType.Image, "", Picture with { Bytes = 2_000_001 }));
        Assert.Equal(["wrong_media_type mediaIds[1]"], Check(PostType.Carousel, "", Picture, Film));
        Assert.Equal(["video_too_large mediaIds[0]"], Check(PostType.Video, "", Film with { Bytes = MaxVideo + 1 }));
        Assert.Equal(["video_too_long mediaIds[0]"], Check(PostType.Video, "", Film with { DurationMs = 181_000 }));
    }

    [Fact]
    public void An_emoji_of_many_parts_is_one_of_three_hundred_and_its_bytes_count_beside() =>
        Assert.Equal(["caption_too_long caption"], Check(PostType.Text, string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 121))));

    [Fact]
    public void Only_what_cannot_be_said_otherwise_blocks()
    {
        var post = new PlatformPost { Type = PostType.Image, Caption = "", Media = [Picture], Options = new PostOptions { FirstComment = "x", LocationId = "1", IsAiGenerated = true, Privacy = PostPrivacy.Followers } };

        var findings = BlueskyRules.Check(post, MaxVideo);

        Assert.Equal("options.privacy", Assert.Single(findings, finding => finding.Blocks).Field);
        Assert.Equal(["options.locationId", "options.isAiGenerated", "options.firstComment"], findings.Where(finding => !finding.Blocks).Select(finding => finding.Field));
    }

    [Fact]
    public void Every_known_refusal_says_what_to_do_and_none_is_listed_twice()
    {
        Assert.All(BlueskyErrorTable.Rows, row => Assert.True(row.Message.EndsWith('.') && row.Advice.EndsWith('.'), row.Error));
        Assert.Equal(BlueskyErrorTable.Rows.Count, BlueskyErrorTable.Rows.Select(row => row.Error).Distinct().Count());
    }

    private static IEnumerable<string> Check(PostType type, string caption, params PlatformMedia[] media) =>
        BlueskyRules.Check(new PlatformPost { Type = type, Caption = caption, Media = media }, MaxVideo).Select(finding => $"{finding.Code} {finding.Field}");
}
