using Posthaste.Media.Fitness;
using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Workspaces;

namespace Posthaste.Posts.Files;

/// <summary>What can be asked for when a file is made fit, whatever the network.</summary>
internal static class FitLimits
{
    private const int MaxText = 20;

    public static IEnumerable<Finding> Check(PostDraft draft)
    {
        if (draft.MediaFits.Count > draft.MediaIds.Count)
            yield return new("too_many", "mediaFits", $"There are {draft.MediaFits.Count} entries for {draft.MediaIds.Count} media items.");
        for (var i = 0; i < draft.MediaFits.Count; i++)
        {
            foreach (var finding in Check(draft.MediaFits[i], $"mediaFits[{i}]")) yield return finding;
        }
        foreach (var finding in Check(draft.CoverFit, "coverFit")) yield return finding;
    }

    private static IEnumerable<Finding> Check(MediaFit? fit, string field)
    {
        if (fit is null) yield break;
        if (fit.Crop is not null && fit.Fit != UnfitMedia.Crop)
            yield return new("crop_without_fit", $"{field}.crop", "A part to keep goes with the fit crop. Set fit to crop, or leave the part out.");
        if (fit.Crop is { IsWithinPicture: false })
            yield return new("crop_outside", $"{field}.crop", "The part to keep is not within the picture. Give x, y, width and height as shares of it, 0 to 1, from its upper left corner.");
        if (fit.Aspect is { } aspect && Aspect.Parse(aspect) is null)
            yield return new("aspect_malformed", $"{field}.aspect", $"\"{Cut(aspect)}\" is no shape. Write width and height as in 4:5 or 1.91:1.");
        if (fit.Aspect is not null && fit.Fit is not (UnfitMedia.Pad or UnfitMedia.Crop))
            yield return new("aspect_without_fit", $"{field}.aspect", "A shape to reach goes with the fit pad or crop. Set fit to one of them, or leave the shape out.");
        if (fit.Background is { } colour && RgbColour.Parse(colour) is null)
            yield return new("colour_malformed", $"{field}.background", $"\"{Cut(colour)}\" is no colour. Write six hex digits as in #ffffff.");
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)] + "…";
}
