using Posthaste.Media;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Files;
using Posthaste.Posts.Variants;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Posts.Variants;

/// <summary>What one channel gets of a post and its variant, and what its fields are called.</summary>
public sealed class ChannelDraftTests
{
    private static readonly Guid Channel = new("01900000-0000-7000-8000-0000000000c1");
    private static readonly Guid Other = new("01900000-0000-7000-8000-0000000000c2");
    private static readonly Guid A = new("01900000-0000-7000-8000-0000000000a1");
    private static readonly Guid B = new("01900000-0000-7000-8000-0000000000b1");
    private static readonly Guid Cover = new("01900000-0000-7000-8000-0000000000d1");

    private static readonly PostDraft Draft = new()
    {
        Type = PostType.Image,
        ChannelIds = [Other, Channel],
        MediaIds = [A, B],
        Caption = "Hello",
        Hashtags = ["one"],
        AltTexts = ["A cat", "A dog"],
        MediaFits = [new MediaFit { Fit = UnfitMedia.Pad }, null],
        Options = new PostOptions { FirstComment = "First!", LocationId = "7", UserTags = [new UserTag("ann", 0.5, 0.5), new UserTag("bob", 0.5, 0.5, Item: 1)] },
    };

    [Fact]
    public void A_channel_without_a_variant_gets_what_is_there_for_all()
    {
        var own = Of(new PostVariant { ChannelId = Other, Caption = "Other" });

        Assert.Equivalent(Draft with { ChannelIds = [Channel] }, own, strict: true);
    }

    // Jobs that wait carry it through an upgrade: worked out by hand from the form of the hash, as posts had it before there were variants.
    [Fact]
    public void The_hash_of_a_post_without_variants_is_what_it_always_was()
    {
        var draft = Draft with { MediaIds = [A], AltTexts = ["A cat"], MediaFits = [], Options = new PostOptions { FirstComment = "First!" } };
        var item = new MediaItem
        {
            Id = A,
            WorkspaceId = Guid.Empty,
            FileName = "a",
            ContentType = "image/jpeg",
            Kind = MediaKind.Image,
            Bytes = 1,
            Sha256 = "aa".PadLeft(64, '0'),
            Width = 1,
            Height = 1,
            Codec = "jpeg",
            Details = new MediaDetails(),
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

        var (post, _) = PostRendering.For(ChannelDraft.Of(draft, Channel).Content, [item], new CaptionLimits(2_200, 30, 20, 15), LongCaption.Reject);

        Assert.Equal("5fdfddaa52e35fb8ffd700b788d3fccbe62248ca207974d4e1ff983c50938b89", ContentHash.Of("instagram", "1784", post));
    }

    [Fact]
    public void A_field_that_is_given_takes_the_place_of_that_of_all_and_the_others_stay()
    {
        var own = Of(new PostVariant { ChannelId = Channel, Caption = "Mine", Options = new OptionsVariant { FirstComment = "Me first!", IsAiGenerated = true } });

        Assert.Equivalent(Draft with { ChannelIds = [Channel], Caption = "Mine", Options = Draft.Options with { FirstComment = "Me first!", IsAiGenerated = true } }, own, strict: true);
    }

    [Fact]
    public void What_is_empty_is_none_as_if_the_post_had_never_had_it()
    {
        var own = Of(new PostVariant
        {
            ChannelId = Channel,
            Caption = "",
            Hashtags = [],
            AltTexts = [],
            MediaFits = [],
            Options = new OptionsVariant { FirstComment = "", LocationId = " ", UserTags = [] },
        });

        Assert.Equivalent(new PostDraft { Type = PostType.Image, ChannelIds = [Channel], MediaIds = [A, B] }, own, strict: true);
    }

    [Fact]
    public void What_was_said_of_a_picture_goes_with_it()
    {
        var own = Of(new PostVariant { ChannelId = Channel, MediaIds = [Cover, B, A] });

        Assert.Equal([null, "A dog", "A cat"], own.AltTexts);
        Assert.Equal([null, null, UnfitMedia.Pad], own.MediaFits.Select(fit => fit?.Fit));
        Assert.Equal([new UserTag("ann", 0.5, 0.5, Item: 2), new UserTag("bob", 0.5, 0.5, Item: 1)], own.Options.UserTags);
    }

    [Fact]
    public void What_was_said_of_a_picture_that_a_channel_does_not_show_is_left_out()
    {
        var own = Of(new PostVariant { ChannelId = Channel, MediaIds = [A] });

        Assert.Equal(["A cat"], own.AltTexts);
        Assert.Equal([new UserTag("ann", 0.5, 0.5)], own.Options.UserTags);
    }

    [Fact]
    public void A_cover_of_its_own_takes_the_place_of_the_other_be_it_a_picture_or_a_moment()
    {
        var pictured = Draft with { Options = new PostOptions { CoverMediaId = Cover }, CoverFit = new MediaFit { Fit = UnfitMedia.Crop } };
        var moment = Draft with { Options = new PostOptions { ThumbOffsetMs = 3_000 } };

        var inherited = ChannelDraft.Of(pictured with { Variants = [new PostVariant { ChannelId = Channel, Caption = "Mine" }] }, Channel).Content;
        var start = ChannelDraft.Of(pictured with { Variants = [new PostVariant { ChannelId = Channel, Options = new OptionsVariant { ThumbOffsetMs = 0 } }] }, Channel).Content;
        var picture = ChannelDraft.Of(moment with { Variants = [new PostVariant { ChannelId = Channel, Options = new OptionsVariant { CoverMediaId = B } }] }, Channel).Content;
        var another = ChannelDraft.Of(pictured with { Variants = [new PostVariant { ChannelId = Channel, Options = new OptionsVariant { CoverMediaId = B } }] }, Channel).Content;

        Assert.Equal((Cover, UnfitMedia.Crop), (inherited.Options.CoverMediaId!.Value, inherited.CoverFit!.Fit!.Value));
        Assert.Equal((null, 0L), (start.Options.CoverMediaId, start.Options.ThumbOffsetMs));
        Assert.Equal((B, null), (picture.Options.CoverMediaId, picture.Options.ThumbOffsetMs));
        Assert.Equal((B, null), (another.Options.CoverMediaId, another.CoverFit));
    }

    [Theory]
    [InlineData("caption", "variants[1].caption")]
    [InlineData("hashtags", "hashtags")]
    [InlineData("mediaIds[2]", "variants[1].mediaIds[2]")]
    [InlineData("altTexts[0]", "variants[1].altTexts[0]")]
    [InlineData("mediaFits[0].crop", "variants[1].mediaFits[0].crop")]
    [InlineData("options.userTags[0].item", "variants[1].options.userTags[0].item")]
    [InlineData("options.firstComment", "variants[1].options.firstComment")]
    [InlineData("options.locationId", "options.locationId")]
    [InlineData("type", "type")]
    [InlineData("channelIds", "channelIds")]
    public void A_field_is_named_where_it_was_given(string field, string name)
    {
        var draft = Draft with
        {
            Variants = [new PostVariant { ChannelId = Other, Hashtags = [] }, new PostVariant { ChannelId = Channel, Caption = "", MediaIds = [B], Options = new OptionsVariant { FirstComment = "" } }],
        };

        Assert.Equal(name, ChannelDraft.Of(draft, Channel).Name(field));
    }

    [Fact]
    public void A_channel_that_is_taken_away_takes_its_variant_along()
    {
        var draft = Draft with { Variants = [new PostVariant { ChannelId = Other, Caption = "Other" }, new PostVariant { ChannelId = Channel, Caption = "Mine" }] };

        Assert.Equal([Channel], draft.On([Channel]).Variants.Select(variant => variant.ChannelId));
    }

    private static PostDraft Of(PostVariant variant) => ChannelDraft.Of(Draft with { Variants = [variant] }, Channel).Content;
}
