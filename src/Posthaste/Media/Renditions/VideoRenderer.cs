using System.Diagnostics;
using Posthaste.Media.Files;
using Posthaste.Media.Fitness;
using Posthaste.Media.Probing;

namespace Posthaste.Media.Renditions;

/// <summary>Makes MP4 videos in a process of its own; this server only reads how far it is.</summary>
internal sealed class VideoRenderer(MediaFiles files, ToolRunner tools, MediaProbe probe, MediaOptions options)
{
    // x264 keeps some frames per thread; beyond this they cost memory without saving time.
    private const int MaxThreads = 8;

    public Task<RenderResult> RunAsync(MediaItem item, RenditionRecipe recipe, VideoSpec spec, IProgress<double> progress, CancellationToken ct) =>
        FramePlan.Make(ShownWidth(item), item.Height, recipe, spec.Frame, step: 2) switch
        {
            FramePlanResult.Refused refused => Task.FromResult<RenderResult>(new RenderResult.Refused(refused.Refusal)),
            FramePlanResult.Ready ready => RunAsync(new VideoCommand
            {
                Item = item,
                Recipe = recipe,
                Spec = spec,
                Plan = ready.Plan,
                Preset = options.VideoPreset,
                Threads = Math.Clamp(Environment.ProcessorCount, 1, MaxThreads),
            }, progress, ct),
            _ => throw new UnreachableException(),
        };

    private async Task<RenderResult> RunAsync(VideoCommand command, IProgress<double> progress, CancellationToken ct)
    {
        if (command.Refusal() is { } refusal) return new RenderResult.Refused(refusal);
        if (CheckFitness.IsHdr(command.Item.Details) && await LacksToneMappingAsync(ct) is { } lacking) return new RenderResult.Refused(lacking);

        var source = MediaType.FromContentType(command.Item.ContentType);
        var target = files.Stage(".mp4");
        var isMade = false;
        try
        {
            var made = await tools.RunLongAsync(options.Ffmpeg, command.Arguments(files.PathOf(command.Item.Sha256), target.Path),
                command.Spec.MaxBytes ?? options.MaxVideoBytes, FfmpegProgress.Reader(command.Seconds, progress), ct);
            switch (made)
            {
                case ToolResult.OverLimit:
                    return new RenderResult.Refused(MediaRefusal.ForTranscode(options));
                case not ToolResult.Done:
                    return new RenderResult.Refused(probe.Explain(made, source));
            }
            isMade = true;
            return new RenderResult.Made(target, MediaType.Mp4);
        }
        finally
        {
            if (!isMade) target.Dispose();
        }
    }

    /// <summary>Asked each time: it takes a tenth of a second, and ffmpeg may have been exchanged.</summary>
    private async Task<MediaRefusal?> LacksToneMappingAsync(CancellationToken ct)
    {
        var filters = await tools.RunAsync(options.Ffmpeg, ["-v", "error", "-filters"], ct);
        return filters is ToolResult.Done done
            && done.Output.Contains(" zscale ", StringComparison.Ordinal) && done.Output.Contains(" tonemap ", StringComparison.Ordinal)
                ? null
                : new MediaRefusal(MediaRefusal.ToolsMissing,
                    "This video has a high dynamic range, and the server's ffmpeg cannot convert that: it lacks the filters zscale and tonemap. Export it as ordinary video (SDR).");
    }

    /// <summary>As the file's pixels may not be square.</summary>
    private static int ShownWidth(MediaItem item) =>
        item.Details.PixelAspect?.Split(':') is [var x, var y]
        && double.TryParse(x, System.Globalization.CultureInfo.InvariantCulture, out var wide) && wide > 0
        && double.TryParse(y, System.Globalization.CultureInfo.InvariantCulture, out var high) && high > 0
            ? Math.Max(1, (int)(item.Width * wide / high))
            : item.Width;
}
