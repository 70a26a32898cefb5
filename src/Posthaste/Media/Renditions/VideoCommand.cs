using System.Globalization;
using Posthaste.Media.Fitness;
using Posthaste.Media.Probing;

namespace Posthaste.Media.Renditions;

/// <summary>What ffmpeg is told to make of a video or an animated GIF: H.264 (yuv420p, closed groups of pictures) and AAC in an
/// MP4 whose index lies first. Pure: arguments in, arguments out.</summary>
internal sealed record VideoCommand
{
    // Half a second of keyframe distance would be wasteful, ten slow to seek: two, as the networks' own players have it.
    private const double SecondsPerGroup = 2;
    private const long AudioBitRate = 128_000;
    private const long LeastBitRate = 100_000;

    public required MediaItem Item { get; init; }

    public required RenditionRecipe Recipe { get; init; }

    public required VideoSpec Spec { get; init; }

    public required FramePlan Plan { get; init; }

    public required string Preset { get; init; }

    public required int Threads { get; init; }

    private bool IsGif => Item.Kind == MediaKind.Image;

    private bool IsHdr => CheckFitness.IsHdr(Item.Details);

    private bool HasAudio => Item.Details.AudioCodec is not null;

    /// <summary>How often an animated GIF, which plays in a loop anyway, is repeated to last as long as a video must.</summary>
    private int Repeats => IsGif && Spec.MinDuration is { } least && Item.Details.AnimationMs is > 0 and var once
        ? (int)Math.Ceiling(least.TotalMilliseconds / once)
        : 1;

    /// <summary>Null where it shows only on the way.</summary>
    public double? Seconds => (IsGif ? Item.Details.AnimationMs * Repeats : Item.DurationMs) / 1000.0;

    /// <summary>Bits per second of the pictures, at most; null for no limit.</summary>
    public long? MaxBitRate
    {
        get
        {
            // Within a second of buffer the rate may be passed, so the file's average is (length + 1) / length of it.
            var stretch = Seconds is { } length ? length / (length + 1) : 0.5;
            var most = Spec.MaxBitRate * stretch * 0.98;
            if (Spec.MaxBytes is { } bytes && Seconds is { } seconds)
            {
                var forSize = (bytes * 8 * 0.97 - (HasAudio ? seconds * AudioBitRate * 1.05 : 0)) / (seconds + 1);
                most = Math.Min(most ?? double.MaxValue, forSize);
            }
            return (long?)most;
        }
    }

    /// <summary>Why ffmpeg need not be asked at all; null where it should.</summary>
    public MediaRefusal? Refusal() => MaxBitRate < LeastBitRate
        ? new MediaRefusal(MediaRefusal.NotFit, string.Create(CultureInfo.InvariantCulture,
            $"{Seconds:0.#} seconds of video do not fit into {MediaRefusal.Size(Spec.MaxBytes ?? 0)} in any quality; {Recipe.Spec.Name} takes no more. Cut it."))
        : null;

    /// <summary>Constant, because phones and screen recorders vary it. Doubled or halved where that gets it within the limits:
    /// motion stays even then.</summary>
    public double FrameRate
    {
        get
        {
            var rate = Item.Details.FrameRate ?? (IsGif ? GifRate : 30);
            var (least, most) = (Spec.MinFrameRate ?? 1, Spec.MaxFrameRate ?? 60);
            for (var n = 2; n <= 10; n++)
            {
                if (rate < least - Spec.FrameRateSlack && rate * n >= least && rate * n <= most) return rate * n;
                if (rate > most + Spec.FrameRateSlack && rate / n <= most && rate / n >= least) return rate / n;
            }
            return Math.Clamp(rate, least, most);
        }
    }

    private double GifRate => Item.Details is { AnimationMs: > 0 and var length, Frames: > 1 and var frames } ? Math.Clamp(frames * 1000.0 / length, 1, 50) : 10;

    public string[] Arguments(string source, string target) =>
    [
        "-v", "error", "-nostdin", "-y", "-xerror", "-progress", "pipe:1", "-stats_period", "0.5",
        "-threads", N(Threads), .. MediaProbe.Open(MediaType.FromContentType(Item.ContentType)),
        .. IsGif ? (string[])["-stream_loop", N(Repeats - 1)] : [], "-i", "file:" + source,
        "-filter_complex", $"[0:V:0]{Filters()}[v]", "-map", "[v]",
        .. Audio(),
        "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn",
        "-c:v", "libx264", "-preset", Preset, "-profile:v", "high", "-pix_fmt", "yuv420p", "-crf", "20",
        .. MaxBitRate is { } rate ? (string[])["-maxrate", L(rate), "-bufsize", L(rate)] : [],
        "-g", N((int)Math.Round(FrameRate * SecondsPerGroup)), "-flags", "+cgop", "-threads", N(Threads),
        .. IsHdr || IsGif ? (string[])["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"] : [], "-color_range", "tv",
        // The index first, and no edit list: the offsets it would correct are written as negative ones instead.
        "-movflags", "+faststart+negative_cts_offsets", "-use_editlist", "0", "-bitexact",
        "-f", "mp4", "file:" + target,
    ];

    private string[] Audio()
    {
        if (!HasAudio) return ["-an"];
        var rate = Math.Min(Item.Details.AudioSampleRate ?? 48_000, Math.Min(Spec.MaxAudioSampleRate ?? 48_000, 48_000));
        var channels = Math.Min(Item.Details.AudioChannels ?? 2, Math.Min(Spec.MaxAudioChannels ?? 2, 2));
        // The encoder keeps its rate only on average; a little room lets the result pass its own check.
        var bits = (long)Math.Min(AudioBitRate, (Spec.MaxAudioBitRate ?? long.MaxValue) * 0.94);
        return ["-map", "0:a:0", "-c:a", "aac", "-b:a", L(bits), "-ar", N(rate < 8_000 ? 44_100 : rate), "-ac", N(Math.Max(1, channels))];
    }

    private string Filters()
    {
        var (crop, scaled) = (Plan.Crop, Plan.Scaled);
        List<string> chain = [];
        if (Item.Details.FieldOrder is not (null or "progressive" or "unknown")) chain.Add("yadif=deint=interlaced");
        if (Item.Details.PixelAspect is not (null or "1:1" or "0:1")) chain.Add("scale='trunc(iw*sar)':ih,setsar=1");
        if (Recipe.Fit == RenditionFit.Crop) chain.Add($"crop={N(crop.Width)}:{N(crop.Height)}:{N(crop.Left)}:{N(crop.Top)}");
        chain.Add($"fps={FrameRate.ToString("0.###", CultureInfo.InvariantCulture)}");

        var fill = $"0x{Recipe.Background.ToString()[1..]}";
        if (IsGif)
        {
            // What is transparent shows the canvas behind it.
            chain.Add($"scale={N(scaled.Width)}:{N(scaled.Height)}:flags=lanczos,format=rgba[front]");
            var rate = FrameRate.ToString("0.###", CultureInfo.InvariantCulture);
            return string.Join(',', chain)
                + $";color=c={fill}:s={N(Plan.Canvas.Width)}x{N(Plan.Canvas.Height)}:r={rate}[back];[back][front]overlay={N(Plan.Left)}:{N(Plan.Top)}:shortest=1:format=rgb,"
                + "scale=out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p";
        }
        chain.Add($"scale={N(scaled.Width)}:{N(scaled.Height)}:flags=lanczos:out_range=tv");
        // To light, into the smaller range of colours, to the curve of ordinary screens. After scaling: it costs 12 bytes per pixel.
        if (IsHdr) chain.Add($"zscale=tin={Item.Details.ColourTransfer}:pin=bt2020:min=bt2020nc:t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv");
        chain.Add("format=yuv420p");
        if (Plan.HasBars) chain.Add($"pad={N(Plan.Canvas.Width)}:{N(Plan.Canvas.Height)}:{N(Plan.Left)}:{N(Plan.Top)}:color={fill}");
        chain.Add("setsar=1");
        return string.Join(',', chain);
    }

    private static string N(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string L(long value) => value.ToString(CultureInfo.InvariantCulture);
}
