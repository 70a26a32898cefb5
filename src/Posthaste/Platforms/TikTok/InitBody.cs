using System.Text.Json.Nodes;

namespace Posthaste.Platforms.TikTok;

/// <summary>The JSON that begins a post.</summary>
/// <remarks>docs/platforms/tiktok.md#posting.</remarks>
internal static class InitBody
{
    private static readonly Dictionary<PostPrivacy, string> Levels = new()
    {
        [PostPrivacy.Public] = "PUBLIC_TO_EVERYONE",
        [PostPrivacy.Followers] = "FOLLOWER_OF_CREATOR",
        [PostPrivacy.Friends] = "MUTUAL_FOLLOW_FRIENDS",
        [PostPrivacy.OnlyMe] = "SELF_ONLY",
    };

    /// <summary>TikTok's word for who may see it.</summary>
    public static string Level(PostPrivacy privacy) => Levels[privacy];

    public static JsonObject Upload(PlatformPost post, ChunkPlan plan) => OfVideo(post, new JsonObject
    {
        ["source"] = "FILE_UPLOAD",
        ["video_size"] = post.Media[0].Bytes,
        ["chunk_size"] = plan.ChunkBytes,
        ["total_chunk_count"] = plan.Count,
    });

    public static JsonObject Pull(PlatformPost post, string url) => OfVideo(post, new JsonObject { ["source"] = "PULL_FROM_URL", ["video_url"] = url });

    public static JsonObject Photos(PlatformPost post, IEnumerable<string> urls)
    {
        var info = post.IsForInbox() ? [] : Common(post);
        if (post.Caption.Length > 0) info["description"] = post.Caption;
        return new JsonObject
        {
            ["media_type"] = "PHOTO",
            ["post_mode"] = post.IsForInbox() ? "MEDIA_UPLOAD" : "DIRECT_POST",
            ["post_info"] = info,
            ["source_info"] = new JsonObject
            {
                ["source"] = "PULL_FROM_URL",
                ["photo_images"] = new JsonArray([.. urls.Select(url => JsonValue.Create(url))]),
                ["photo_cover_index"] = 0,
            },
        };
    }

    /// <summary>Of a video in the inbox TikTok takes nothing but the video: its owner says the rest there.</summary>
    private static JsonObject OfVideo(PlatformPost post, JsonObject source)
    {
        var body = new JsonObject { ["source_info"] = source };
        if (!post.IsForInbox()) body["post_info"] = Video(post);
        return body;
    }

    private static JsonObject Video(PlatformPost post)
    {
        var info = Common(post);
        if (post.Caption.Length > 0) info["title"] = post.Caption;
        info["disable_duet"] = post.Options.AllowDuet != true;
        info["disable_stitch"] = post.Options.AllowStitch != true;
        if (post.Options.ThumbOffsetMs is { } cover) info["video_cover_timestamp_ms"] = cover;
        if (post.Options.IsAiGenerated == true) info["is_aigc"] = true;
        return info;
    }

    /// <summary>The guidelines want every kind of interaction to be off unless somebody turned it on.</summary>
    private static JsonObject Common(PlatformPost post) => new()
    {
        ["privacy_level"] = Level(post.Options.Privacy!.Value),
        ["disable_comment"] = post.Options.AllowComments != true,
        ["brand_content_toggle"] = post.Options.IsPaidPartnership == true,
        ["brand_organic_toggle"] = post.Options.IsOwnBrand == true,
    };
}
