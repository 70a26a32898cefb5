namespace Posthaste.Media.Probing;

/// <summary>Finds out what a file is and whether it can be read to its end. Sizes are read before anything is decoded.</summary>
internal sealed class MediaProbe(ToolRunner tools, MediaOptions options)
{
    /// <summary>The path is full, and named by this server: it goes to programs that give meaning to dashes and brackets.</summary>
    public Task<ProbeResult> RunAsync(string path, MediaType type, CancellationToken ct) =>
        type.Kind == MediaKind.Image ? ProbeImageAsync(path, type, ct) : ProbeVideoAsync(path, type, ct);

    /// <summary>The refusal that a run without success leads to.</summary>
    public MediaRefusal Explain(ToolResult result, MediaType type) => result switch
    {
        ToolResult.Missing missing => MediaRefusal.ForTool(missing.Tool, PackageOf(missing.Tool)),
        ToolResult.OverLimit => MediaRefusal.ForWeight(options),
        // The first bytes were right, so it is the tool that lacks a decoder, and not the file that is at fault.
        ToolResult.Failed failed when failed.Errors.Contains("is not a known file format", StringComparison.Ordinal)
            || failed.Errors.Contains("Unsupported feature", StringComparison.Ordinal) => MediaRefusal.ForDecoder(type),
        _ => MediaRefusal.ForDamage(type),
    };

    /// <summary>ffmpeg's name of the one demuxer that may open the file. Left to guess, it would follow playlists.</summary>
    public static string DemuxerOf(MediaType type) => type == MediaType.WebM ? "matroska" : type == MediaType.Gif ? "gif" : "mov";

    /// <summary>What stands before <c>-i</c> wherever ffmpeg or ffprobe open a stranger's file: one protocol, one format, and
    /// no other file that the first may name.</summary>
    public static string[] Open(MediaType type) =>
    [
        "-protocol_whitelist", "file", "-f", DemuxerOf(type),
        .. DemuxerOf(type) == "mov" ? (string[])["-enable_drefs", "0", "-use_absolute_path", "0"] : [],
    ];

    private async Task<ProbeResult> ProbeImageAsync(string path, MediaType type, CancellationToken ct)
    {
        var header = await tools.RunAsync(options.VipsHeader, ["-a", path], ct);
        if (header is not ToolResult.Done done) return Refuse(Explain(header, type));
        if (VipsHeader.Parse(done.Output, type) is not { } facts) return Refuse(MediaRefusal.ForDamage(type));
        if (HasTooManyPixels(facts)) return Refuse(MediaRefusal.ForPixels(facts.Width, facts.Height, options.MaxPixels));

        // The average of all pixels asks for every one of them; `fail` makes a missing one an error instead of grey.
        var decoded = await tools.RunAsync(options.Vips, ["avg", path + "[fail,access=sequential]"], ct);
        if (decoded is not ToolResult.Done) return Refuse(Explain(decoded, type));
        return new ProbeResult.Found(facts with
        {
            Likeness = await ReadLikenessAsync(path, facts, ct),
            Details = facts.Details with { Decodes = true, MultiPicture = type == MediaType.Jpeg ? JpegSegments.HasFurtherPictures(path) : null },
        });
    }

    /// <summary>A picture is not refused for want of it: null then.</summary>
    private async Task<long?> ReadLikenessAsync(string path, MediaFacts facts, CancellationToken ct)
    {
        var printed = await tools.RunAsync(options.VipsThumbnail, GreySpots.Arguments(path, facts.Details), ct);
        return printed is ToolResult.Done done && GreySpots.Parse(done.Output) is { Length: Likeness.Columns * Likeness.Rows } greys ? Likeness.Of(greys) : null;
    }

    /// <summary>Reads the index only: decoding a long video takes minutes and is <see cref="DecodeMedia"/>'s. That the file
    /// is cut off shows in its boxes.</summary>
    private async Task<ProbeResult> ProbeVideoAsync(string path, MediaType type, CancellationToken ct)
    {
        var boxes = type == MediaType.WebM ? null : Mp4Boxes.Read(path);
        if (boxes is { IsCut: true }) return Refuse(MediaRefusal.ForDamage(type));

        var report = await tools.RunAsync(options.Ffprobe,
            ["-v", "error", .. Open(type), "-show_format", "-show_streams", "-print_format", "json", "-i", "file:" + path], ct);
        if (report is not ToolResult.Done done) return Refuse(Explain(report, type));
        if (FfprobeReport.Parse(done.Output) is not { } parsed) return Refuse(MediaRefusal.ForDamage(type));
        if (parsed.ToFacts() is not { } facts) return Refuse(MediaRefusal.ForNoPicture(type));
        if (HasTooManyPixels(facts)) return Refuse(MediaRefusal.ForPixels(facts.Width, facts.Height, options.MaxPixels));
        return new ProbeResult.Found(facts with { Details = facts.Details with { MoovFirst = boxes?.MoovFirst, EditList = boxes?.HasEditList } });
    }

    private bool HasTooManyPixels(MediaFacts facts) => (long)facts.Width * facts.Height > options.MaxPixels;

    private string PackageOf(string tool) => tool == options.Ffmpeg || tool == options.Ffprobe ? "ffmpeg" : "libvips-tools";

    private static ProbeResult.Refused Refuse(MediaRefusal refusal) => new(refusal);
}
