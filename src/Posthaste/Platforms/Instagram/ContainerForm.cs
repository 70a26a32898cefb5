using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Platforms.Instagram;

/// <summary>The form fields that create a container, by kind of post.</summary>
/// <remarks>docs/platforms/instagram.md#containers.</remarks>
internal static class ContainerForm
{
    private const string IsTrue = "true";

    public static IReadOnlyList<KeyValuePair<string, string>> Image(PlatformPost post) =>
    [
        // A single picture is what a container is without a media_type.
        .. Picture(post.Media[0]),
        .. UserTags(post.Options, 0),
        .. Caption(post),
        .. OfThePost(post.Options),
    ];

    /// <param name="post">Its first item is the video.</param>
    /// <param name="upload">The bytes follow; otherwise Instagram fetches them.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Reel(PlatformPost post, bool upload) =>
    [
        new("media_type", "REELS"),
        .. Video(post.Media[0], upload),
        .. Cover(post),
        .. SharedTo(post.Options),
        .. Text("audio_name", post.Options.AudioName),
        .. Text("trial_params", Trial(post.Options.TrialGraduation)),
        .. UserTags(post.Options, 0),
        .. Caption(post),
        .. OfThePost(post.Options),
    ];

    public static IReadOnlyList<KeyValuePair<string, string>> Story(PlatformPost post, int index, bool upload) =>
    [
        new("media_type", "STORIES"),
        .. IsVideo(post.Media[index]) ? Video(post.Media[index], upload) : Address("image_url", post.Media[index]),
        .. UserTags(post.Options, index),
        .. Labels(post.Options),
    ];

    /// <summary>An item has no caption, place or label of its own: those belong to the carousel.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> CarouselItem(PlatformPost post, int index, bool upload) => IsVideo(post.Media[index])
        // Without its media_type a video item is asked for an image_url (field report).
        ? [new("media_type", "VIDEO"), new("is_carousel_item", IsTrue), .. Video(post.Media[index], upload)]
        : [new("is_carousel_item", IsTrue), .. Picture(post.Media[index]), .. UserTags(post.Options, index)];

    public static IReadOnlyList<KeyValuePair<string, string>> Carousel(PlatformPost post, IEnumerable<string> children) =>
    [
        new("media_type", "CAROUSEL"),
        new("children", string.Join(',', children)),
        .. Caption(post),
        .. OfThePost(post.Options),
    ];

    public static bool IsVideo(PlatformMedia media) => media.ContentType.StartsWith("video/", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<KeyValuePair<string, string>> Picture(PlatformMedia picture) =>
        [.. Address("image_url", picture), .. Text("alt_text", picture.AltText)];

    private static KeyValuePair<string, string>[] Video(PlatformMedia video, bool upload) =>
        upload ? [new("upload_type", "resumable")] : Address("video_url", video);

    /// <summary>A cover wins over a moment of the video.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Cover(PlatformPost post) =>
        post.Cover is { } cover ? Address("cover_url", cover)
        : Text("thumb_offset", post.Options.ThumbOffsetMs?.ToString(CultureInfo.InvariantCulture));

    /// <summary>A trial is shown to strangers only, so by itself it is not put among the account's posts.</summary>
    private static IEnumerable<KeyValuePair<string, string>> SharedTo(PostOptions options) =>
        Text("share_to_feed", (options.ShareToFeed ?? (options.TrialGraduation is null ? true : null)) switch
        {
            null => null,
            true => IsTrue,
            false => "false",
        });

    private static string? Trial(TrialGraduation? graduation) => graduation switch
    {
        TrialGraduation.Manual => """{"graduation_strategy":"MANUAL"}""",
        TrialGraduation.Performance => """{"graduation_strategy":"SS_PERFORMANCE"}""",
        _ => null,
    };

    private static IEnumerable<KeyValuePair<string, string>> Caption(PlatformPost post) => Text("caption", post.Caption);

    private static IEnumerable<KeyValuePair<string, string>> OfThePost(PostOptions options)
    {
        if (options.LocationId is { } location) yield return new("location_id", location);
        if (options.Collaborators.Count > 0) yield return new("collaborators", JsonSerializer.Serialize(options.Collaborators));
        foreach (var label in Labels(options)) yield return label;
    }

    private static IEnumerable<KeyValuePair<string, string>> Labels(PostOptions options)
    {
        if (options.IsAiGenerated == true) yield return new("is_ai_generated", IsTrue);
        // Naming sponsors implies the label.
        if (options.SponsorIds.Count > 0) yield return new("branded_content_sponsor_ids", JsonSerializer.Serialize(options.SponsorIds));
        else if (options.IsPaidPartnership == true) yield return new("is_paid_partnership", IsTrue);
    }

    private static IEnumerable<KeyValuePair<string, string>> Text(string name, string? value) => string.IsNullOrEmpty(value) ? [] : [new(name, value)];

    /// <summary>Instagram takes ASCII only, which <see cref="Uri.AbsoluteUri"/> is.</summary>
    private static KeyValuePair<string, string>[] Address(string name, PlatformMedia media) =>
        [new(name, (media.Url ?? throw new InvalidOperationException("The step needs hosted media.")).AbsoluteUri)];

    private static IEnumerable<KeyValuePair<string, string>> UserTags(PostOptions options, int index)
    {
        var list = new JsonArray();
        foreach (var tag in options.UserTags.Where(tag => (tag.Item ?? 0) == index))
        {
            var one = new JsonObject { ["username"] = tag.Username };
            if (tag.X is { } x) one["x"] = Position(x);
            if (tag.Y is { } y) one["y"] = Position(y);
            list.Add(one);
        }
        if (list.Count > 0) yield return new("user_tags", list.ToJsonString());
    }

    /// <summary>At most four places: more is below a pixel.</summary>
    private static double Position(double value) =>
        double.Parse(value.ToString("0.####", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
