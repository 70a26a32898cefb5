using System.Globalization;
using Posthaste.Media.Fitness;

namespace Posthaste.Platforms.Mastodon;

/// <summary>What a server refuses, known before it is asked. A server that allows less says so before the post is due (<see cref="ServerFacts"/>).</summary>
/// <remarks>docs/platforms/mastodon.md#limits.</remarks>
internal static class MastodonRules
{
    /// <summary>As Mastodon counts: in characters that a reader sees, each link as 23, and mentions without their server. It names no limit for hashtags and mentions: ours keep a text readable.</summary>
    public static CaptionLimits Caption(int maxCharacters) => new(maxCharacters, MaxHashtags: 100, MaxMentions: 100, HashtagHint: null)
    {
        Unit = CaptionUnit.Graphemes,
        LinkLength = 23,
        CountsMentionsWithoutServer = true,
    };

    public static bool IsVideoPost(PostType type) => type is PostType.Video or PostType.Reel;

    /// <param name="post">As it would be sent.</param>
    /// <param name="options">See <see cref="MastodonOptions.MaxCharacters"/>.</param>
    public static IReadOnlyList<Finding> Check(PlatformPost post, MastodonOptions options) => post.Type is PostType.Story
        ? [new("type_not_allowed", "type", "Mastodon has no stories.")]
        : [.. CheckCaption(post, options), .. CheckCount(post), .. CheckFiles(post), .. OptionRules.Check(post)];

    private static IEnumerable<Finding> CheckCaption(PlatformPost post, MastodonOptions options)
    {
        if (Caption(options.MaxCharacters).TooLong(post.Caption) is { } tooLong) yield return new("caption_too_long", "caption", tooLong);
        if (post.Type is PostType.Text && string.IsNullOrWhiteSpace(post.Caption)) yield return new("text_missing", "caption", "A post without media needs a text. Write one.");
    }

    private static IEnumerable<Finding> CheckCount(PlatformPost post)
    {
        var (least, most) = post.Type switch
        {
            PostType.Text => (0, 0),
            PostType.Carousel => (2, MastodonMedia.MaxFiles),
            _ => (1, 1),
        };
        if (post.Media.Count >= least && post.Media.Count <= most) yield break;
        var allowed = most == 0 ? "a post of text has none" : least == most ? "this type has exactly 1" : $"a post on Mastodon has {least} to {most} pictures";
        yield return new("wrong_media_count", "mediaIds", $"There are {post.Media.Count} media; {allowed}.");
    }

    private static IEnumerable<Finding> CheckFiles(PlatformPost post)
    {
        if (MastodonMedia.SpecFor(post.Type) is not { } spec) yield break;
        for (var i = 0; i < post.Media.Count; i++)
        {
            var (media, field) = (post.Media[i], $"mediaIds[{i.ToString(CultureInfo.InvariantCulture)}]");
            foreach (var finding in CheckFile(media, spec, field)) yield return finding;
            if (media.AltText is { Length: > MastodonMedia.MaxAltText } text)
                yield return new("alt_text_too_long", "altTexts", $"The description of file {i + 1} has {N(text.Length)} characters; Mastodon takes {N(MastodonMedia.MaxAltText)}. Shorten it.");
        }
        if (post.Cover is not null)
            yield return new("cover_left_out", "options.coverMediaId", "Mastodon shows the first moment of a video before it plays; the picture is left out.", Blocks: false);
    }

    private static IEnumerable<Finding> CheckFile(PlatformMedia media, PlacementSpec spec, string field)
    {
        var isVideo = spec.Video is not null;
        if (!(spec.Video?.ContentTypes ?? spec.Image!.ContentTypes).Contains(media.ContentType, StringComparer.OrdinalIgnoreCase))
        {
            yield return new("wrong_media_type", field, $"The file is {media.ContentType}; Mastodon takes {(isVideo ? "MP4, MOV and WebM videos" : "JPEG, PNG, WebP and GIF pictures")} here. Convert it, or choose another type of post.");
            yield break;
        }
        if (media.Bytes > (spec.Video?.MaxBytes ?? spec.Image!.MaxBytes))
            yield return new(isVideo ? "video_too_large" : "image_too_large", field, $"The file is larger than Mastodon's {(isVideo ? 99 : 16)} MiB. Make it smaller.");
        if ((long)media.Width * media.Height > (isVideo ? MastodonMedia.MaxVideoPixels : MastodonMedia.MaxPicturePixels))
            yield return new("wrong_size", field, $"The file has {N(media.Width)} × {N(media.Height)} pixels; Mastodon takes {N(isVideo ? MastodonMedia.MaxVideoPixels : MastodonMedia.MaxPicturePixels)} in all, as in {(isVideo ? "3,840 × 2,160" : "7,680 × 4,320")}. Scale it.");
        if (spec.Video is { } video && media.FrameRate > video.MaxFrameRate + video.FrameRateSlack)
            yield return new("wrong_frame_rate", field, string.Create(CultureInfo.InvariantCulture, $"The video has {media.FrameRate:0.##} pictures a second; Mastodon takes {video.MaxFrameRate}. Convert it."));
    }

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
