using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>What an init call says about the post, beside its media.</summary>
internal sealed record PostInfo
{
    private const int MaxTitle = 2_200;
    private const int MaxPhotoTitle = 90;
    private const int MaxDescription = 4_000;

    public string? Title { get; private init; }

    /// <summary>Photos only.</summary>
    public string? Description { get; private init; }

    public string? Privacy { get; private init; }

    public bool DisableComment { get; private init; }

    public bool DisableDuet { get; private init; }

    public bool DisableStitch { get; private init; }

    public long? CoverMs { get; private init; }

    public bool IsBrandedContent { get; private init; }

    public bool IsOwnBrand { get; private init; }

    public bool IsAiGenerated { get; private init; }

    public bool AutoAddMusic { get; private init; }

    /// <summary>What a reader sees beside the media.</summary>
    public string Caption => Description ?? Title ?? "";

    /// <returns>What it says, or what is wrong with it.</returns>
    public static (PostInfo? Post, string? Problem) Read(JsonNode? node, bool isPhoto)
    {
        if (node is not (null or JsonObject)) return (null, "post_info is invalid");
        var fields = node as JsonObject ?? [];
        foreach (var (name, value) in fields)
        {
            if (value is not null && !Fits(name, value)) return (null, $"post_info.{name} is invalid");
        }
        var post = new PostInfo
        {
            Title = (string?)fields["title"],
            Description = isPhoto ? (string?)fields["description"] : null,
            Privacy = (string?)fields["privacy_level"],
            DisableComment = (bool?)fields["disable_comment"] ?? false,
            DisableDuet = (bool?)fields["disable_duet"] ?? false,
            DisableStitch = (bool?)fields["disable_stitch"] ?? false,
            CoverMs = (long?)fields["video_cover_timestamp_ms"],
            IsBrandedContent = (bool?)fields["brand_content_toggle"] ?? false,
            IsOwnBrand = (bool?)fields["brand_organic_toggle"] ?? false,
            IsAiGenerated = (bool?)fields["is_aigc"] ?? false,
            AutoAddMusic = (bool?)fields["auto_add_music"] ?? false,
        };
        if (post.Title?.Length > (isPhoto ? MaxPhotoTitle : MaxTitle)) return (null, "The title is too long");
        if (post.Description?.Length > MaxDescription) return (null, "The description is too long");
        return post is { IsBrandedContent: true, Privacy: "SELF_ONLY" } ? (null, "Branded content cannot be private") : (post, null);
    }

    /// <summary>Fields that are not known are passed over, as TikTok does.</summary>
    private static bool Fits(string name, JsonNode value) => name switch
    {
        "title" or "description" or "privacy_level" => value.GetValueKind() is System.Text.Json.JsonValueKind.String,
        "video_cover_timestamp_ms" => value is JsonValue number && number.TryGetValue<long>(out var ms) && ms >= 0,
        "disable_comment" or "disable_duet" or "disable_stitch" or "brand_content_toggle" or "brand_organic_toggle" or "is_aigc" or "auto_add_music" =>
            value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        _ => true,
    };
}
