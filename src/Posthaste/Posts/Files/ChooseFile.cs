using Posthaste.Media;
using Posthaste.Media.Fitness;
using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Workspaces;

namespace Posthaste.Posts.Files;

/// <summary>Decides whether a file goes out as it was uploaded, made fit, or not at all. Pure: the same facts give the same answer.</summary>
internal static class ChooseFile
{
    /// <summary>Networks put up with these in pictures most of the time. A rendition is cheap and sure, and keeps the place where
    /// a picture was taken in the house.</summary>
    private static readonly string[] Mended =
        [FitnessRule.ColourSpace, FitnessRule.Interlaced, FitnessRule.MultiPicture, FitnessRule.Location, FitnessRule.TooWide];

    private static readonly string[] Shape = [FitnessRule.AspectTooTall, FitnessRule.AspectTooWide];

    private static readonly string[] Losses = [FitnessRule.Animated, FitnessRule.Transparent];

    /// <param name="wish">What was chosen for this item; checked by <see cref="FitLimits"/>.</param>
    /// <param name="policy">The workspace's, where nothing was.</param>
    /// <param name="specs">What the place takes of pictures and of videos; null for one that has no rules.</param>
    public static FileChoice For(MediaItem item, MediaFit? wish, UnfitMedia policy, Func<MediaKind, PlacementSpec?> specs, FileSlot slot)
    {
        wish ??= new MediaFit();
        if (specs(wish.As ?? item.Kind) is not { } spec) return new FileChoice.AsItIs(MustBeRead: false);
        if (WhyNotOfThisKind(item, wish, spec) is { } kind) return Refuse(slot, [kind]);

        var asVideo = wish.As == MediaKind.Video || item.Kind == MediaKind.Video || spec.Image is null;
        var found = CheckFitness.Check(item, asVideo && item.Kind == MediaKind.Image ? spec with { Image = null } : spec, slot.Field);
        var blocking = found.Where(finding => finding.Blocks).ToList();
        var never = blocking.Where(finding => !finding.Fixable).ToList();
        if (never.Count > 0) return Refuse(slot, [.. never.Select(finding => (finding.Rule, finding.Message))]);

        var frame = asVideo ? spec.Video?.Frame : spec.Image?.Frame;
        var atLimit = frame is not null && IsWithinAPixel(item, frame);
        var fit = wish.Fit ?? policy;
        if (fit == UnfitMedia.Original)
        {
            var refused = blocking.Where(finding => !(atLimit && Shape.Contains(finding.Rule))).ToList();
            return refused.Count == 0 ? AsItIs(item) : Refuse(slot, [.. refused.Select(finding =>
                (finding.Rule, $"{finding.Message} It is to be sent as it is; with the fit scale, pad or crop ({slot.FitField}.fit) it is made fit."))]);
        }

        var shapes = blocking.Where(finding => Shape.Contains(finding.Rule)).ToList();
        if (shapes.Count > 0 && fit == UnfitMedia.Scale && !atLimit)
            return Refuse(slot, [.. shapes.Select(finding => (finding.Rule, $"{finding.Message} Choose the fit pad or crop for it ({slot.FitField}.fit)."))]);
        var isWanted = wish is { Crop: not null } or { Aspect: not null };
        var isMended = item.Kind == MediaKind.Image && found.Any(finding => finding.Fixable && Mended.Contains(finding.Rule));
        if (blocking.Count == 0 && !isWanted && !isMended) return AsItIs(item);

        var recipe = new RenditionRecipe
        {
            Spec = spec,
            // The plain way where the shape is not in question, so that another policy does not make another file.
            Fit = isWanted || shapes.Count > 0 ? Of(fit) : RenditionFit.Scale,
            Crop = wish.Crop,
            Aspect = Aspect.Parse(wish.Aspect),
            Background = RgbColour.Parse(wish.Background) ?? new RenditionRecipe { Spec = spec }.Background,
            As = wish.As,
        };
        // Such as 1200 × 628, which is 1.91:1 as far as pixels allow: the pixel too much is cut off.
        if (shapes.Count > 0 && atLimit && !isWanted) recipe = recipe with { Fit = RenditionFit.Crop };
        if (frame is not null && FramePlan.Make(item.Width, item.Height, recipe, frame, asVideo ? 2 : 1) is FramePlanResult.Refused { Refusal: var why })
            return Refuse(slot, [(why.Code, $"{item.FileName}: {why.Sentence}")]);
        // One: most animations are transparent only where a picture repeats the one before.
        return new FileChoice.Made(recipe, [.. found.Where(finding => Losses.Contains(finding.Rule)).Take(1).Select(finding =>
            new Finding(finding.Rule, slot.Field, finding.Message, Blocks: false))]);
    }

    /// <returns>Null where the item may become what it has to be.</returns>
    private static (string Rule, string Message)? WhyNotOfThisKind(MediaItem item, MediaFit wish, PlacementSpec spec) => (item.Kind, wish.As) switch
    {
        (MediaKind.Video, MediaKind.Image) => (FitnessRule.Kind, $"{item.FileName} is a video and cannot become a picture."),
        (MediaKind.Image, MediaKind.Image) when spec.Image is null => (FitnessRule.Kind, $"{item.FileName} is to be a picture; {spec.Name} takes videos only."),
        (MediaKind.Image, MediaKind.Video) when spec.Video is null => (FitnessRule.Kind, $"{item.FileName} is to become a video; {spec.Name} takes pictures only."),
        _ => null,
    };

    private static FileChoice.AsItIs AsItIs(MediaItem item) => new(MustBeRead: item.Kind == MediaKind.Video && item.Details.Decodes is null);

    private static bool IsWithinAPixel(MediaItem item, FrameSpec frame) =>
        (frame.MaxAspect is not { } widest || (item.Width - 1) * widest.Height <= item.Height * widest.Width)
        && (frame.MinAspect is not { } tallest || (item.Width + 1) * tallest.Height >= item.Height * tallest.Width);

    private static RenditionFit Of(UnfitMedia fit) => fit switch
    {
        UnfitMedia.Pad => RenditionFit.Pad,
        UnfitMedia.Crop => RenditionFit.Crop,
        _ => RenditionFit.Scale,
    };

    private static FileChoice.Unfit Refuse(FileSlot slot, IEnumerable<(string Rule, string Message)> reasons) =>
        new([.. reasons.Select(reason => new Finding(reason.Rule, slot.Field, reason.Message))]);
}
