using Posthaste.Media.Files;
using Posthaste.Media.Probing;
using Posthaste.Media.Renditions;

namespace Posthaste.Media;

/// <summary>Reads every picture and sound of a video once, as a player would, and keeps on record whether that went well. For
/// originals that are to be published as they are; what is converted is read to its end anyway.</summary>
internal sealed class DecodeMedia(MediaFiles files, ToolRunner tools, MediaProbe probe, IMediaStore store, MediaOptions options)
{
    /// <param name="progress">0 to 1; comes on any thread.</param>
    public async Task<DecodeResult> RunAsync(MediaItem item, IProgress<double>? progress, CancellationToken ct)
    {
        if (item.Details.Decodes is not null) return new DecodeResult.Decoded(item);
        if (!files.Has(item.Sha256)) return new DecodeResult.Refused(MediaRefusal.ForMissing(item.FileName));

        var type = MediaType.FromContentType(item.ContentType);
        string[] arguments =
        [
            "-v", "error", "-nostdin", "-xerror", "-progress", "pipe:1", "-stats_period", "0.5",
            .. MediaProbe.Open(type), "-i", "file:" + files.PathOf(item.Sha256), "-map", "0:V:0", "-map", "0:a?", "-f", "null", "-",
        ];
        // It writes nothing: one byte is as good a limit as any.
        var read = await tools.RunLongAsync(options.Ffmpeg, arguments, 1, FfmpegProgress.Reader(item.DurationMs / 1000.0, progress ?? new Nobody()), ct);
        switch (read)
        {
            case ToolResult.OverLimit:
                return new DecodeResult.Refused(MediaRefusal.ForTranscode(options));
            case ToolResult.Missing:
                return new DecodeResult.Refused(probe.Explain(read, type));
        }

        var details = item.Details with { Decodes = read is ToolResult.Done };
        await store.SetDetailsAsync(item.Id, details, ct);
        return new DecodeResult.Decoded(item with { Details = details });
    }

    private sealed class Nobody : IProgress<double>
    {
        public void Report(double value) { }
    }
}

/// <summary>What reading a file to its end came to.</summary>
public abstract record DecodeResult
{
    private DecodeResult() { }

    /// <summary>It is known now: <see cref="MediaDetails.Decodes"/> is true or false.</summary>
    public sealed record Decoded(MediaItem Item) : DecodeResult;

    /// <summary>It could not be found out.</summary>
    public sealed record Refused(MediaRefusal Refusal) : DecodeResult;
}
