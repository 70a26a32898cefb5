using Posthaste.Media;
using Posthaste.Media.Renditions;
using Posthaste.Posts.Files;
using Posthaste.Workspaces;

namespace Posthaste.Server.Posts;

/// <summary>How a picture or video is made fit for the platforms.</summary>
public sealed record MediaFitBody
{
    /// <summary>Left out: the workspace's mediaPolicy. <c>original</c> sends it as it is, or refuses it.</summary>
    public UnfitMedia? Fit { get; init; }

    /// <summary>With the fit <c>crop</c>, the part to keep; left out, the middle.</summary>
    public CropBody? Crop { get; init; }

    /// <summary>With <c>pad</c> and <c>crop</c>, the shape to reach, such as <c>4:5</c>; left out, the nearest that is taken.</summary>
    public string? Aspect { get; init; }

    /// <summary>Fills bars and what was transparent, as <c>#rrggbb</c>; left out, white.</summary>
    public string? Background { get; init; }

    /// <summary>What an animated GIF becomes; left out, a picture where the platform takes one.</summary>
    public MediaKind? As { get; init; }

    internal static MediaFitBody? From(MediaFit? fit) => fit is null ? null : new()
    {
        Fit = fit.Fit,
        Crop = fit.Crop is { } part ? new CropBody { X = part.X, Y = part.Y, Width = part.Width, Height = part.Height } : null,
        Aspect = fit.Aspect,
        Background = fit.Background,
        As = fit.As,
    };

    internal MediaFit ToFit() => new()
    {
        Fit = Fit,
        Crop = Crop is null ? null : new CropRectangle(Crop.X, Crop.Y, Crop.Width, Crop.Height),
        Aspect = Aspect,
        Background = Background,
        As = As,
    };
}

/// <summary>A part of a picture as it is shown, in shares of its width and height.</summary>
public sealed record CropBody
{
    /// <summary>0.0 (left) to 1.0 (right).</summary>
    public required double X { get; init; }

    /// <summary>0.0 (top) to 1.0 (bottom).</summary>
    public required double Y { get; init; }

    public required double Width { get; init; }
    public required double Height { get; init; }
}
