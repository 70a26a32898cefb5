using System.Globalization;
using Posthaste.Media.Fitness;

namespace Posthaste.Media.Renditions;

/// <summary>Where every pixel goes: a part of the original is scaled and laid on a canvas.</summary>
/// <param name="Crop">In pixels of the original as displayed.</param>
/// <param name="Scaled">What that part measures afterwards.</param>
/// <param name="Canvas">The rendition's size; larger than the part where bars are added.</param>
/// <param name="Left">Where on the canvas the part lies.</param>
internal sealed record FramePlan(PixelBox Crop, PixelSize Scaled, PixelSize Canvas, int Left, int Top)
{
    public bool HasBars => Scaled != Canvas;

    /// <param name="step">Sides of the canvas are multiples of this: 2 for video, whose colours are stored per 2 × 2 pixels.</param>
    public static FramePlanResult Make(int width, int height, RenditionRecipe recipe, FrameSpec limits, int step)
    {
        if (recipe.Crop is { } wish && (recipe.Fit != RenditionFit.Crop || !wish.IsWithinPicture))
            return Wrong(recipe.Fit == RenditionFit.Crop ? "The part to keep lies outside of the picture (0 to 1)." : "A part to keep goes with cropping only.");
        if (recipe.Aspect is { } asked && !(asked.Width > 0 && asked.Height > 0)) return Wrong("The shape to reach must have a width and a height.");

        var kept = recipe.Fit == RenditionFit.Crop ? Part(width, height, recipe.Crop ?? new CropRectangle(0, 0, 1, 1)) : new PixelBox(0, 0, width, height);
        var shape = (decimal)kept.Width / kept.Height;
        var target = recipe.Aspect?.Value ?? Math.Max(limits.MinAspect?.Value ?? 0, Math.Min(limits.MaxAspect?.Value ?? decimal.MaxValue, shape));
        if (target < limits.MinAspect?.Value || target > limits.MaxAspect?.Value)
            return Wrong($"The shape {recipe.Aspect} is asked for; {recipe.Spec.Name} takes {Allowed(limits)}.");
        if (recipe.Fit == RenditionFit.Scale && target != shape)
            return new FramePlanResult.Refused(new MediaRefusal(MediaRefusal.NotFit, string.Create(CultureInfo.InvariantCulture,
                $"The picture is {width} × {height} ({shape:0.##}:1); {recipe.Spec.Name} takes {Allowed(limits)}. Pad it or crop it.")));

        if (recipe.Fit == RenditionFit.Crop) kept = Narrow(kept, target);
        var ideal = recipe.Fit == RenditionFit.Pad
            ? (Width: Math.Max(kept.Width, (double)(kept.Height * target)), Height: Math.Max(kept.Height, (double)(kept.Width / target)))
            : (Width: kept.Width, Height: (double)kept.Height);
        if (Nearest(ideal.Width, ideal.Height, target, limits, step) is not { } canvas)
            return new FramePlanResult.Refused(new MediaRefusal(MediaRefusal.NotFit, string.Create(CultureInfo.InvariantCulture,
                $"A picture of {kept.Width} × {kept.Height} cannot be given a size that {recipe.Spec.Name} takes: {Sides(limits)}, {Allowed(limits)}.")));

        if (recipe.Fit != RenditionFit.Pad) return new FramePlanResult.Ready(new FramePlan(kept, canvas, canvas, 0, 0));
        var factor = Math.Min((double)canvas.Width / kept.Width, (double)canvas.Height / kept.Height);
        var scaled = new PixelSize(Fill(kept.Width * factor, canvas.Width, step), Fill(kept.Height * factor, canvas.Height, step));
        return new FramePlanResult.Ready(new FramePlan(kept, scaled, canvas,
            (canvas.Width - scaled.Width) / 2 / step * step, (canvas.Height - scaled.Height) / 2 / step * step));
    }

    private static PixelBox Part(int width, int height, CropRectangle part)
    {
        var left = Math.Clamp((int)Math.Round(part.X * width), 0, width - 1);
        var top = Math.Clamp((int)Math.Round(part.Y * height), 0, height - 1);
        return new PixelBox(left, top,
            Math.Clamp((int)Math.Round(part.Width * width), 1, width - left), Math.Clamp((int)Math.Round(part.Height * height), 1, height - top));
    }

    /// <summary>The middle of a part that has the shape wanted.</summary>
    private static PixelBox Narrow(PixelBox part, decimal target)
    {
        var width = Math.Clamp((int)Math.Round(part.Height * target), 1, part.Width);
        var height = Math.Clamp((int)Math.Round(part.Width / target), 1, part.Height);
        return new PixelBox(part.Left + (part.Width - width) / 2, part.Top + (part.Height - height) / 2, width, height);
    }

    /// <summary>The size nearest to the ideal one that is within all limits after rounding to whole pixels.</summary>
    private static PixelSize? Nearest(double width, double height, decimal target, FrameSpec limits, int step)
    {
        var scale = Math.Min(1, Math.Min((limits.MaxWidth ?? double.MaxValue) / width, (limits.MaxHeight ?? double.MaxValue) / height));
        scale = Math.Max(scale, Math.Max((limits.MinWidth ?? 0) / width, (limits.MinHeight ?? 0) / height));
        var aimed = (int)Math.Round(width * scale / step) * step;
        // Rounding may miss a shape at the edge of what is allowed by a hair; a few pixels aside there is one that does not.
        for (var n = 0; n <= 16; n++)
        {
            var candidate = aimed + (n % 2 == 0 ? -1 : 1) * ((n + 1) / 2) * step;
            if (candidate < step || candidate < limits.MinWidth || candidate > limits.MaxWidth) continue;
            var near = (int)Math.Round(candidate / target / step) * step;
            foreach (var high in new[] { near, near + step, near - step })
            {
                if (high < step || high < limits.MinHeight || high > limits.MaxHeight) continue;
                var shape = (decimal)candidate / high;
                if (shape >= (limits.MinAspect?.Value ?? 0) && shape <= (limits.MaxAspect?.Value ?? decimal.MaxValue)) return new PixelSize(candidate, high);
            }
        }
        return null;
    }

    /// <summary>A side of the part on its canvas: no bar of a pixel or so where rounding made one.</summary>
    private static int Fill(double side, int canvas, int step)
    {
        var rounded = Math.Max(step, (int)Math.Round(side / step) * step);
        return Math.Abs(canvas - rounded) <= step ? canvas : Math.Min(rounded, canvas);
    }

    private static string Allowed(FrameSpec limits) => (limits.MinAspect, limits.MaxAspect) switch
    {
        ({ } tall, { } wide) => $"{tall} to {wide}",
        ({ } tall, null) => $"{tall} and wider",
        (null, { } wide) => $"{wide} and narrower",
        _ => "any shape",
    };

    private static string Sides(FrameSpec limits) => string.Create(CultureInfo.InvariantCulture,
        $"{limits.MinWidth ?? 1} to {limits.MaxWidth?.ToString(CultureInfo.InvariantCulture) ?? "any"} pixels wide, {limits.MinHeight ?? 1} to {limits.MaxHeight?.ToString(CultureInfo.InvariantCulture) ?? "any"} high");

    private static FramePlanResult.Refused Wrong(string sentence) => new(new MediaRefusal(MediaRefusal.RecipeWrong, sentence));
}

internal readonly record struct PixelBox(int Left, int Top, int Width, int Height);

internal readonly record struct PixelSize(int Width, int Height);

/// <summary>What planning came to.</summary>
internal abstract record FramePlanResult
{
    private FramePlanResult() { }

    public sealed record Ready(FramePlan Plan) : FramePlanResult;

    public sealed record Refused(MediaRefusal Refusal) : FramePlanResult;
}
