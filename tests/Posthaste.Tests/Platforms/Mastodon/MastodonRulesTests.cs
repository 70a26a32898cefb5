using Posthaste.Platforms;
using Posthaste.Platforms.Mastodon;

namespace Posthaste.Tests.Platforms.Mastodon;

/// <summary>What is refused before a server is asked (R-PUB-8, R-MED-1).</summary>
public sealed class MastodonRulesTests
{
    private static readonly PlatformMedia Picture = MastodonInSandbox.File(new byte[1_000], "image/jpeg");

    private static readonly PlatformMedia Film = MastodonInSandbox.File(new byte[1_000], "video/mp4") with { DurationMs = 5_000, FrameRate = 30 };

    [Theory]
    [InlineData(PostType.Text, 0, null)]
    [InlineData(PostType.Image, 1, null)]
    [InlineData(PostType.Carousel, 4, null)]
    [InlineData(PostType.Text, 1, "wrong_media_count")]
    [InlineData(PostType.Image, 2, "wrong_media_count")]
    [InlineData(PostType.Carousel, 1, "wrong_media_count")]
    [InlineData(PostType.Carousel, 5, "wrong_media_count")]
    [InlineData(PostType.Story, 1, "type_not_allowed")]
    public void A_post_has_as_many_media_as_its_type(PostType type, int count, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], Codes(new PlatformPost { Type = type, Caption = "Bread", Media = [.. Enumerable.Repeat(Picture, count)] }));

    [Fact]
    public void A_video_goes_out_as_one_whatever_other_networks_call_it() =>
        Assert.All([PostType.Video, PostType.Reel], type => Assert.Empty(Codes(new PlatformPost { Type = type, Caption = "Bread", Media = [Film] })));

    [Theory]
    [InlineData("image/tiff", 1_080, 1_080, 1_000, "wrong_media_type")]
    [InlineData("video/mp4", 1_080, 1_080, 1_000, "wrong_media_type")]
    [InlineData("image/jpeg", 7_680, 4_320, 16_777_216, null)]
    [InlineData("image/jpeg", 7_680, 4_321, 1_000, "wrong_size")]
    [InlineData("image/jpeg", 1_080, 1_080, 16_777_217, "image_too_large")]
    public void A_picture_is_judged_by_type_size_and_pixels(string type, int width, int height, long bytes, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], Codes(new PlatformPost { Type = PostType.Image, Caption = "", Media = [Picture with { ContentType = type, Width = width, Height = height, Bytes = bytes }] }));

    [Theory]
    [InlineData(3_840, 2_160, 60, 103_809_024, null)]
    [InlineData(2_160, 3_841, 60, 1_000, "wrong_size")]
    [InlineData(1_080, 1_080, 121, 1_000, "wrong_frame_rate")]
    [InlineData(1_080, 1_080, 60, 103_809_025, "video_too_large")]
    public void A_video_is_judged_by_size_pixels_and_rate(int width, int height, double rate, long bytes, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], Codes(new PlatformPost { Type = PostType.Video, Caption = "", Media = [Film with { Width = width, Height = height, FrameRate = rate, Bytes = bytes }] }));

    [Fact]
    public void A_text_is_counted_as_Mastodon_does()
    {
        var link = "https://example.com/" + new string('a', 300);

        Assert.Empty(Codes(MastodonInSandbox.Text(new string('x', 500))));
        Assert.Equal(["caption_too_long"], Codes(MastodonInSandbox.Text(new string('x', 501))));
        Assert.Empty(Codes(MastodonInSandbox.Text(new string('x', 476) + " " + link)));
        Assert.Equal(["caption_too_long"], Codes(MastodonInSandbox.Text(new string('x', 477) + " " + link)));
        Assert.Empty(Codes(MastodonInSandbox.Text(new string('x', 493) + " @robin@a.very.long.server.example")));
        Assert.Equal(["caption_too_long"], Codes(MastodonInSandbox.Text(new string('x', 494) + " @robin@a.very.long.server.example")));
        Assert.Empty(Codes(MastodonInSandbox.Text(string.Concat(Enumerable.Repeat("👩‍👧", 500)))));
        Assert.Equal(["text_missing"], Codes(MastodonInSandbox.Text(" ")));
    }

    [Fact]
    public void Hashtags_give_way_before_a_link_does_and_the_whole_fits()
    {
        var link = "https://example.com/" + new string('a', 300);
        var limits = MastodonRules.Caption(500);

        var composed = Assert.IsType<CaptionResult.Composed>(CaptionComposer.Compose(new string('x', 470) + " " + link, ["bakery"], limits, CaptionPolicy.Truncate));

        Assert.True(limits.Fits(composed.Text));
        Assert.EndsWith("#bakery", composed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Descriptions_have_a_length_and_visibilities_of_other_networks_are_refused()
    {
        Assert.Equal(["alt_text_too_long"], Codes(new PlatformPost { Type = PostType.Image, Caption = "", Media = [Picture with { AltText = new string('x', 1_501) }] }));
        Assert.Equal(["privacy_not_offered"], Codes(MastodonInSandbox.Text(options: new PostOptions { Privacy = PostPrivacy.Friends })));
        Assert.Equal(["private_with_mentions"], Codes(MastodonInSandbox.Text("Hello @robin", new PostOptions { Privacy = PostPrivacy.OnlyMe })));
        Assert.Empty(Codes(MastodonInSandbox.Text("Hello", new PostOptions { Privacy = PostPrivacy.OnlyMe })));
    }

    [Fact]
    public void What_Mastodon_does_not_have_is_left_out_and_said()
    {
        var findings = MastodonRules.Check(MastodonInSandbox.Text(options: new PostOptions { FirstComment = "First", LocationId = "1", IsPaidPartnership = true }), new MastodonOptions());

        Assert.Equal(["options.locationId", "options.isPaidPartnership", "options.firstComment"], findings.Select(finding => finding.Field));
        Assert.DoesNotContain(findings, finding => finding.Blocks);
    }

    [Theory]
    [InlineData("https://mastodon.social/@baker/115590000010007118", true)]
    [InlineData("https://pleroma.example/notice/AbC", true)]
    [InlineData("https://mastodon.social/@baker", false)]
    [InlineData("http://mastodon.social/@baker/1", false)]
    public void A_link_of_a_post_is_one_on_any_server(string link, bool expected)
    {
        using var harness = new PlatformHttpHarness(TimeProvider.System, services => services.AddMastodon());

        Assert.Equal(expected, harness.Get<IPlatform>().IsOwnLink(new Uri(link)));
    }

    [Theory]
    [InlineData("<p>One<br />two</p><p>Three &amp; four</p>", "One\ntwo\n\nThree & four")]
    [InlineData("<p>See <a href=\"https://example.com/x\"><span class=\"invisible\">https://</span><span>example.com/x</span></a></p>", "See https://example.com/x")]
    public void HTML_becomes_the_text_it_was(string html, string expected) => Assert.Equal(expected, PlainText.Of(html));

    private static IEnumerable<string> Codes(PlatformPost post) => MastodonRules.Check(post, new MastodonOptions()).Where(finding => finding.Blocks).Select(finding => finding.Code);
}
