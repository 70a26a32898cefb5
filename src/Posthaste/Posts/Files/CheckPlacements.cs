using Posthaste.Media;
using Posthaste.Media.Fitness;
using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Workspaces;

namespace Posthaste.Posts.Files;

/// <summary>What one place of a network says of a file, and what would be made of it.</summary>
/// <param name="IsCover">The picture before a video of this type, and not the post itself.</param>
/// <param name="Findings">Everything that is not as the place wants it.</param>
/// <param name="Problems">Why it cannot go out there at all; empty where it can.</param>
/// <param name="Recipe">How it would be made fit; null where the original goes out, or nothing.</param>
internal sealed record PlacementAnswer(
    PostType Type, bool IsCover, IReadOnlyList<FitnessFinding> Findings, IReadOnlyList<Finding> Problems, RenditionRecipe? Recipe);

/// <summary>Holds one file against the places of a network. Reads nothing and makes nothing.</summary>
internal static class CheckPlacements
{
    /// <param name="only">One type of post; null for all that the network has.</param>
    /// <returns>Empty where the network has no such place.</returns>
    public static IReadOnlyList<PlacementAnswer> Run(MediaItem item, IPlatform platform, PostType? only, UnfitMedia policy)
    {
        var answers = new List<PlacementAnswer>();
        foreach (var type in only is { } one ? [one] : Enum.GetValues<PostType>())
        {
            if (platform.SpecFor(type, item.Kind) is { } spec) answers.Add(Answer(item, type, isCover: false, spec, policy));
            if (item.Kind == MediaKind.Image && platform.CoverSpecFor(type) is { } cover) answers.Add(Answer(item, type, isCover: true, cover, policy));
        }
        return answers;
    }

    private static PlacementAnswer Answer(MediaItem item, PostType type, bool isCover, PlacementSpec spec, UnfitMedia policy)
    {
        var choice = ChooseFile.For(item, wish: null, policy, _ => spec, new FileSlot(0, "mediaId", "fit", isCover));
        return new PlacementAnswer(type, isCover, CheckFitness.Check(item, spec),
            (choice as FileChoice.Unfit)?.Findings ?? [], (choice as FileChoice.Made)?.Recipe);
    }
}
