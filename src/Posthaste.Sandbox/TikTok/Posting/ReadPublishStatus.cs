using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary><c>POST /v2/post/publish/status/fetch/</c>.</summary>
internal static class ReadPublishStatus
{
    public static TikTokAnswer Run(World world, PostingCall call)
    {
        if (!call.Has("video.publish") && !call.Has("video.upload")) return TikTokErrors.Scope();
        if ((string?)(call.Body["publish_id"] as JsonValue) is not { } id || world.TikTok.Publishes.GetValueOrDefault(id) is not { } publish) return TikTokErrors.NoPublish();
        if (publish.OpenId != call.Person.OpenId || publish.ClientKey != call.Grant.ClientKey) return TikTokErrors.OtherPublish();

        var status = publish.StatusAt(call.ArrivedAt);
        var data = new JsonObject { ["status"] = status };
        if (status == PublishStatus.Failed) data["fail_reason"] = publish.FailReason;
        if (publish.Upload is { } upload) data["uploaded_bytes"] = upload.Received;
        else data["downloaded_bytes"] = publish.DownloadedBytes;
        // The id comes with moderation, and to public posts only. The name is TikTok's own spelling.
        var moderated = (publish.FinishedAt ?? publish.EndsAt) + TimeSpan.FromSeconds(world.TikTok.Settings.ModerationSeconds);
        if (status == PublishStatus.Complete && publish.PostId is { } postId && publish.Post.Privacy is null or "PUBLIC_TO_EVERYONE" && call.ArrivedAt >= moderated)
            data["publicaly_available_post_id"] = new JsonArray(JsonValue.Create(long.Parse(postId, System.Globalization.CultureInfo.InvariantCulture)));
        return TikTokAnswer.Data(data);
    }
}
