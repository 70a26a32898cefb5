using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>The three init calls: a video posted, a video for the inbox, photos either way.</summary>
internal static class StartPublish
{
    private const int MaxPhotos = 35;
    private static readonly TimeSpan _day = TimeSpan.FromHours(24);

    /// <returns>The answer, and what it began where it began anything.</returns>
    public static (TikTokAnswer Answer, FakePublish? Begun) Run(World world, PostingCall call)
    {
        var isPhoto = call.Path == PostingApi.PhotoInit;
        if (isPhoto && (string?)(call.Body["media_type"] as JsonValue) != "PHOTO") return (TikTokErrors.Param("media_type is invalid"), null);
        var mode = (string?)(call.Body["post_mode"] as JsonValue);
        if (isPhoto && mode is not ("DIRECT_POST" or "MEDIA_UPLOAD")) return (TikTokErrors.Param("post_mode is invalid"), null);
        var isInbox = isPhoto ? mode == "MEDIA_UPLOAD" : call.Path == PostingApi.InboxInit;

        if (!call.Has(isInbox ? "video.upload" : "video.publish")) return (TikTokErrors.Scope(), null);
        var (post, problem) = PostInfo.Read(call.Body["post_info"], isPhoto);
        if (post is null) return (TikTokErrors.Param(problem!), null);
        if (!isInbox && Refuse(world.TikTok, call, post) is { } refusal) return (refusal, null);
        if (isInbox && world.TikTok.PendingShares(call.Person.OpenId, call.ArrivedAt - _day, call.ArrivedAt) >= world.TikTok.Settings.PendingShares)
            return (TikTokErrors.Forbidden("spam_risk_too_many_pending_share", "The user has too many pending shares."), null);

        var (publish, bad) = Make(world, call, post, isPhoto, isInbox);
        if (publish is null) return (bad!, null);
        world.TikTok.Publishes[publish.Id] = publish;
        var data = new JsonObject { ["publish_id"] = publish.Id };
        if (publish.Upload is { } upload) data["upload_url"] = $"{call.Root}{UploadHost.Path}?upload_id={upload.Key}&upload_token={NewIds.Random(40)}";
        return (TikTokAnswer.Data(data), publish);
    }

    /// <summary>Why a person may not post at all.</summary>
    /// <returns>Null where they may.</returns>
    public static string? Block(TikTokWorld tiktok, FakeTikTokUser person, DateTimeOffset now) => person.PostingError
        ?? (tiktok.PostsSince(person.OpenId, now - _day) >= tiktok.Settings.PostsPerDay ? "spam_risk_too_many_posts" : null);

    private static TikTokAnswer? Refuse(TikTokWorld tiktok, PostingCall call, PostInfo post)
    {
        if (post.Privacy is null) return TikTokErrors.Param("privacy_level is required");
        if (Block(tiktok, call.Person, call.ArrivedAt) is { } code) return TikTokErrors.Forbidden(code, "The user cannot post at the moment.");
        if (!ReadCreator.PrivacyOf(call.Person).Contains(post.Privacy))
            return TikTokErrors.Forbidden("privacy_level_option_mismatch", "The privacy level is not among the options of the creator.");
        return tiktok.Settings.IsAudited || (post.Privacy == "SELF_ONLY" && call.Person.IsPrivate)
            ? null
            : TikTokErrors.Forbidden("unaudited_client_can_only_post_to_private_accounts", "Unaudited clients can only post to a private account.");
    }

    private static (FakePublish? Publish, TikTokAnswer? Bad) Make(World world, PostingCall call, PostInfo post, bool isPhoto, bool isInbox)
    {
        if (call.Source is not { } source) return (null, TikTokErrors.Param("source_info is required"));
        FakeUpload? upload = null;
        IReadOnlyList<string> urls = [];
        switch ((string?)(source["source"] as JsonValue))
        {
            case "FILE_UPLOAD" when !isPhoto:
                var (plan, problem) = ChunkPlan.Read(source);
                if (plan is null) return (null, TikTokErrors.Param(problem!));
                upload = new FakeUpload(world.TikTok.NextPostId(), plan);
                break;
            case "PULL_FROM_URL":
                urls = isPhoto ? Texts(source["photo_images"]) : Texts(new JsonArray(source["video_url"]?.DeepClone()));
                if (urls.Count is 0 or > MaxPhotos) return (null, TikTokErrors.Param(isPhoto ? "photo_images is invalid" : "video_url is invalid"));
                if (isPhoto && source["photo_cover_index"] is { } cover && (cover.GetValueKind() is not JsonValueKind.Number || (int)cover < 0 || (int)cover >= urls.Count))
                    return (null, TikTokErrors.Param("photo_cover_index is invalid"));
                if (world.TikTok.Settings.VerifiedPrefixes is { Count: > 0 } prefixes && urls.Any(url => !prefixes.Any(prefix => url.StartsWith(prefix, StringComparison.Ordinal))))
                    return (null, TikTokErrors.Forbidden("url_ownership_unverified", "Please review our URL ownership verification rules."));
                break;
            default:
                return (null, TikTokErrors.Param("source_info.source is invalid"));
        }
        return (new FakePublish
        {
            Id = call.PublishId,
            OpenId = call.Person.OpenId,
            ClientKey = call.Grant.ClientKey,
            IsPhoto = isPhoto,
            IsInbox = isInbox,
            Post = post,
            CreatedAt = call.ArrivedAt,
            Upload = upload,
            Urls = urls,
        }, null);
    }

    /// <summary>In the shape of TikTok's: what it is, how it comes, and a number.</summary>
    public static string NewId(PostingCall call, string number) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(call.Path == PostingApi.PhotoInit ? "p" : "v")}_{(call.Path == PostingApi.InboxInit ? "inbox" : "pub")}_{(call.IsPull ? "url" : "file")}~v2-1.{number}");

    private static IReadOnlyList<string> Texts(JsonNode? list) =>
        list is JsonArray items && items.All(item => item?.GetValueKind() is JsonValueKind.String) ? [.. items.Select(item => (string)item!)] : [];
}
