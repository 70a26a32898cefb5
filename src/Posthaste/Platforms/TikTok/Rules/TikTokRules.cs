using System.Globalization;
using Posthaste.Media.Fitness;

namespace Posthaste.Platforms.TikTok;

/// <summary>What TikTok refuses, known before it is asked.</summary>
/// <remarks>docs/platforms/tiktok.md#limits.</remarks>
internal static class TikTokRules
{
    /// <summary>The length is that of a video's caption; photos have more room. TikTok names no limit for hashtags and mentions: ours keep a caption readable.</summary>
    public static readonly CaptionLimits Caption = new(MaxLength: 2_200, MaxHashtags: 100, MaxMentions: 100, HashtagHint: null);

    public static bool IsVideoPost(PostType type) => type is PostType.Video or PostType.Reel;

    /// <param name="post">As it would be sent.</param>
    /// <param name="isAudited">See <see cref="TikTokOptions.IsAudited"/>.</param>
    public static IReadOnlyList<Finding> Check(PlatformPost post, bool isAudited) => TikTokMedia.SpecFor(post.Type) is { } spec
        ? [.. CheckCaption(post.Caption), .. CheckMedia(post, spec), .. OptionRules.Check(post, isAudited)]
        : [new("type_not_allowed", "type", post.Type is PostType.Story ? "TikTok's API takes no stories." : "TikTok has no posts without a picture or video.")];

    private static IEnumerable<Finding> CheckCaption(string caption)
    {
        if (caption.Length > Caption.MaxLength)
            yield return new("caption_too_long", "caption", $"Caption and hashtags have {N(caption.Length)} characters; TikTok allows {N(Caption.MaxLength)}. Shorten them by {N(caption.Length - Caption.MaxLength)}.");
    }

    private static IEnumerable<Finding> CheckMedia(PlatformPost post, PlacementSpec spec)
    {
        var most = IsVideoPost(post.Type) ? 1 : TikTokMedia.MaxPhotos;
        if (post.Media.Count < 1 || post.Media.Count > most)
            yield return new("wrong_media_count", "mediaIds", $"There are {post.Media.Count} media; {spec.Name} has {(most == 1 ? "exactly 1" : $"1 to {most}")}.");
        for (var i = 0; i < post.Media.Count; i++)
        {
            foreach (var finding in spec.Video is { } video ? CheckVideo(post.Media[i], video, i) : CheckPhoto(post.Media[i], spec.Image!, i)) yield return finding;
        }
        if (post.Cover is not null)
            yield return new("cover_left_out", "options.coverMediaId", "TikTok takes no picture as a cover, only a moment of the video; the picture is left out.", Blocks: false);
        if (post.Media.Any(media => !string.IsNullOrEmpty(media.AltText)))
            yield return new("alt_text_left_out", "altTexts", "TikTok's API takes no alternative texts; they are left out.", Blocks: false);
    }

    private static IEnumerable<Finding> CheckVideo(PlatformMedia media, VideoSpec spec, int i)
    {
        var field = $"mediaIds[{i.ToString(CultureInfo.InvariantCulture)}]";
        if (!Takes(spec.ContentTypes, media))
        {
            yield return new("wrong_media_type", field, $"The file is {media.ContentType}; TikTok takes MP4, MOV and WebM videos here. Convert it, or publish a picture or carousel.");
            yield break;
        }
        if (media.Bytes > spec.MaxBytes)
            yield return new("video_too_large", field, "The video is larger than TikTok's 4 GiB. Make it smaller.");
        var (low, high) = (spec.Frame.MinWidth!.Value, spec.Frame.MaxWidth!.Value);
        if (media.Width < low || media.Height < low || media.Width > high || media.Height > high)
            yield return new("wrong_size", field, $"The video is {media.Width} × {media.Height} pixels; TikTok allows {low} to {N(high)} a side. Scale it.");
        if (spec.MaxDuration is { } longest && media.DurationMs - spec.LengthSlack.TotalMilliseconds > longest.TotalMilliseconds)
            yield return new("video_too_long", field, $"The video is {N((int)(media.DurationMs!.Value / 1_000))} s long; TikTok's API takes {N((int)longest.TotalSeconds)} s. Cut it.");
        if (media.FrameRate is { } rate && (rate < spec.MinFrameRate - spec.FrameRateSlack || rate > spec.MaxFrameRate + spec.FrameRateSlack))
            yield return new("wrong_frame_rate", field, string.Create(CultureInfo.InvariantCulture, $"The video has {rate:0.##} pictures a second; TikTok allows {spec.MinFrameRate} to {spec.MaxFrameRate}. Convert it."));
        if (media.Codec is { } codec && !spec.Codecs.Contains(codec, StringComparer.OrdinalIgnoreCase))
            yield return new("wrong_codec", field, $"The video is coded as {codec}; TikTok takes {string.Join(" or ", spec.Codecs)}. Convert it.");
    }

    /// <summary>One that is too large in pixels is scaled with the rest of its fitness; only what nothing mends is told here.</summary>
    private static IEnumerable<Finding> CheckPhoto(PlatformMedia media, ImageSpec spec, int i)
    {
        var field = $"mediaIds[{i.ToString(CultureInfo.InvariantCulture)}]";
        if (!Takes(spec.ContentTypes, media))
            yield return new("wrong_media_type", field, $"The file is {media.ContentType}; TikTok takes JPEG and WebP pictures here. Convert it, or publish a video as one.");
        else if (media.Bytes > spec.MaxBytes)
            yield return new("image_too_large", field, "The picture is larger than TikTok's 20 MiB. Make it smaller.");
        else if (media.Width > spec.Frame.MaxWidth || media.Height > spec.Frame.MaxHeight)
            yield return new("wrong_size", field, $"The picture is {media.Width} × {media.Height} pixels; TikTok takes at most 1080p. Scale it to {N(spec.Frame.MaxWidth!.Value)} × {N(spec.Frame.MaxHeight!.Value)} or less.");
    }

    private static bool Takes(IReadOnlyList<string> types, PlatformMedia media) => types.Contains(media.ContentType, StringComparer.OrdinalIgnoreCase);

    private static string N(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
