using System.Globalization;

namespace Posthaste.Platforms.Instagram;

/// <summary>Compares files with what a placement takes, as far as they have been probed.</summary>
internal static class MediaRules
{
    private const int MaxAltText = 1_000;

    /// <summary>A probe's length has rounding of its own.</summary>
    private const int LengthSlackMs = 50;

    public static IEnumerable<Finding> Check(IReadOnlyList<PlatformMedia> media, InstagramPlacement placement)
    {
        if (media.Count < placement.MinItems || media.Count > placement.MaxItems)
            yield return new("wrong_media_count", "mediaIds", Count(media.Count, placement));
        for (var i = 0; i < media.Count; i++)
        {
            var position = placement.MaxItems > 1 && media.Count > 1 ? $"Item {i + 1}: " : "";
            foreach (var finding in CheckItem(media[i], placement, $"mediaIds[{i}]", $"altTexts[{i}]"))
                yield return finding with { Message = position + finding.Message };
        }
    }

    public static IEnumerable<Finding> CheckCover(PlatformMedia cover) => CheckItem(cover, InstagramPlacements.ReelCover, "options.coverMediaId", "options.coverMediaId");

    private static IEnumerable<Finding> CheckItem(PlatformMedia media, InstagramPlacement placement, string field, string altTextField)
    {
        var isVideo = ContainerForm.IsVideo(media);
        var limits = isVideo ? placement.Video : placement.Picture;
        if (limits is null || !limits.ContentTypes.Contains(media.ContentType, StringComparer.OrdinalIgnoreCase))
            return [new("wrong_media_type", field, Type(media, placement, limits))];
        return
        [
            .. CheckFile(media, limits, field),
            .. isVideo ? CheckVideo(media, (VideoLimits)limits, field) : CheckPicture(media, limits, field),
            .. CheckAltText(media, placement, isVideo, altTextField),
        ];
    }

    private static IEnumerable<Finding> CheckFile(PlatformMedia media, MediaLimits limits, string field)
    {
        var (noun, code) = limits is VideoLimits ? ("video", "video_too_large") : ("picture", "image_too_large");
        if (media.Bytes > limits.MaxBytes)
            yield return new(code, field, $"The {noun} has {Size(media.Bytes, limits)}; Instagram allows {Size(limits.MaxBytes, limits)}. Make it smaller.");
        if (limits.Aspect is { } aspect && AspectFinding(media, aspect, noun, field) is { } refused) yield return refused;
        else if (limits.Advised is { } advised && (advised.IsTooTall(media.Width + 1, media.Height) || advised.IsTooWide(media.Width - 1, media.Height)))
            yield return new("aspect_cropped", field, $"The {noun} is {media.Width} × {media.Height} pixels ({Ratio(media)}:1); here Instagram shows {advised.Words} and crops or frames the rest.", Blocks: false);
    }

    private static IEnumerable<Finding> CheckPicture(PlatformMedia picture, MediaLimits limits, string field)
    {
        if (picture.Width < limits.MinWidth)
            yield return new("image_small", field, $"The picture is {picture.Width} pixels wide; Instagram scales it up to {limits.MinWidth}, which looks coarse.", Blocks: false);
        if (limits.MaxWidth is { } widest && picture.Width > widest)
            yield return new("image_scaled_down", field, $"The picture is {N(picture.Width)} pixels wide; Instagram scales it down to {N(widest)}.", Blocks: false);
    }

    private static IEnumerable<Finding> CheckVideo(PlatformMedia video, VideoLimits limits, string field)
    {
        if (video.DurationMs is { } ms && ms + LengthSlackMs < limits.MinLength.TotalMilliseconds)
            yield return new("video_too_short", field, $"The video is {Seconds(ms)} long; Instagram wants at least {Seconds(limits.MinLength)}. Use a longer one.");
        if (video.DurationMs is { } length && length - LengthSlackMs > limits.MaxLength.TotalMilliseconds)
            yield return new("video_too_long", field, $"The video is {Seconds(length)} long; Instagram allows {Seconds(limits.MaxLength)}. Cut it.");
        if (video.FrameRate is { } rate && (rate < limits.MinFrameRate - 0.05 || rate > limits.MaxFrameRate + 0.05))
            yield return new("wrong_frame_rate", field, $"The video has {Decimal(rate)} pictures a second; Instagram allows {Decimal(limits.MinFrameRate)} to {Decimal(limits.MaxFrameRate)}. Convert it.");
        if (video.Codec is { } codec && !limits.Codecs.Contains(codec, StringComparer.OrdinalIgnoreCase))
            yield return new("wrong_codec", field, $"The video is coded as {codec}; Instagram takes {Or(limits.Codecs)}. Convert it.");
        if (video is { HasAudio: not false, AudioCodec: { } sound } && !limits.AudioCodecs.Contains(sound, StringComparer.OrdinalIgnoreCase))
            yield return new("wrong_audio_codec", field, $"The sound is coded as {sound}; Instagram takes {Or(limits.AudioCodecs)}. Convert it.");
        if (video.BitrateKbps > limits.MaxBitrateKbps)
            yield return new("bitrate_too_high", field, $"The video has {N(video.BitrateKbps.Value)} kbit/s; Instagram allows {N(limits.MaxBitrateKbps)}. Convert it.");
        if (limits.MaxWidth is { } widest && video.Width > widest)
            yield return new("video_too_wide", field, $"The video is {N(video.Width)} pixels wide; Instagram allows {N(widest)}. Scale it down.");
    }

    private static IEnumerable<Finding> CheckAltText(PlatformMedia media, InstagramPlacement placement, bool isVideo, string field)
    {
        if (string.IsNullOrEmpty(media.AltText)) yield break;
        if (isVideo || placement == InstagramPlacements.Story)
            yield return new("alt_text_left_out", field, $"Instagram takes an alternative text for pictures in posts only; that of this {(isVideo ? "video" : "story")} is left out.", Blocks: false);
        else if (media.AltText.Length > MaxAltText)
            yield return new("alt_text_too_long", field, $"The alternative text has {N(media.AltText.Length)} characters; Instagram allows {N(MaxAltText)}. Shorten it.");
    }

    /// <summary>Within one pixel of a bound it is a hint: sizes such as 1200 × 628 are 1.91:1 as far as pixels allow, and
    /// how Instagram rounds is not documented.</summary>
    private static Finding? AspectFinding(PlatformMedia media, AspectRange aspect, string noun, string field)
    {
        var (width, height) = (media.Width, media.Height);
        if (!aspect.IsTooWide(width, height) && !aspect.IsTooTall(width, height)) return null;
        return aspect.IsTooWide(width - 1, height) || aspect.IsTooTall(width + 1, height)
            ? new("wrong_aspect", field, $"The {noun} is {width} × {height} pixels ({Ratio(media)}:1); Instagram allows {aspect.Words}. Crop it.")
            : new("aspect_at_limit", field, $"The {noun} is {width} × {height} pixels, within one pixel of what fits: Instagram allows {aspect.Words}. It may be refused; crop it to be sure.", Blocks: false);
    }

    private static string Count(int found, InstagramPlacement placement) => placement switch
    {
        { MinItems: 1, MaxItems: 1 } => $"There are {found} media; {placement.Name} has exactly 1.{(found > 1 && placement.Picture is not null ? " Use a carousel for more." : "")}",
        _ => $"There are {found} media; {placement.Name} has {placement.MinItems} to {placement.MaxItems}. {(found < placement.MinItems ? "Add" : "Remove")} some.",
    };

    private static string Type(PlatformMedia media, InstagramPlacement placement, MediaLimits? limits) => limits switch
    {
        null when placement.Picture is null => $"The file is {media.ContentType}; {placement.Name} is made of a video. Use an MP4 or MOV file.",
        null => $"The file is {media.ContentType}; Instagram takes JPEG pictures only. Convert it to JPEG.",
        VideoLimits => $"The file is {media.ContentType}; Instagram takes MP4 and MOV videos. Convert it to MP4.",
        _ => $"The file is {media.ContentType}; Instagram takes JPEG pictures only. Convert it to JPEG.",
    };

    private static string Size(long bytes, MediaLimits limits) => limits is VideoLimits
        ? $"{Tenths(bytes, 1_000_000)} MB"
        : $"{Tenths(bytes, 1_024 * 1_024)} MiB";

    /// <summary>Rounded up, so that what is too much also reads so.</summary>
    private static string Tenths(long bytes, double unit) => (Math.Ceiling(bytes / unit * 10) / 10).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Ratio(PlatformMedia media) => ((double)media.Width / Math.Max(1, media.Height)).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Seconds(long ms) => $"{(ms / 1_000.0).ToString("0.#", CultureInfo.InvariantCulture)} s";

    private static string Seconds(TimeSpan length) => length >= TimeSpan.FromMinutes(2) ? $"{length.TotalMinutes:0} min" : $"{length.TotalSeconds:0} s";

    private static string Decimal(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Or(IReadOnlyList<string> words) => string.Join(" or ", words);

    private static string N(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
