namespace Posthaste.Platforms.Mastodon;

/// <summary>Checks the extras of a post, field by field.</summary>
internal static class OptionRules
{
    public static IEnumerable<Finding> Check(PlatformPost post) => [.. CheckPrivacy(post), .. CheckForeign(post)];

    private static IEnumerable<Finding> CheckPrivacy(PlatformPost post)
    {
        if (post.Options.Privacy is PostPrivacy.Friends)
            yield return new("privacy_not_offered", "options.privacy", "Mastodon has posts for everybody, for followers and for whom they mention, but none for friends alone. Choose another visibility.");
        // It is a message then, to everybody it names.
        if (post.Options.Privacy is PostPrivacy.OnlyMe && CaptionText.Mentions(post.Caption).Count > 0)
            yield return new("private_with_mentions", "options.privacy", "On Mastodon a post for its owner alone is also seen by everybody whom it mentions. Remove the mentions, or choose another visibility.");
    }

    /// <summary>What other networks have. A post for several of them keeps it there.</summary>
    private static IEnumerable<Finding> CheckForeign(PlatformPost post)
    {
        var options = post.Options;
        if (options.LocationId is not null) yield return LeftOut("options.locationId", "Mastodon has no places");
        if (options.UserTags.Count > 0) yield return LeftOut("options.userTags", "Mastodon tags nobody in pictures");
        if (options.Collaborators.Count > 0) yield return LeftOut("options.collaborators", "Mastodon has no posts of several accounts");
        if (options.IsPaidPartnership == true || options.SponsorIds.Count > 0) yield return LeftOut("options.isPaidPartnership", "Mastodon has no label for paid partnerships; say it in the text");
        if (options.IsAiGenerated == true) yield return LeftOut("options.isAiGenerated", "Mastodon has no label for what was made with AI; say it in the text");
        if (!string.IsNullOrWhiteSpace(options.FirstComment)) yield return LeftOut("options.firstComment", "First comments are not written on Mastodon");
    }

    private static Finding LeftOut(string field, string why) => new("option_left_out", field, $"{why}; it is left out.", Blocks: false);
}
