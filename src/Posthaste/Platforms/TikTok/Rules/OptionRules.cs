namespace Posthaste.Platforms.TikTok;

/// <summary>Checks the extras of a post, field by field.</summary>
internal static class OptionRules
{
    public static IEnumerable<Finding> Check(PlatformPost post, bool isAudited) =>
        [.. post.IsForInbox() ? InboxRules.Check(post) : [.. CheckPrivacy(post.Options, isAudited), .. CheckVideoOnly(post)], .. CheckForeign(post)];

    private static IEnumerable<Finding> CheckPrivacy(PostOptions options, bool isAudited)
    {
        if (options.Privacy is null)
            yield return new("privacy_missing", "options.privacy", "TikTok wants to be told for every post who may see it, and allows no default. Choose one.");
        else if (!isAudited && options.Privacy is not PostPrivacy.OnlyMe)
            yield return new("app_not_audited", "options.privacy", "TikTok has not audited the app yet: until then posts may be seen by their owner alone. Choose that, have it published by hand, or set Platforms:TikTok:IsAudited once the audit is passed.") { ApiOnly = true };
        else if (options is { Privacy: PostPrivacy.OnlyMe, IsPaidPartnership: true })
            yield return new("branded_not_private", "options.privacy", "Branded content cannot be for its owner alone to see. Choose another visibility, or remove the label.");
    }

    private static IEnumerable<Finding> CheckVideoOnly(PlatformPost post)
    {
        var options = post.Options;
        if (TikTokRules.IsVideoPost(post.Type))
        {
            if (options.ThumbOffsetMs is { } moment && (moment < 0 || moment > post.Media.ElementAtOrDefault(0)?.DurationMs))
                yield return new("thumb_offset_outside", "options.thumbOffsetMs", "The moment of the cover lies outside the video. Choose one within it.");
            yield break;
        }
        if (options.AllowDuet == true) yield return LeftOut("options.allowDuet", "Photos cannot be used for duets");
        if (options.AllowStitch == true) yield return LeftOut("options.allowStitch", "Photos cannot be stitched");
        if (options.IsAiGenerated == true)
            yield return new("label_not_possible", "options.isAiGenerated", "TikTok's API cannot label photos as made with AI. Publish them by hand, or as a video.");
    }

    /// <summary>What other networks have. A post for several of them keeps it there.</summary>
    private static IEnumerable<Finding> CheckForeign(PlatformPost post)
    {
        var options = post.Options;
        if (options.LocationId is not null) yield return LeftOut("options.locationId", "TikTok's API takes no place");
        if (options.UserTags.Count > 0) yield return LeftOut("options.userTags", "TikTok's API takes no tags of people");
        if (options.Collaborators.Count > 0) yield return LeftOut("options.collaborators", "TikTok's API takes no collaborators");
        if (options.SponsorIds.Count > 0 && options.IsPaidPartnership != true && !post.IsForInbox())
            yield return new("label_missing", "options.isPaidPartnership", "TikTok does not take the names of sponsors, only the label of a paid partnership. Set it.");
        if (!string.IsNullOrWhiteSpace(options.FirstComment)) yield return LeftOut("options.firstComment", "TikTok's API writes no comments");
    }

    private static Finding LeftOut(string field, string why) => new("option_left_out", field, $"{why}; it is left out.", Blocks: false);
}
