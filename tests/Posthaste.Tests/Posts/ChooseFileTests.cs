using Posthaste.Media;
using Posthaste.Media.Fitness;
using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Platforms.Instagram;
using Posthaste.Posts.Files;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Posts;

/// <summary>Whether a file goes out as it was uploaded, made fit, or not at all.</summary>
public sealed class ChooseFileTests
{
    private static readonly FileSlot s_slot = new(0, "mediaIds[0]", "mediaFits[0]", IsCover: false);

    private static readonly MediaItem s_photo = new()
    {
        Id = Guid.Empty,
        WorkspaceId = Guid.Empty,
        FileName = "bread.jpg",
        ContentType = "image/jpeg",
        Kind = MediaKind.Image,
        Bytes = 500_000,
        Sha256 = new string('a', 64),
        Width = 1080,
        Height = 1080,
        Codec = "jpeg",
        Details = new MediaDetails { ColourSpace = "srgb", Decodes = true },
        CreatedAt = default,
    };

    private static readonly MediaItem s_video = s_photo with
    {
        FileName = "oven.mp4",
        ContentType = "video/mp4",
        Kind = MediaKind.Video,
        Width = 1080,
        Height = 1920,
        DurationMs = 8_000,
        Codec = "h264",
        Details = new MediaDetails { PixelFormat = "yuv420p", FrameRate = 30, MoovFirst = true, AudioCodec = "aac" },
    };

    private static readonly MediaItem s_gif = s_photo with { FileName = "dance.gif", ContentType = "image/gif", Codec = "gif", Details = new MediaDetails { Frames = 12, AnimationMs = 1_200 } };

    [Fact]
    public void What_a_network_takes_goes_out_as_it_is()
    {
        Assert.Equal(new FileChoice.AsItIs(MustBeRead: false), Choose(s_photo));
        Assert.Equal(new FileChoice.AsItIs(MustBeRead: false), ChooseFile.For(s_gif, null, UnfitMedia.Scale, _ => null, s_slot));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, false)]
    public void A_video_that_goes_out_as_it_is_must_have_been_read_to_its_end(bool? decodes, bool mustBeRead) =>
        Assert.Equal(new FileChoice.AsItIs(mustBeRead), Choose(s_video with { Details = s_video.Details with { Decodes = decodes } }, PostType.Reel));

    [Fact]
    public void A_damaged_video_never_goes_out() =>
        Assert.Equal("media_damaged", Refused(Choose(s_video with { Details = s_video.Details with { Decodes = false } }, PostType.Reel)).Code);

    public static TheoryData<string, MediaItem> Mended => new()
    {
        { "a place", s_photo with { Details = s_photo.Details with { HasLocation = true } } },
        { "other colours", s_photo with { Details = s_photo.Details with { ColourSpace = "cmyk" } } },
        { "several passes", s_photo with { Details = s_photo.Details with { Interlaced = true } } },
        { "further pictures", s_photo with { Details = s_photo.Details with { MultiPicture = true } } },
        { "too many pixels", s_photo with { Width = 4_000, Height = 4_000 } },
        { "a format", s_photo with { ContentType = "image/png" } },
        { "too many bytes", s_photo with { Bytes = 9 << 20 } },
    };

    [Theory]
    [MemberData(nameof(Mended))]
    public void A_picture_that_a_network_might_put_up_with_is_made_fit_all_the_same(string what, MediaItem item)
    {
        Assert.Equal(RenditionFit.Scale, Made(Choose(item)).Fit);
        Assert.Equal(Made(Choose(item)).Hash(), Made(Choose(item, policy: UnfitMedia.Pad)).Hash());
        Assert.NotEmpty(what);
    }

    [Fact]
    public void A_video_is_made_anew_only_where_the_network_would_refuse_it()
    {
        var advisory = s_video with { Details = s_video.Details with { Decodes = true, EditList = true, AudioBitRate = 190_000, HasLocation = true } };

        Assert.Equal(new FileChoice.AsItIs(MustBeRead: false), Choose(advisory, PostType.Reel));
        Assert.Equal(RenditionFit.Scale, Made(Choose(advisory with { Codec = "vp9" }, PostType.Reel)).Fit);
    }

    [Fact]
    public void A_shape_that_is_not_taken_is_refused_with_what_to_choose_and_padded_or_cut_where_that_was_chosen()
    {
        var tall = s_photo with { Height = 3_000 };

        var refused = Refused(Choose(tall));
        Assert.Equal(("aspect_too_tall", "mediaIds[0]"), (refused.Code, refused.Field));
        Assert.EndsWith("Choose the fit pad or crop for it (mediaFits[0].fit).", refused.Message, StringComparison.Ordinal);
        Assert.Equal(RenditionFit.Pad, Made(Choose(tall, policy: UnfitMedia.Pad)).Fit);
        Assert.Equal(RenditionFit.Crop, Made(Choose(tall, wish: new MediaFit { Fit = UnfitMedia.Crop }, policy: UnfitMedia.Pad)).Fit);
    }

    [Theory]
    [InlineData(1_200, 628)]
    [InlineData(1_080, 1_351)]
    public void A_pixel_too_much_is_cut_off_under_every_policy_and_sent_where_the_original_is_wanted(int width, int height)
    {
        var item = s_photo with { Width = width, Height = height };

        Assert.Equal(RenditionFit.Crop, Made(Choose(item)).Fit);
        Assert.Equal(RenditionFit.Crop, Made(Choose(item, policy: UnfitMedia.Pad)).Fit);
        Assert.Equal(new FileChoice.AsItIs(MustBeRead: false), Choose(item, policy: UnfitMedia.Original));
    }

    [Fact]
    public void An_original_that_is_wanted_is_sent_or_refused_and_never_made_fit()
    {
        Assert.Equal(new FileChoice.AsItIs(MustBeRead: false), Choose(s_photo with { Width = 4_000, Height = 4_000 }, policy: UnfitMedia.Original));
        Assert.Equal("media_type", Refused(Choose(s_photo with { ContentType = "image/png" }, wish: new MediaFit { Fit = UnfitMedia.Original })).Code);
    }

    [Fact]
    public void A_part_or_a_shape_that_a_person_chose_is_made_also_of_a_picture_that_fits()
    {
        var part = new CropRectangle(0, 0, 0.5, 0.5);

        Assert.Equal(part, Made(Choose(s_photo, wish: new MediaFit { Fit = UnfitMedia.Crop, Crop = part })).Crop);
        Assert.Equal(new Aspect(4, 5), Made(Choose(s_photo, wish: new MediaFit { Fit = UnfitMedia.Pad, Aspect = "4:5" })).Aspect);
        Assert.Equal("media_recipe_wrong", Refused(Choose(s_photo, wish: new MediaFit { Fit = UnfitMedia.Pad, Aspect = "3:1" })).Code);
    }

    [Fact]
    public void Transparency_that_gets_lost_is_told_of()
    {
        var logo = s_photo with { ContentType = "image/png", Details = s_photo.Details with { HasAlpha = true } };

        Assert.Equal("transparent", Assert.Single(Assert.IsType<FileChoice.Made>(Choose(logo)).Losses).Code);
    }

    [Fact]
    public void An_animated_GIF_becomes_a_picture_or_a_video_as_the_place_and_the_person_want()
    {
        var still = Assert.IsType<FileChoice.Made>(Choose(s_gif, PostType.Image));
        Assert.Equal(("animated", false), (Assert.Single(still.Losses).Code, still.Losses[0].Blocks));
        Assert.NotNull(Made(Choose(s_gif, PostType.Reel)).Spec.Video);
        Assert.NotNull(Made(Choose(s_gif, PostType.Carousel, new MediaFit { As = MediaKind.Video })).Spec.Video);

        Assert.Equal("media_kind", Refused(Choose(s_gif, PostType.Image, new MediaFit { As = MediaKind.Video })).Code);
        Assert.Equal("media_kind", Refused(Choose(s_gif, PostType.Reel, new MediaFit { As = MediaKind.Image })).Code);
        Assert.Equal("media_kind", Refused(Choose(s_video, PostType.Carousel, new MediaFit { As = MediaKind.Image })).Code);
        Assert.Equal("media_kind", Refused(Choose(s_photo, PostType.Reel)).Code);
        Assert.Equal("media_kind", Refused(Choose(s_video, PostType.Image)).Code);
    }

    [Fact]
    public void A_length_is_measured_with_room_for_rounding()
    {
        var details = s_video.Details with { Decodes = true };

        Assert.IsType<FileChoice.AsItIs>(Choose(s_video with { DurationMs = 60_040, Details = details with { FrameRate = 60.04 } }, PostType.Story));
        Assert.Equal("too_long", Refused(Choose(s_video with { DurationMs = 60_051, Details = details }, PostType.Story)).Code);
    }

    private static FileChoice Choose(MediaItem item, PostType type = PostType.Image, MediaFit? wish = null, UnfitMedia policy = UnfitMedia.Scale) =>
        ChooseFile.For(item, wish, policy, kind => InstagramPlacements.For(type) is { } place ? (kind == MediaKind.Image ? place.Picture ?? place.Video : place.Video ?? place.Picture) : null, s_slot);

    private static RenditionRecipe Made(FileChoice choice) => Assert.IsType<FileChoice.Made>(choice).Recipe;

    private static Finding Refused(FileChoice choice) => Assert.Single(Assert.IsType<FileChoice.Unfit>(choice).Findings);
}
