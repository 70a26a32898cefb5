using Posthaste.Media;
using Posthaste.Media.Renditions;
using Posthaste.Workspaces;

namespace Posthaste.Posts.Files;

/// <summary>How one picture or video of a post is made fit for the networks. What is null is left to the workspace and the network.</summary>
public sealed record MediaFit
{
    /// <summary>Null: the workspace's.</summary>
    public UnfitMedia? Fit { get; init; }

    /// <summary>With <see cref="UnfitMedia.Crop"/>, the part to keep, also of a picture that would fit. Null for the middle.</summary>
    public CropRectangle? Crop { get; init; }

    /// <summary>With <see cref="UnfitMedia.Pad"/> and <see cref="UnfitMedia.Crop"/>, the shape to reach, such as <c>4:5</c>, also of a
    /// picture that would fit. Null for the nearest one that is taken.</summary>
    public string? Aspect { get; init; }

    /// <summary>Fills bars and what was transparent, as <c>#rrggbb</c>. Null for white.</summary>
    public string? Background { get; init; }

    /// <summary>What an animated GIF becomes. Null for a picture where one is taken.</summary>
    public MediaKind? As { get; init; }

    /// <summary>As it is kept; null where nothing was chosen.</summary>
    internal MediaFit? Cleaned()
    {
        var cleaned = this with { Aspect = Text(Aspect), Background = Text(Background)?.ToLowerInvariant() };
        return cleaned == new MediaFit() ? null : cleaned;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : PostDraft.OneLine(text);
}
