using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary><c>POST /v2/post/publish/creator_info/query/</c>: what the person allows at this moment.</summary>
internal static class ReadCreator
{
    public static TikTokAnswer Run(World world, PostingCall call)
    {
        var (person, tiktok) = (call.Person, world.TikTok);
        if (!call.Has("video.publish")) return TikTokErrors.Scope();
        // With status 200, unlike everywhere else.
        if (StartPublish.Block(tiktok, person, call.ArrivedAt) is { } code) return TikTokAnswer.Failed(code, "The user cannot post at the moment.", StatusCodes.Status200OK);
        return TikTokAnswer.Data(new JsonObject
        {
            ["creator_avatar_url"] = $"{call.Root}/gallery/{Uri.EscapeDataString(person.Username)}/avatar.svg",
            ["creator_username"] = person.Username,
            ["creator_nickname"] = person.DisplayName,
            ["privacy_level_options"] = new JsonArray([.. PrivacyOf(person).Select(level => JsonValue.Create(level))]),
            ["comment_disabled"] = person.CommentDisabled,
            ["duet_disabled"] = person.DuetDisabled,
            ["stitch_disabled"] = person.StitchDisabled,
            ["max_video_post_duration_sec"] = person.MaxVideoSeconds,
        });
    }

    public static IReadOnlyList<string> PrivacyOf(FakeTikTokUser person) => person.IsPrivate
        ? ["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
        : ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"];
}
