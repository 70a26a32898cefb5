using System.Globalization;
using Posthaste.Media.Fitness;

namespace Posthaste.Platforms.Facebook;

/// <summary>What Facebook refuses, known before it is asked.</summary>
/// <remarks>docs/platforms/facebook.md#limits.</remarks>
internal static class FacebookRules
{
    /// <summary>Of a reel's description: the app's own limit. No page gives one for the API, so it is a hint.</summary>
    private const int ReelText = 2_200;

    /// <summary>No page limits hashtags and mentions: ours keep a text readable.</summary>
    public static readonly CaptionLimits Caption = new(MaxLength: 63_206, MaxHashtags: 100, MaxMentions: 100, HashtagHint: 15);

    /// <summary>Every video of a Page is a reel.</summary>
    public static bool IsReel(PostType type) => type is PostType.Reel or PostType.Video;

    public static IReadOnlyList<Finding> Check(PlatformPost post) => post.Type is PostType.Story
        ? [new("type_not_allowed", "type", "Stories of Facebook Pages are not published from here.")]
        : [.. CheckCaption(post), .. CheckCount(post), .. CheckFiles(post), .. OptionRules.Check(post)];

    private static IEnumerable<Finding> CheckCaption(PlatformPost post)
    {
        if (Caption.TooLong(post.Caption) is { } tooLong) yield return new("caption_too_long", "caption", tooLong);
        else if (IsReel(post.Type) && post.Caption.Length > ReelText)
            yield return new("caption_long", "caption", $"The text has {N(post.Caption.Length)} characters; Facebook’s app takes {N(ReelText)} for a reel, and the API may refuse more. Shorten it.", Blocks: false);
        if (post.Type is PostType.Text && string.IsNullOrWhiteSpace(post.Caption)) yield return new("text_missing", "caption", "A post without media needs a text. Write one.");
        if (CaptionText.Hashtags(post.Caption).Count is var hashtags && hashtags > Caption.HashtagHint)
            yield return new("many_hashtags", "caption", $"{hashtags} hashtags are many; on Facebook few people look for them.", Blocks: false);
    }

    private static IEnumerable<Finding> CheckCount(PlatformPost post)
    {
        var (least, most) = post.Type switch
        {
            PostType.Text => (0, 0),
            PostType.Carousel => (2, FacebookMedia.MaxPhotos),
            _ => (1, 1),
        };
        if (post.Media.Count >= least && post.Media.Count <= most) yield break;
        var allowed = most == 0 ? "a post of text has none" : least == most ? "this type has exactly 1" : $"a post of several pictures has {least} to {most}";
        yield return new("wrong_media_count", "mediaIds", $"There are {post.Media.Count} media; {allowed}.");
    }

    private static IEnumerable<Finding> CheckFiles(PlatformPost post)
    {
        if (FacebookMedia.SpecFor(post.Type) is not { } spec) yield break;
        for (var i = 0; i < post.Media.Count; i++)
        {
            var field = $"mediaIds[{i.ToString(CultureInfo.InvariantCulture)}]";
            foreach (var finding in spec.Video is { } video ? CheckVideo(post.Media[i], video, field) : CheckPicture(post.Media[i], spec.Image!, field)) yield return finding;
        }
        if (post.Cover is not null || post.Options.ThumbOffsetMs is not null)
            yield return new("cover_left_out", "options.coverMediaId", "Facebook chooses the picture that is shown before a reel plays; yours is left out.", Blocks: false);
    }

    private static IEnumerable<Finding> CheckPicture(PlatformMedia picture, ImageSpec spec, string field)
    {
        if (!spec.ContentTypes.Contains(picture.ContentType, StringComparer.OrdinalIgnoreCase))
            yield return new("wrong_media_type", field, $"The file is {picture.ContentType}; Facebook takes JPEG, PNG and GIF pictures here. Convert it, or choose another type of post.");
        else if (picture.Bytes > spec.MaxBytes)
            yield return new("image_too_large", field, "The file is larger than Facebook’s 10 MB. Make it smaller.");
    }

    private static IEnumerable<Finding> CheckVideo(PlatformMedia video, VideoSpec spec, string field)
    {
        if (!spec.ContentTypes.Contains(video.ContentType, StringComparer.OrdinalIgnoreCase))
        {
            yield return new("wrong_media_type", field, $"The file is {video.ContentType}; Facebook takes MP4 and MOV videos here. Convert it, or choose another type of post.");
            yield break;
        }
        if (video.DurationMs + spec.LengthSlack.TotalMilliseconds < spec.MinDuration!.Value.TotalMilliseconds)
            yield return new("video_too_short", field, $"The video is {Seconds(video.DurationMs)} s long; a Facebook reel has at least 3 s. Use a longer one.");
        if (video.DurationMs - spec.LengthSlack.TotalMilliseconds > spec.MaxDuration!.Value.TotalMilliseconds)
            yield return new("video_too_long", field, $"The video is {Seconds(video.DurationMs)} s long; a Facebook reel has at most 90 s. Cut it.");
        if (video.FrameRate is { } rate && (rate < spec.MinFrameRate - spec.FrameRateSlack || rate > spec.MaxFrameRate + spec.FrameRateSlack))
            yield return new("wrong_frame_rate", field, string.Create(CultureInfo.InvariantCulture, $"The video has {rate:0.##} pictures a second; a Facebook reel has 24 to 60. Convert it."));
        if (video.Codec is { } codec && !spec.Codecs.Contains(codec, StringComparer.OrdinalIgnoreCase))
            yield return new("wrong_codec", field, $"The video is coded as {codec}; Facebook takes {string.Join(", ", spec.Codecs)}. Convert it.");
        if (video.Width < spec.Frame.MinWidth || video.Height < spec.Frame.MinHeight)
            yield return new("video_too_small", field, $"The video is {N(video.Width)} × {N(video.Height)} pixels; a Facebook reel has at least 540 × 960. Use a larger one.");
        else if (video.Width * 16m / video.Height is var ninths && (ninths < spec.Frame.MinAspect!.Value.Width || ninths > spec.Frame.MaxAspect!.Value.Width))
            yield return new("wrong_aspect", field, $"The video is {N(video.Width)} × {N(video.Height)} pixels; a Facebook reel is 9:16. Crop it.");
    }

    private static string Seconds(long? milliseconds) => (milliseconds.GetValueOrDefault() / 1_000m).ToString("0.#", CultureInfo.InvariantCulture);

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
