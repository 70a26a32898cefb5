using System.Globalization;
using Posthaste.Media.Fitness;

namespace Posthaste.Platforms.Instagram;

/// <summary>Compares files with what a placement takes, as far as they have been probed.</summary>
internal static class MediaRules
{
    private const int MaxAltText = 1_000;

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
        if (ContainerForm.IsVideo(media))
        {
            if (placement.Video?.Video is not { } spec || !Takes(spec.ContentTypes, media)) return [WrongType(media, placement, field)];
            return [.. CheckBytes(media, spec.MaxBytes, field), .. CheckFrame(media, spec.Frame, placement.Shown, field), .. CheckVideo(media, spec, field), .. CheckAltText(media, placement, altTextField)];
        }
        if (placement.Picture?.Image is not { } picture || !Takes(picture.ContentTypes, media)) return [WrongType(media, placement, field)];
        return [.. CheckBytes(media, picture.MaxBytes, field), .. CheckFrame(media, picture.Frame, placement.Shown, field), .. CheckAltText(media, placement, altTextField)];
    }

    private static IEnumerable<Finding> CheckBytes(PlatformMedia media, long? most, string field)
    {
        if (media.Bytes > most)
            yield return new(ContainerForm.IsVideo(media) ? "video_too_large" : "image_too_large", field, $"The {Noun(media)} has {Size(media, media.Bytes)}; Instagram allows {Size(media, most.Value)}. Make it smaller.");
    }

    /// <summary>Instagram scales a picture of another width, and refuses a video.</summary>
    private static IEnumerable<Finding> CheckFrame(PlatformMedia media, FrameSpec frame, Aspect? shown, string field)
    {
        if (AspectFinding(media, frame, field) is { } refused)
            yield return refused;
        else if (shown is { } shape && (IsTooTall(media.Width + 1, media.Height, shape) || IsTooWide(media.Width - 1, media.Height, shape)))
            yield return new("aspect_cropped", field, $"The {Noun(media)} is {media.Width} × {media.Height} pixels ({Ratio(media)}:1); here Instagram shows {Words(shape)} and crops or frames the rest.", Blocks: false);

        var isVideo = ContainerForm.IsVideo(media);
        if (media.Width < frame.MinWidth)
            yield return new("image_small", field, $"The picture is {media.Width} pixels wide; Instagram scales it up to {frame.MinWidth}, which looks coarse.", Blocks: false);
        if (frame.MaxWidth is { } widest && media.Width > widest)
        {
            yield return isVideo
                ? new("video_too_wide", field, $"The video is {N(media.Width)} pixels wide; Instagram allows {N(widest)}. Scale it down.")
                : new("image_scaled_down", field, $"The picture is {N(media.Width)} pixels wide; Instagram scales it down to {N(widest)}.", Blocks: false);
        }
    }

    private static IEnumerable<Finding> CheckVideo(PlatformMedia video, VideoSpec spec, string field)
    {
        if (spec.MinDuration is { } shortest && video.DurationMs + spec.LengthSlack.TotalMilliseconds < shortest.TotalMilliseconds)
            yield return new("video_too_short", field, $"The video is {Seconds(video.DurationMs)} long; Instagram wants at least {Length(shortest)}. Use a longer one.");
        if (spec.MaxDuration is { } longest && video.DurationMs - spec.LengthSlack.TotalMilliseconds > longest.TotalMilliseconds)
            yield return new("video_too_long", field, $"The video is {Seconds(video.DurationMs)} long; Instagram allows {Length(longest)}. Cut it.");
        if (video.FrameRate is { } rate && (rate < spec.MinFrameRate - spec.FrameRateSlack || rate > spec.MaxFrameRate + spec.FrameRateSlack))
            yield return new("wrong_frame_rate", field, $"The video has {Decimal(rate)} pictures a second; Instagram allows {Decimal(spec.MinFrameRate)} to {Decimal(spec.MaxFrameRate)}. Convert it.");
        if (video.Codec is { } codec && !spec.Codecs.Contains(codec, StringComparer.OrdinalIgnoreCase))
            yield return new("wrong_codec", field, $"The video is coded as {codec}; Instagram takes {Or(spec.Codecs)}. Convert it.");
        if (video is { HasAudio: not false, AudioCodec: { } sound } && !spec.AudioCodecs.Contains(sound, StringComparer.OrdinalIgnoreCase))
            yield return new("wrong_audio_codec", field, $"The sound is coded as {sound}; Instagram takes {Or(spec.AudioCodecs)}. Convert it.");
        if (spec.MaxBitRate is { } most && video.BitrateKbps is { } bitrate && bitrate * 1_000L > most)
            yield return new("bitrate_too_high", field, $"The video has {N(bitrate)} kbit/s; Instagram allows {N((int)(most / 1_000))}. Convert it.");
    }

    private static IEnumerable<Finding> CheckAltText(PlatformMedia media, InstagramPlacement placement, string field)
    {
        var isVideo = ContainerForm.IsVideo(media);
        if (string.IsNullOrEmpty(media.AltText)) yield break;
        if (isVideo || placement == InstagramPlacements.Story)
            yield return new("alt_text_left_out", field, $"Instagram takes an alternative text for pictures in posts only; that of this {(isVideo ? "video" : "story")} is left out.", Blocks: false);
        else if (media.AltText.Length > MaxAltText)
            yield return new("alt_text_too_long", field, $"The alternative text has {N(media.AltText.Length)} characters; Instagram allows {N(MaxAltText)}. Shorten it.");
    }

    /// <summary>Within one pixel of a bound it is a hint: sizes such as 1200 × 628 are 1.91:1 as far as pixels allow, and
    /// how Instagram rounds is not documented.</summary>
    private static Finding? AspectFinding(PlatformMedia media, FrameSpec frame, string field)
    {
        if (frame is not { MinAspect: { } tallest, MaxAspect: { } widest }) return null;
        var (width, height) = (media.Width, media.Height);
        if (!IsTooWide(width, height, widest) && !IsTooTall(width, height, tallest)) return null;
        var allowed = $"{Words(tallest, "tall")} to {Words(widest, "wide")}";
        return IsTooWide(width - 1, height, widest) || IsTooTall(width + 1, height, tallest)
            ? new("wrong_aspect", field, $"The {Noun(media)} is {width} × {height} pixels ({Ratio(media)}:1); Instagram allows {allowed}. Crop it.")
            : new("aspect_at_limit", field, $"The {Noun(media)} is {width} × {height} pixels, within one pixel of what fits: Instagram allows {allowed}. It may be refused; crop it to be sure.", Blocks: false);
    }

    private static bool IsTooTall(int width, int height, Aspect aspect) => width * aspect.Height < height * aspect.Width;

    private static bool IsTooWide(int width, int height, Aspect aspect) => width * aspect.Height > height * aspect.Width;

    private static string Count(int found, InstagramPlacement placement) => placement switch
    {
        { MinItems: 1, MaxItems: 1 } => $"There are {found} media; {placement.Name} has exactly 1.{(found > 1 && placement.Picture is not null ? " Use a carousel for more." : "")}",
        _ => $"There are {found} media; {placement.Name} has {placement.MinItems} to {placement.MaxItems}. {(found < placement.MinItems ? "Add" : "Remove")} some.",
    };

    private static Finding WrongType(PlatformMedia media, InstagramPlacement placement, string field) => new("wrong_media_type", field, placement.Picture is null && !ContainerForm.IsVideo(media)
        ? $"The file is {media.ContentType}; {placement.Name} is made of a video. Use an MP4 or MOV file."
        : placement.Video is not null && ContainerForm.IsVideo(media)
            ? $"The file is {media.ContentType}; Instagram takes MP4 and MOV videos. Convert it to MP4."
            : $"The file is {media.ContentType}; Instagram takes JPEG pictures only. Convert it to JPEG.");

    private static bool Takes(IReadOnlyList<string> types, PlatformMedia media) => types.Contains(media.ContentType, StringComparer.OrdinalIgnoreCase);

    private static string Noun(PlatformMedia media) => ContainerForm.IsVideo(media) ? "video" : "picture";

    private static string Size(PlatformMedia media, long bytes) => ContainerForm.IsVideo(media)
        ? $"{Tenths(bytes, 1_000_000)} MB"
        : $"{Tenths(bytes, 1_024 * 1_024)} MiB";

    /// <summary>Rounded up, so that what is too much also reads so.</summary>
    private static string Tenths(long bytes, double unit) => (Math.Ceiling(bytes / unit * 10) / 10).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Ratio(PlatformMedia media) => ((double)media.Width / Math.Max(1, media.Height)).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>As in 9:16 (0.56:1) and 4:5 (0.80:1, tall): people write the one and see the other in their editor.</summary>
    private static string Words(Aspect aspect, string? which = null)
    {
        var decimals = aspect.Height == 1 ? null : string.Create(CultureInfo.InvariantCulture, $"{aspect.Value:0.00}:1");
        string[] notes = [.. new[] { decimals, which }.OfType<string>()];
        return notes.Length == 0 ? $"{aspect}" : $"{aspect} ({string.Join(", ", notes)})";
    }

    private static string Seconds(long? ms) => $"{((ms ?? 0) / 1_000.0).ToString("0.#", CultureInfo.InvariantCulture)} s";

    private static string Length(TimeSpan length) => length >= TimeSpan.FromMinutes(2) ? $"{length.TotalMinutes:0} min" : $"{length.TotalSeconds:0} s";

    private static string Decimal(double? number) => (number ?? 0).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Or(IReadOnlyList<string> words) => string.Join(" or ", words);

    private static string N(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
