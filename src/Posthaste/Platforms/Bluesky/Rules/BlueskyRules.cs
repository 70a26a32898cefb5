using System.Globalization;

namespace Posthaste.Platforms.Bluesky.Rules;

/// <summary>What Bluesky refuses, known before it is asked.</summary>
/// <remarks>docs/platforms/bluesky.md#limits.</remarks>
internal static class BlueskyRules
{
    /// <summary>Bluesky names no limit for hashtags and mentions; its text is short enough.</summary>
    public static readonly CaptionLimits Caption = new(BlueskyLimits.TextGraphemes, MaxHashtags: 100, MaxMentions: 100, HashtagHint: null)
    {
        Unit = CaptionUnit.Graphemes,
        MaxBytes = BlueskyLimits.TextBytes,
    };

    public static IReadOnlyList<Finding> Check(PlatformPost post, long maxVideoBytes) => post.Type is PostType.Story
        ? [new("type_not_allowed", "type", "Bluesky has no stories.")]
        : [.. CheckText(post), .. CheckCount(post), .. CheckFiles(post, maxVideoBytes), .. CheckOptions(post.Options)];

    private static IEnumerable<Finding> CheckText(PlatformPost post)
    {
        if (Caption.TooLong(post.Caption) is { } tooLong) yield return new("caption_too_long", "caption", tooLong);
        if (post.Type is PostType.Text && post.Caption.Length == 0) yield return new("caption_missing", "caption", "A post without pictures needs a text. Write one.");
    }

    private static IEnumerable<Finding> CheckCount(PlatformPost post)
    {
        var (least, most) = post.Type switch
        {
            PostType.Text => (0, 0),
            PostType.Carousel => (2, BlueskyLimits.Images),
            _ => (1, 1),
        };
        if (post.Media.Count < least || post.Media.Count > most)
        {
            yield return new("wrong_media_count", "mediaIds", post.Type switch
            {
                PostType.Text => $"There are {post.Media.Count} media; a text post has none. Choose another type of post, or remove them.",
                PostType.Carousel => $"There are {post.Media.Count} pictures; Bluesky shows {least} to {most} together. Give this account its own choice of pictures.",
                _ => $"There are {post.Media.Count} media; this post has exactly 1.",
            });
        }
    }

    private static IEnumerable<Finding> CheckFiles(PlatformPost post, long maxVideoBytes)
    {
        for (var i = 0; i < post.Media.Count; i++)
        {
            var (media, field) = (post.Media[i], $"mediaIds[{i.ToString(CultureInfo.InvariantCulture)}]");
            foreach (var finding in BlueskyMedia.IsVideoPost(post.Type) ? CheckVideo(media, field, maxVideoBytes) : CheckPicture(media, field)) yield return finding;
        }
        if (post.Cover is not null || post.Options.ThumbOffsetMs is not null)
            yield return new("cover_left_out", "options.coverMediaId", "Bluesky chooses the picture before a video itself; yours is left out.", Blocks: false);
    }

    private static IEnumerable<Finding> CheckVideo(PlatformMedia media, string field, long maxBytes)
    {
        var spec = BlueskyMedia.SpecFor(PostType.Video, maxBytes)!.Video!;
        if (!spec.ContentTypes.Contains(media.ContentType, StringComparer.OrdinalIgnoreCase))
        {
            yield return new("wrong_media_type", field, $"The file is {media.ContentType}; Bluesky takes MP4 videos here. Convert it, or publish a picture.");
            yield break;
        }
        if (media.Bytes > maxBytes) yield return new("video_too_large", field, $"The video has {N(media.Bytes)} bytes; {N(maxBytes)} are allowed. Make it smaller.");
        if (media.DurationMs - spec.LengthSlack.TotalMilliseconds > spec.MaxDuration!.Value.TotalMilliseconds)
            yield return new("video_too_long", field, $"The video is {N(media.DurationMs!.Value / 1_000)} s long; Bluesky shows {N((long)spec.MaxDuration.Value.TotalSeconds)} s. Cut it.");
        if (new StringInfo(media.AltText ?? "").LengthInTextElements > BlueskyLimits.VideoAltGraphemes)
            yield return new("alt_text_too_long", field.Replace("mediaIds", "altTexts", StringComparison.Ordinal), $"The alt text of a video has at most {N(BlueskyLimits.VideoAltGraphemes)} characters. Shorten it.");
    }

    private static IEnumerable<Finding> CheckPicture(PlatformMedia media, string field)
    {
        var spec = BlueskyMedia.Picture.Image!;
        if (!spec.ContentTypes.Contains(media.ContentType, StringComparer.OrdinalIgnoreCase))
            yield return new("wrong_media_type", field, $"The file is {media.ContentType}; Bluesky takes JPEG, PNG and WebP pictures here, and a video only as a post of its own. Convert it, or give this account its own choice of files.");
        else if (media.Bytes > spec.MaxBytes)
            yield return new("image_too_large", field, $"The picture has {N(media.Bytes)} bytes; Bluesky allows {N(spec.MaxBytes.Value)}. Make it smaller.");
    }

    /// <summary>What other networks have. A post for several of them keeps it there.</summary>
    private static IEnumerable<Finding> CheckOptions(PostOptions options)
    {
        if (options.LocationId is not null) yield return LeftOut("options.locationId", "Bluesky has no places");
        if (options.UserTags.Count > 0) yield return LeftOut("options.userTags", "Bluesky has no tags of people in pictures");
        if (options.Collaborators.Count > 0) yield return LeftOut("options.collaborators", "Bluesky has no collaborators");
        if (options.IsAiGenerated == true) yield return LeftOut("options.isAiGenerated", "Bluesky has no label for what was made with AI: say it in the text");
        if (options.IsPaidPartnership == true || options.SponsorIds.Count > 0) yield return LeftOut("options.isPaidPartnership", "Bluesky has no label for a paid partnership: say it in the text");
        if (options.Privacy is not (null or PostPrivacy.Public))
            yield return new("privacy_not_offered", "options.privacy", "Everybody sees what is posted on Bluesky. Leave this account out, or let everybody see the post.");
        if (!string.IsNullOrWhiteSpace(options.FirstComment)) yield return LeftOut("options.firstComment", "Posthaste writes no first comment on Bluesky");
    }

    private static Finding LeftOut(string field, string why) => new("option_left_out", field, $"{why}; it is left out.", Blocks: false);

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
