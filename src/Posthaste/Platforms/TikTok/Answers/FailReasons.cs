namespace Posthaste.Platforms.TikTok.Answers;

/// <summary>What to do about a post that TikTok took and then gave up on.</summary>
internal enum FailClass
{
    /// <summary>The same would fail again: the author must mend it.</summary>
    Content,

    /// <summary>It may work from the beginning.</summary>
    Retry,

    /// <summary>It may work from the beginning, once the account may post again.</summary>
    Wait,

    /// <summary>The account must be connected again.</summary>
    Access,

    /// <summary>A person must look at TikTok.</summary>
    Blocked,
}

/// <summary>One known reason.</summary>
/// <param name="Reason">TikTok's word.</param>
/// <param name="Class">What to do.</param>
/// <param name="Message">For a person: what happened.</param>
/// <param name="Advice">For a person: what to do.</param>
/// <param name="Field">The API field it is about.</param>
internal sealed record FailRow(string Reason, FailClass Class, string Message, string Advice, string? Field = "mediaIds")
{
    public PlatformError ToError() => new()
    {
        Kind = Class switch
        {
            FailClass.Content => ErrorKind.FixContent,
            FailClass.Access => ErrorKind.ReconnectAccount,
            FailClass.Blocked => ErrorKind.BlockedByPlatform,
            FailClass.Wait => ErrorKind.WaitUntil,
            _ => ErrorKind.RetryLater,
        },
        Code = Reason,
        Message = Message,
        Advice = Advice,
        Field = Field,
    };
}

/// <summary>Every <c>fail_reason</c> of the page, as data.</summary>
/// <remarks>docs/platforms/tiktok.md#why-a-post-fails.</remarks>
internal static class FailReasons
{
    private const string LookThere = "Open TikTok with this account and follow what it asks for, then retry.";

    public static IReadOnlyList<FailRow> Rows { get; } =
    [
        new("file_format_check_failed", FailClass.Content, "TikTok does not take this kind of file.", "Convert a video to MP4 with H.264, a picture to JPEG."),
        new("duration_check_failed", FailClass.Content, "The video is too long or too short for this account at TikTok.", "Cut it."),
        new("frame_rate_check_failed", FailClass.Content, "The video does not have 23 to 60 pictures a second.", "Convert it."),
        new("picture_size_check_failed", FailClass.Content, "The picture is too small or too large for TikTok.", "Use a video of 360 to 4,096 pixels a side, or a picture of at most 1080p."),
        new("video_pull_failed", FailClass.Retry, "TikTok could not fetch the video.", "Posthaste tries again. If it keeps failing, open the media's public address from another network: it must answer at once, without redirect."),
        new("photo_pull_failed", FailClass.Retry, "TikTok could not fetch a picture.", "Posthaste tries again. If it keeps failing, open the media's public address from another network: it must answer at once, without redirect, with a JPEG or WebP picture."),
        new("publish_cancelled", FailClass.Content, "The post was cancelled at TikTok.", "Retry it if it should go out all the same.", Field: null),
        new("auth_removed", FailClass.Access, "The account took its permission back while TikTok worked on the post.", "Connect the account again, then retry.", Field: null),
        new("spam_risk_too_many_posts", FailClass.Wait, "The account has used up the posts TikTok allows in 24 hours.", "Nothing to do: Posthaste waits and goes on by itself.", Field: null),
        new("spam_risk_user_banned_from_posting", FailClass.Blocked, "TikTok has banned this account from posting.", LookThere, Field: null),
        new("spam_risk_text", FailClass.Blocked, "TikTok holds the text for spam.", "Change the caption, then retry.", "caption"),
        new("spam_risk", FailClass.Blocked, "TikTok holds the post for spam.", LookThere, Field: null),
        new("internal", FailClass.Retry, "TikTok's server had an error while it worked on the post.", "Nothing to do: Posthaste tries again by itself.", Field: null),
    ];

    /// <summary>A reason that nobody listed may pass; the engine's count of attempts ends the matter.</summary>
    public static FailRow Find(string? reason) => Rows.FirstOrDefault(row => row.Reason == reason)
        ?? new(reason ?? "failed", FailClass.Retry, $"TikTok gave up on the post for a reason that Posthaste does not know ({reason ?? "none was given"}).", "Posthaste tries again. If it keeps failing, try another file.");
}
