using System.Globalization;
using System.Text.Json;
using Posthaste.Platforms.Mastodon.Answers;

namespace Posthaste.Platforms.Mastodon;

/// <summary>What one server says of itself (<c>/api/v2/instance</c>). A limit that it does not name is null: then it judges by itself.</summary>
internal sealed record ServerFacts
{
    /// <summary>Of a server that has nothing to say, or speaks the API without this call.</summary>
    public static readonly ServerFacts Unknown = new();

    /// <summary>It is Mastodon, or a fork that keeps its number, of a version that has this call.</summary>
    public bool IsMastodon { get; private init; }

    public long? MaxCharacters { get; private init; }

    public long? LinkLength { get; private init; }

    public long? MaxFiles { get; private init; }

    public long? MaxAltText { get; private init; }

    /// <summary>Empty where it names none.</summary>
    public IReadOnlyList<string> ContentTypes { get; private init; } = [];

    public long? MaxImageBytes { get; private init; }

    public long? MaxImagePixels { get; private init; }

    public long? MaxVideoBytes { get; private init; }

    public long? MaxVideoPixels { get; private init; }

    public long? MaxFrameRate { get; private init; }

    public static ServerFacts Read(JsonElement instance)
    {
        var statuses = instance.At("configuration", "statuses") ?? default;
        var media = instance.At("configuration", "media_attachments") ?? default;
        return new ServerFacts
        {
            IsMastodon = IsOwnVersion(instance.Word("version")),
            MaxCharacters = statuses.Count("max_characters"),
            LinkLength = statuses.Count("characters_reserved_per_url"),
            MaxFiles = statuses.Count("max_media_attachments"),
            MaxAltText = media.Count("description_limit"),
            ContentTypes = [.. media.At("supported_mime_types").Items().Where(type => type.ValueKind is JsonValueKind.String).Select(type => type.GetString()!)],
            MaxImageBytes = media.Count("image_size_limit"),
            MaxImagePixels = media.Count("image_matrix_limit"),
            MaxVideoBytes = media.Count("video_size_limit"),
            MaxVideoPixels = media.Count("video_matrix_limit"),
            MaxFrameRate = media.Count("video_frame_rate_limit"),
        };
    }

    /// <returns>Why this server will not take the post; null where it will, so far as it says.</returns>
    public PlatformError? Refuse(PlatformPost post)
    {
        if (Limit(MaxCharacters) is { } most && (MastodonRules.Caption(most) with { LinkLength = Limit(LinkLength) ?? 23 }).TooLong(post.Caption) is { } tooLong)
            return Fix("caption_too_long", tooLong, "The account's server allows no more.", "caption");
        if (post.Media.Count > MaxFiles) return Fix("wrong_media_count", $"There are {post.Media.Count} media; the account's server takes {MaxFiles}.", "Leave some out.", "mediaIds");
        return post.Media.Select(Refuse).FirstOrDefault(error => error is not null);
    }

    private PlatformError? Refuse(PlatformMedia media, int index)
    {
        var field = $"mediaIds[{index.ToString(CultureInfo.InvariantCulture)}]";
        var isVideo = media.DurationMs is not null;
        if (ContentTypes.Count > 0 && !ContentTypes.Contains(media.ContentType, StringComparer.OrdinalIgnoreCase))
            return Fix("wrong_media_type", $"The file is {media.ContentType}, which the account's server does not take.", "Convert it.", field);
        if (media.Bytes > (isVideo ? MaxVideoBytes : MaxImageBytes))
            return Fix(isVideo ? "video_too_large" : "image_too_large", $"The file has {N(media.Bytes)} bytes; the account's server takes {N((isVideo ? MaxVideoBytes : MaxImageBytes)!.Value)}.", "Make it smaller.", field);
        if ((long)media.Width * media.Height > (isVideo ? MaxVideoPixels : MaxImagePixels))
            return Fix("wrong_size", $"The file has {N(media.Width)} × {N(media.Height)} pixels; the account's server takes {N((isVideo ? MaxVideoPixels : MaxImagePixels)!.Value)} in all.", "Scale it.", field);
        if (isVideo && media.FrameRate > MaxFrameRate + 0.05)
            return Fix("wrong_frame_rate", string.Create(CultureInfo.InvariantCulture, $"The video has {media.FrameRate:0.##} pictures a second; the account's server takes {MaxFrameRate}."), "Convert it.", field);
        return media.AltText?.Length > MaxAltText
            ? Fix("alt_text_too_long", $"The description of file {index + 1} has {N(media.AltText.Length)} characters; the account's server takes {N(MaxAltText.Value)}.", "Shorten it.", "altTexts")
            : null;
    }

    /// <summary>Others name the version they are compatible with first, and then themselves: <c>2.7.2 (compatible; Akkoma 3.10.4)</c>.</summary>
    private static bool IsOwnVersion(string? version) =>
        version is not null && !version.Contains("compatible", StringComparison.OrdinalIgnoreCase)
        && int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= 4;

    private static int? Limit(long? number) => number is > 0 and <= int.MaxValue ? (int)number : null;

    private static PlatformError Fix(string code, string message, string advice, string field) =>
        new() { Kind = ErrorKind.FixContent, Code = code, Message = message, Advice = advice, Field = field };

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
