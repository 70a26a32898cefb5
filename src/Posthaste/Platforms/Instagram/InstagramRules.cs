using System.Globalization;
using System.Text.RegularExpressions;

namespace Posthaste.Platforms.Instagram;

/// <summary>What Instagram refuses, known before it is asked.</summary>
/// <remarks>docs/platforms/instagram.md#limits, with the page of each figure and the date it was read.</remarks>
internal static partial class InstagramRules
{
    public static readonly CaptionLimits Caption = new(MaxLength: 2_200, MaxHashtags: 30, MaxMentions: 20, HashtagHint: 15);

    private const long MaxImageBytes = 8 * 1_024 * 1_024;
    private const int MinWidth = 320, MaxWidth = 1_440;
    private const int MaxAltText = 1_000;
    private const int MaxCollaborators = 3;

    public static IReadOnlyList<Finding> Check(PlatformPost post) => post.Type switch
    {
        PostType.Image => [.. CheckCaption(post.Caption), .. CheckImages(post.Media), .. CheckOptions(post.Options)],
        PostType.Carousel or PostType.Reel or PostType.Story =>
            [new("type_not_available", "type", $"Publishing a {Word(post.Type)} to Instagram is not available yet. Single pictures are.")],
        PostType.Video => [new("type_not_allowed", "type", "Instagram has no plain video posts: a video is a reel.")],
        _ => [new("type_not_allowed", "type", "Instagram has no posts without a picture or video.")],
    };

    private static IEnumerable<Finding> CheckCaption(string caption)
    {
        var (hashtags, mentions) = (CaptionText.Hashtags(caption).Count, CaptionText.Mentions(caption).Count);
        if (caption.Length > Caption.MaxLength)
            yield return new("caption_too_long", "caption", $"Caption and hashtags have {N(caption.Length)} characters; Instagram allows {N(Caption.MaxLength)}. Shorten them by {N(caption.Length - Caption.MaxLength)}.");
        if (mentions > Caption.MaxMentions)
            yield return new("too_many_mentions", "caption", $"The caption mentions {mentions} accounts; Instagram allows {Caption.MaxMentions}. Remove some.");
        if (hashtags > Caption.MaxHashtags)
            yield return new("too_many_hashtags", "caption", $"There are {hashtags} hashtags; Instagram allows {Caption.MaxHashtags}. Remove {hashtags - Caption.MaxHashtags}.");
        else if (hashtags > Caption.HashtagHint)
            yield return new("many_hashtags", "caption", $"{hashtags} hashtags are many; up to {Caption.HashtagHint} reach more people.", Blocks: false);
    }

    private static IEnumerable<Finding> CheckImages(IReadOnlyList<PlatformMedia> media)
    {
        if (media.Count != 1)
            yield return new("wrong_media_count", "mediaIds", $"There are {media.Count} media; a single picture post has exactly 1. Use a carousel for more.");
        for (var i = 0; i < media.Count; i++)
        {
            foreach (var finding in CheckImage(media[i], $"mediaIds[{i}]", $"altTexts[{i}]")) yield return finding;
        }
    }

    private static IEnumerable<Finding> CheckImage(PlatformMedia picture, string field, string altTextField)
    {
        if (!picture.ContentType.Equals("image/jpeg", StringComparison.OrdinalIgnoreCase))
            yield return new("wrong_media_type", field, $"The file is {picture.ContentType}; Instagram takes JPEG pictures only. Convert it to JPEG.");
        if (picture.Bytes > MaxImageBytes)
            yield return new("image_too_large", field, $"The picture has {Mebibytes(picture.Bytes)} MiB; Instagram allows 8 MiB. Make it smaller.");
        if (AspectFinding(picture, field) is { } aspect) yield return aspect;
        if (picture.Width < MinWidth)
            yield return new("image_small", field, $"The picture is {picture.Width} pixels wide; Instagram scales it up to {MinWidth}, which looks coarse.", Blocks: false);
        if (picture.Width > MaxWidth)
            yield return new("image_scaled_down", field, $"The picture is {N(picture.Width)} pixels wide; Instagram scales it down to {N(MaxWidth)}.", Blocks: false);
        if (picture.AltText?.Length > MaxAltText)
            yield return new("alt_text_too_long", altTextField, $"The alternative text has {N(picture.AltText.Length)} characters; Instagram allows {N(MaxAltText)}. Shorten it.");
    }

    private static IEnumerable<Finding> CheckOptions(PostOptions options)
    {
        if (options.LocationId is { } location && !Digits().IsMatch(location))
            yield return new("location_malformed", "options.locationId", $"\"{location}\" is not the id of a place: that is a number.");
        if (options.Collaborators.Count > MaxCollaborators)
            yield return new("too_many_collaborators", "options.collaborators", $"There are {options.Collaborators.Count} collaborators; Instagram allows {MaxCollaborators}. Remove some.");
        for (var i = 0; i < options.Collaborators.Count; i++)
        {
            if (!Username().IsMatch(options.Collaborators[i])) yield return NotAName(options.Collaborators[i], $"options.collaborators[{i}]");
        }
        for (var i = 0; i < options.UserTags.Count; i++)
        {
            var (tag, field) = (options.UserTags[i], $"options.userTags[{i}]");
            if (!Username().IsMatch(tag.Username)) yield return NotAName(tag.Username, $"{field}.username");
            if (tag.X is not (>= 0 and <= 1)) yield return NotAPosition(tag.X, "x", "left", "right", field);
            if (tag.Y is not (>= 0 and <= 1)) yield return NotAPosition(tag.Y, "y", "top", "bottom", field);
        }
    }

    /// <summary>Within one pixel of a bound it is a hint: sizes such as 1200 × 628 are 1.91:1 as far as pixels allow, and
    /// how Instagram rounds is not documented.</summary>
    private static Finding? AspectFinding(PlatformMedia picture, string field)
    {
        var (width, height) = (picture.Width, picture.Height);
        if (!IsTooWide(width, height) && !IsTooTall(width, height)) return null;
        const string allowed = "Instagram allows 4:5 (0.80:1, tall) to 1.91:1 (wide)";
        return IsTooWide(width - 1, height) || IsTooTall(width + 1, height)
            ? new("wrong_aspect", field, $"The picture is {width} × {height} pixels ({Ratio(picture)}:1); {allowed}. Crop it.")
            : new("aspect_at_limit", field, $"The picture is {width} × {height} pixels, within one pixel of what fits: {allowed}. It may be refused; crop it to be sure.", Blocks: false);
    }

    private static bool IsTooWide(int width, int height) => width * 100L > height * 191L;

    private static bool IsTooTall(int width, int height) => width * 5L < height * 4L;

    private static Finding NotAName(string name, string field) =>
        new("username_malformed", field, $"\"{name}\" is not an account name: letters, digits, . and _, at most 30, without the @.");

    private static Finding NotAPosition(double? value, string axis, string low, string high, string tag) => new(
        "position_out_of_range", $"{tag}.{axis}",
        value is { } found
            ? $"The position {axis} is {found.ToString(CultureInfo.InvariantCulture)}; it goes from 0.0 ({low}) to 1.0 ({high})."
            : $"The position {axis} is missing; in a picture it goes from 0.0 ({low}) to 1.0 ({high}).");

    private static string Word(PostType type) => type switch
    {
        PostType.Carousel => "carousel",
        PostType.Reel => "reel",
        _ => "story",
    };

    private static string Mebibytes(long bytes) => (Math.Ceiling(bytes / 104_857.6) / 10).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Ratio(PlatformMedia picture) =>
        ((double)picture.Width / Math.Max(1, picture.Height)).ToString("0.00", CultureInfo.InvariantCulture);

    private static string N(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9]{1,32}\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[A-Za-z0-9._]{1,30}\z")]
    private static partial Regex Username();
}
