using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Files;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Posts;

public sealed class FitLimitsTests
{
    public static TheoryData<string, string, MediaFit> Wrong => new()
    {
        { "crop_without_fit", ".crop", new MediaFit { Fit = UnfitMedia.Pad, Crop = new CropRectangle(0, 0, 1, 1) } },
        { "crop_without_fit", ".crop", new MediaFit { Crop = new CropRectangle(0, 0, 1, 1) } },
        { "crop_outside", ".crop", new MediaFit { Fit = UnfitMedia.Crop, Crop = new CropRectangle(0.6, 0, 0.5, 1) } },
        { "crop_outside", ".crop", new MediaFit { Fit = UnfitMedia.Crop, Crop = new CropRectangle(0, 0, 0, 1) } },
        { "aspect_malformed", ".aspect", new MediaFit { Fit = UnfitMedia.Crop, Aspect = "tall" } },
        { "aspect_malformed", ".aspect", new MediaFit { Fit = UnfitMedia.Crop, Aspect = "100000:0.0000000000000000000000000001" } },
        { "aspect_malformed", ".aspect", new MediaFit { Fit = UnfitMedia.Pad, Aspect = "0.0000000000000000000000000001:100000" } },
        { "aspect_without_fit", ".aspect", new MediaFit { Aspect = "4:5" } },
        { "colour_malformed", ".background", new MediaFit { Background = "red" } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_made_is_named_by_its_place(string code, string place, MediaFit fit)
    {
        var draft = new PostDraft { Type = PostType.Image, MediaIds = [Guid.NewGuid(), Guid.NewGuid()], MediaFits = [null, fit] };

        Assert.Equal((code, "mediaFits[1]" + place), Only(FitLimits.Check(draft)));
        Assert.Equal((code, "coverFit" + place), Only(FitLimits.Check(draft with { MediaFits = [], CoverFit = fit })));
    }

    [Fact]
    public void There_are_no_more_entries_than_items() =>
        Assert.Equal(("too_many", "mediaFits"), Only(FitLimits.Check(new PostDraft { Type = PostType.Image, MediaFits = [null] })));

    [Fact]
    public void What_says_nothing_is_kept_as_nothing()
    {
        var draft = new PostDraft { Type = PostType.Image, MediaFits = [new MediaFit { Aspect = " " }], CoverFit = new MediaFit { Background = " #FFEE00 " } }.Cleaned();

        Assert.Null(Assert.Single(draft.MediaFits));
        Assert.Equal("#ffee00", draft.CoverFit?.Background);
    }

    private static (string, string) Only(IEnumerable<Finding> findings) => Assert.Single(findings) is var finding ? (finding.Code, finding.Field) : default;
}
