using System.Text.Json;
using Posthaste.Platforms.TikTok.Answers;

namespace Posthaste.Platforms.TikTok;

/// <summary>What an account allows at this moment, as TikTok wants it asked before every post.</summary>
internal sealed record CreatorInfo
{
    public required string? Username { get; init; }

    /// <summary>The name that people see.</summary>
    public required string? Nickname { get; init; }

    /// <summary>TikTok's words; empty where it told none.</summary>
    public required IReadOnlyList<string> Privacy { get; init; }

    public required bool CommentsOff { get; init; }

    public required bool DuetOff { get; init; }

    public required bool StitchOff { get; init; }

    /// <summary>Null where TikTok did not tell.</summary>
    public required long? MaxVideoSeconds { get; init; }

    public static CreatorInfo Read(JsonElement data) => new()
    {
        Username = data.Word("creator_username"),
        Nickname = data.Word("creator_nickname"),
        Privacy = data.Words("privacy_level_options"),
        CommentsOff = data.IsOn("comment_disabled"),
        DuetOff = data.IsOn("duet_disabled"),
        StitchOff = data.IsOn("stitch_disabled"),
        MaxVideoSeconds = data.Count("max_video_post_duration_sec"),
    };

    /// <summary>For whoever makes a post: only what would be taken.</summary>
    public PostingTerms ToTerms(bool isAudited) => new()
    {
        DisplayName = Nickname,
        Privacy = [.. Enum.GetValues<PostPrivacy>().Where(privacy => Privacy.Contains(InitBody.Level(privacy)) && (isAudited || privacy == PostPrivacy.OnlyMe))],
        CommentsOff = CommentsOff,
        DuetOff = DuetOff,
        StitchOff = StitchOff,
        MaxVideoSeconds = MaxVideoSeconds,
    };

    /// <summary>What stands against this post, in the account as it is now.</summary>
    /// <returns>Null where nothing does.</returns>
    public PlatformError? Refuse(PlatformPost post, bool isAudited)
    {
        var options = post.Options;
        if (options.Privacy is not { } privacy) return Fix("privacy_missing", "Nobody said who may see the post.", "Choose who may see it.", "options.privacy");
        if (Privacy.Count > 0 && !Privacy.Contains(InitBody.Level(privacy)))
            return Fix("privacy_not_offered", $"The account offers {string.Join(", ", Privacy)} at the moment, not {InitBody.Level(privacy)}.", "Choose another visibility, or change the account's own in TikTok's settings.", "options.privacy");
        if (!isAudited && Privacy.Contains("PUBLIC_TO_EVERYONE"))
            return Fix("account_not_private", "TikTok has not audited the app yet, so the account must be private when it posts.", "Make the account private in TikTok's settings until the app is audited; then set Platforms:TikTok:IsAudited.", null) with { ApiOnly = true };
        if (options.AllowComments == true && CommentsOff) return Off("Comments", "options.allowComments");
        if (Video(post) is not { } video) return null;
        if (options.AllowDuet == true && DuetOff) return Off("Duets", "options.allowDuet");
        if (options.AllowStitch == true && StitchOff) return Off("Stitches", "options.allowStitch");
        return video.DurationMs > MaxVideoSeconds * 1_000
            ? Fix("video_too_long", $"The video is {video.DurationMs / 1_000} s long; this account may post up to {MaxVideoSeconds} s.", "Cut it.", "mediaIds[0]")
            : null;
    }

    private static PlatformMedia? Video(PlatformPost post) => post.Media is [{ DurationMs: not null } video] ? video : null;

    private static PlatformError Off(string what, string field) =>
        Fix("turned_off_by_account", $"{what} are turned off in the account's own settings at TikTok.", "Turn them on there, or leave them off for this post.", field);

    private static PlatformError Fix(string code, string message, string advice, string? field) =>
        new() { Kind = ErrorKind.FixContent, Code = code, Message = message, Advice = advice, Field = field };
}
