using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;

namespace Posthaste.Tests.Platforms.Instagram;

public sealed class InstagramRulesTests
{
    private static readonly PlatformMedia Picture = InstagramHarness.Post.Media[0];

    [Fact]
    public void A_good_post_has_no_findings() => Assert.Empty(InstagramRules.Check(InstagramHarness.Post));

    [Theory]
    [InlineData(PostType.Video, "type_not_allowed")]
    [InlineData(PostType.Text, "type_not_allowed")]
    public void Other_types_are_refused_in_words(PostType type, string code)
    {
        var finding = Assert.Single(InstagramRules.Check(InstagramHarness.Post with { Type = type }));

        Assert.Equal((code, "type", true), (finding.Code, finding.Field, finding.Blocks));
    }

    [Theory]
    [InlineData(1_080, 1_350, null, false)]
    [InlineData(1_080, 1_351, "aspect_at_limit", false)]
    [InlineData(1_080, 1_352, "wrong_aspect", true)]
    [InlineData(1_200, 628, "aspect_at_limit", false)]
    [InlineData(1_200, 629, null, false)]
    [InlineData(955, 500, null, false)]
    [InlineData(960, 500, "wrong_aspect", true)]
    [InlineData(1_080, 1_440, "wrong_aspect", true)]
    [InlineData(1_080, 1_080, null, false)]
    public void Pictures_are_four_to_five_up_to_1_91_to_one(int width, int height, string? code, bool blocks)
    {
        var finding = Check(Picture with { Width = width, Height = height }).SingleOrDefault();

        Assert.Equal((code, blocks), (finding?.Code, finding?.Blocks ?? false));
        Assert.Equal(code is null ? null : "mediaIds[0]", finding?.Field);
    }

    [Fact]
    public void A_finding_says_what_was_found_and_what_is_allowed()
    {
        var tooTall = Assert.Single(Check(Picture with { Width = 1_080, Height = 1_920 }));
        var tooLarge = Assert.Single(Check(Picture with { Bytes = (8 * 1_024 * 1_024) + 1 }));

        Assert.Contains("1080 × 1920 pixels (0.56:1); Instagram allows 4:5 (0.80:1, tall) to 1.91:1", tooTall.Message, StringComparison.Ordinal);
        Assert.Contains("8.1 MiB; Instagram allows 8 MiB", tooLarge.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("image/webp")]
    [InlineData("image/heic")]
    [InlineData("video/mp4")]
    public void Only_jpeg_is_taken(string contentType) =>
        Assert.Equal("wrong_media_type", Assert.Single(Check(Picture with { ContentType = contentType })).Code);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_picture_post_has_exactly_one_picture(int count)
    {
        var findings = InstagramRules.Check(InstagramHarness.Post with { Media = [.. Enumerable.Repeat(Picture, count)] });

        Assert.Equal(("wrong_media_count", "mediaIds"), (Assert.Single(findings).Code, findings[0].Field));
    }

    [Theory]
    [InlineData(319, "image_small")]
    [InlineData(1_441, "image_scaled_down")]
    public void Sizes_Instagram_scales_are_hints(int width, string code)
    {
        var finding = Assert.Single(Check(Picture with { Width = width, Height = width }));

        Assert.Equal((code, false), (finding.Code, finding.Blocks));
    }

    [Fact]
    public void Captions_have_limits_and_above_15_hashtags_a_hint()
    {
        Assert.Equal("caption_too_long", Assert.Single(CheckCaption(new string('a', 2_201))).Code);
        Assert.Equal("too_many_hashtags", Assert.Single(CheckCaption(Many('#', 31))).Code);
        Assert.Equal("too_many_mentions", Assert.Single(CheckCaption(Many('@', 21))).Code);
        Assert.False(Assert.Single(CheckCaption(Many('#', 16))).Blocks);
        Assert.Empty(CheckCaption(Many('#', 15) + Many('@', 20)));
    }

    [Fact]
    public void Extras_are_checked_field_by_field()
    {
        var findings = InstagramRules.Check(InstagramHarness.Post with
        {
            Media = [Picture with { AltText = new string('a', 1_001) }],
            Options = new PostOptions
            {
                LocationId = "Berlin",
                Collaborators = ["a", "b", "c", "@d"],
                UserTags = [new UserTag("ok", 0, 1), new UserTag("no spaces", 1.5, null), new UserTag("x", double.NaN, 0.5)],
            },
        });

        Assert.All(findings, finding => Assert.True(finding.Blocks));
        Assert.Equal(
            ["altTexts[0]", "options.locationId", "options.collaborators", "options.collaborators[3]",
             "options.userTags[1].username", "options.userTags[1].x", "options.userTags[1].y", "options.userTags[2].x"],
            findings.Select(finding => finding.Field));
    }

    private static IReadOnlyList<Finding> Check(PlatformMedia picture) => InstagramRules.Check(InstagramHarness.Post with { Media = [picture] });

    private static IReadOnlyList<Finding> CheckCaption(string caption) => InstagramRules.Check(InstagramHarness.Post with { Caption = caption });

    private static string Many(char sign, int count) => string.Concat(Enumerable.Range(1, count).Select(i => $" {sign}x{i}"));
}
