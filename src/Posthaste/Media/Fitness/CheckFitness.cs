using System.Globalization;

namespace Posthaste.Media.Fitness;

/// <summary>Holds what is known about a file against what a placement takes. Reads nothing and asks nobody. What is not known
/// about a file is not held against it; a rendition is probed again, so nothing unknown is sent.</summary>
public static partial class CheckFitness
{
    /// <param name="field">Put into every finding, for example <c>mediaIds[2]</c>.</param>
    /// <returns>Empty where the placement takes the file as it is.</returns>
    public static IReadOnlyList<FitnessFinding> Check(MediaItem item, PlacementSpec spec, string? field = null)
    {
        var found = (item.Kind, spec) switch
        {
            (MediaKind.Image, { Image: { } image }) => [.. CheckAny(item, spec.Name), .. CheckImage(item, image, spec.Name)],
            (MediaKind.Video, { Video: { } video }) => [.. CheckAny(item, spec.Name), .. CheckVideo(item, video, spec.Name)],
            _ => CheckKind(item, spec),
        };
        return [.. found.Select(one => new FitnessFinding(
            one.Rule, field, $"{item.FileName} {one.Says}", Blocks: one.Blocks && !spec.Advisory.Contains(one.Rule), one.Fixable))];
    }

    private sealed record Found(string Rule, string Says, bool Fixable = true, bool Blocks = true);

    private static IEnumerable<Found> CheckKind(MediaItem item, PlacementSpec spec)
    {
        var taken = (spec.Image, spec.Video) switch { (not null, _) => "pictures only", (_, not null) => "videos only", _ => "neither pictures nor videos" };
        var moves = item.ContentType == MediaType.Gif.ContentType && item.Details.Frames > 1;
        yield return new(FitnessRule.Kind, $"is a {(item.Kind == MediaKind.Image ? "picture" : "video")}; {spec.Name} takes {taken}.", Fixable: moves && spec.Video is not null);
        if (moves && spec.Video?.MaxDuration is { } most && item.Details.AnimationMs > most.TotalMilliseconds)
            yield return new(FitnessRule.TooLong, $"moves for {Seconds(item.Details.AnimationMs.Value)}; {spec.Name} takes {Seconds(most)} at most.", Fixable: false);
    }

    private static IEnumerable<Found> CheckAny(MediaItem item, string name)
    {
        if (item.Details.Decodes == false)
            yield return new(FitnessRule.Damaged, $"is damaged: it cannot be read to its end; {name} needs a whole file. Export it again.", Fixable: false);
        if (item.Details.HasLocation == true)
            yield return new(FitnessRule.Location, "tells where it was taken; a rendition does not.", Blocks: false);
    }

    private static IEnumerable<Found> CheckBytes(MediaItem item, long? most, string name)
    {
        if (item.Bytes > most)
            yield return new(FitnessRule.Bytes, $"has {MediaRefusal.Size(item.Bytes)}; {name} takes {MediaRefusal.Size(most.Value)} at most.");
    }

    private static IEnumerable<Found> CheckFrame(int width, int height, FrameSpec frame, string name)
    {
        if (width < frame.MinWidth) yield return new(FitnessRule.TooNarrow, $"is {N(width)} pixels wide; {name} takes {N(frame.MinWidth.Value)} at least.");
        if (width > frame.MaxWidth) yield return new(FitnessRule.TooWide, $"is {N(width)} pixels wide; {name} takes {N(frame.MaxWidth.Value)} at most.");
        if (height < frame.MinHeight) yield return new(FitnessRule.TooLow, $"is {N(height)} pixels high; {name} takes {N(frame.MinHeight.Value)} at least.");
        if (height > frame.MaxHeight) yield return new(FitnessRule.TooHigh, $"is {N(height)} pixels high; {name} takes {N(frame.MaxHeight.Value)} at most.");

        if (frame.MinAspect is { } tallest && (decimal)width / height < tallest.Value)
            yield return CheckShape(FitnessRule.AspectTooTall, width, height, isNear: (decimal)(width + 1) / height >= tallest.Value, "too tall", $"{name} takes {tallest} ({Ratio(tallest.Value)}) and wider.");
        if (frame.MaxAspect is { } widest && (decimal)width / height > widest.Value)
            yield return CheckShape(FitnessRule.AspectTooWide, width, height, isNear: (decimal)(width - 1) / height <= widest.Value, "too wide", $"{name} takes {widest} ({Ratio(widest.Value)}) and narrower.");
    }

    /// <summary>Networks round: 1200 × 628, what many programs export for 1.91:1, is 1.911.</summary>
    private static Found CheckShape(string rule, int width, int height, bool isNear, string how, string allowed) => isNear
        ? new(FitnessRule.AspectAtLimit, $"is {width} × {height}, within one pixel of what fits; {allowed} It may be refused.", Blocks: false)
        : new(rule, $"is {width} × {height} ({Ratio((decimal)width / height)}), {how}; {allowed}");

    private static IEnumerable<Found> CheckImage(MediaItem item, ImageSpec spec, string name)
    {
        var details = item.Details;
        if (!spec.ContentTypes.Contains(item.ContentType)) yield return new(FitnessRule.Type, $"is {item.ContentType}; {name} takes {List(spec.ContentTypes)}.");
        foreach (var found in CheckBytes(item, spec.MaxBytes, name)) yield return found;
        foreach (var found in CheckFrame(item.Width, item.Height, spec.Frame, name)) yield return found;
        if (details.ColourSpace is { } colours && !spec.ColourSpaces.Contains(colours))
            yield return new(FitnessRule.ColourSpace, $"has its colours in {colours}; {name} takes {List(spec.ColourSpaces)}.");
        if (details.Interlaced == true && !spec.TakesInterlaced)
            yield return new(FitnessRule.Interlaced, $"is stored in several passes (progressive); {name} takes pictures of 1 pass (baseline).");
        if (details.Frames > 1 && !spec.TakesAnimated)
            yield return new(FitnessRule.Animated, $"has {details.Frames} pictures in it; {name} takes 1, and the first is used.");
        if (details.HasAlpha == true && !spec.TakesTransparent)
            yield return new(FitnessRule.Transparent, $"has transparent parts; {name} takes none, and they are filled with a colour.");
        if (details.MultiPicture == true && !spec.TakesMultiPicture)
            yield return new(FitnessRule.MultiPicture, $"has further pictures behind the first (MPO); {name} takes 1.");
    }

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ratio(decimal aspect) => aspect.ToString("0.##", CultureInfo.InvariantCulture) + ":1";

    private static string List(IReadOnlyList<string> allowed) => allowed.Count == 0 ? "none" : string.Join(", ", allowed);
}
