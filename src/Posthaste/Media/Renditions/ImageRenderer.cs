using System.Diagnostics;
using System.Globalization;
using Posthaste.Media.Files;
using Posthaste.Media.Fitness;
using Posthaste.Media.Probing;

namespace Posthaste.Media.Renditions;

/// <summary>Makes baseline sRGB JPEGs: upright, without metadata, nothing transparent. Each step is a run of libvips from one
/// file to the next, so this server never holds a picture in memory.</summary>
internal sealed class ImageRenderer(MediaFiles files, ToolRunner tools, MediaProbe probe, MediaOptions options)
{
    // Down to where squares become visible; a picture that is too large then is refused.
    private static readonly int[] s_qualities = [90, 84, 76, 68, 58, 48, 40];

    public Task<RenderResult> RunAsync(MediaItem item, RenditionRecipe recipe, ImageSpec spec, CancellationToken ct) =>
        FramePlan.Make(item.Width, item.Height, recipe, spec.Frame, step: 1) switch
        {
            FramePlanResult.Refused refused => Task.FromResult<RenderResult>(new RenderResult.Refused(refused.Refusal)),
            FramePlanResult.Ready ready => RunAsync(item, recipe, spec, ready.Plan, ct),
            _ => throw new UnreachableException(),
        };

    private async Task<RenderResult> RunAsync(MediaItem item, RenditionRecipe recipe, ImageSpec spec, FramePlan plan, CancellationToken ct)
    {
        using var steps = new RenderSteps(files, tools, probe, MediaType.FromContentType(item.ContentType), ct);
        var fills = Fill(recipe.Background);

        // Upright and already as small as needed. `fail-on`: a missing part is an error instead of grey; not vipsthumbnail, which has
        // no such option and overrules the loader's (8.14).
        var whole = Whole(item, plan);
        await steps.RunAsync(options.Vips, files.PathOf(item.Sha256), (from, to) =>
            ["thumbnail", from, to + "[compression=1,strip]", N(whole.Width), "--height", N(whole.Height), "--size", "force", "--fail-on", "error", .. VipsHeader.ToSrgb(item.Details)]);
        if (item.Details is { HasProfile: false, ColourSpace: not ("srgb" or "cmyk") })
            await steps.RunAsync(options.Vips, (from, to) => ["colourspace", from, to + "[compression=1]", "srgb"]);
        var part = Within(plan, item, whole);
        if (part != new PixelBox(0, 0, whole.Width, whole.Height))
            await steps.RunAsync(options.Vips, (from, to) => ["crop", from, to + "[compression=1]", N(part.Left), N(part.Top), N(part.Width), N(part.Height)]);
        if ((part.Width, part.Height) != (plan.Scaled.Width, plan.Scaled.Height))
            await steps.RunAsync(options.Vips, (from, to) => ["thumbnail", from, to + "[compression=1,strip]", N(plan.Scaled.Width), "--height", N(plan.Scaled.Height), "--size", "force"]);
        if (item.Details.HasAlpha == true)
            await steps.RunAsync(options.Vips, (from, to) => ["flatten", from, to + "[compression=1]", "--background", fills]);
        if (plan.HasBars)
            await steps.RunAsync(options.Vips, (from, to) =>
                ["embed", from, to + "[compression=1]", N(plan.Left), N(plan.Top), N(plan.Canvas.Width), N(plan.Canvas.Height), "--extend", "background", "--background", fills]);
        return steps.Refusal is { } refusal ? new RenderResult.Refused(refusal) : await SaveAsync(steps, item, spec, recipe, ct);
    }

    private async Task<RenderResult> SaveAsync(RenderSteps steps, MediaItem item, ImageSpec spec, RenditionRecipe recipe, CancellationToken ct)
    {
        long smallest = 0;
        foreach (var quality in s_qualities)
        {
            var target = files.Stage(".jpg");
            var isMade = false;
            try
            {
                var saved = await tools.RunAsync(options.Vips,
                    ["jpegsave", steps.Last, target.Path, "--Q", N(quality), "--strip", "--optimize-coding"], ct);
                if (saved is not ToolResult.Done) return new RenderResult.Refused(probe.Explain(saved, MediaType.FromContentType(item.ContentType)));
                smallest = new FileInfo(target.Path).Length;
                if (smallest > spec.MaxBytes) continue;
                isMade = true;
                return new RenderResult.Made(target, MediaType.Jpeg);
            }
            finally
            {
                if (!isMade) target.Dispose();
            }
        }
        return new RenderResult.Refused(new MediaRefusal(MediaRefusal.NotFit,
            $"As a JPEG of the lowest quality that is still good, the picture has {MediaRefusal.Size(smallest)}; {recipe.Spec.Name} takes {MediaRefusal.Size(spec.MaxBytes ?? 0)} at most."));
    }

    /// <summary>The whole picture's size when the part to keep has its final one; never above the original's, because what is
    /// enlarged is cut out first.</summary>
    private static PixelSize Whole(MediaItem item, FramePlan plan)
    {
        var (x, y) = Scale(plan);
        return new PixelSize(Math.Max(1, (int)Math.Round(item.Width * x)), Math.Max(1, (int)Math.Round(item.Height * y)));
    }

    private static PixelBox Within(FramePlan plan, MediaItem item, PixelSize whole)
    {
        var (x, y) = Scale(plan);
        if (plan.Crop == new PixelBox(0, 0, item.Width, item.Height)) return new PixelBox(0, 0, whole.Width, whole.Height);
        var width = Math.Min(whole.Width, x < 1 ? plan.Scaled.Width : plan.Crop.Width);
        var height = Math.Min(whole.Height, y < 1 ? plan.Scaled.Height : plan.Crop.Height);
        return new PixelBox(
            Math.Min((int)Math.Round(plan.Crop.Left * x), whole.Width - width), Math.Min((int)Math.Round(plan.Crop.Top * y), whole.Height - height), width, height);
    }

    private static (double X, double Y) Scale(FramePlan plan) =>
        (Math.Min(1, (double)plan.Scaled.Width / plan.Crop.Width), Math.Min(1, (double)plan.Scaled.Height / plan.Crop.Height));

    private static string Fill(RgbColour colour) => string.Create(CultureInfo.InvariantCulture, $"{colour.Red} {colour.Green} {colour.Blue}");

    private static string N(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What making a file came to.</summary>
internal abstract record RenderResult
{
    private RenderResult() { }

    /// <summary>The receiver disposes of the file, kept or not.</summary>
    public sealed record Made(StagedFile File, MediaType Type) : RenderResult;

    public sealed record Refused(MediaRefusal Refusal) : RenderResult;
}
