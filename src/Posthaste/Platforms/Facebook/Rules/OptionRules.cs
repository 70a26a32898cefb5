namespace Posthaste.Platforms.Facebook;

/// <summary>Checks the extras of a post, field by field.</summary>
internal static class OptionRules
{
    public static IEnumerable<Finding> Check(PlatformPost post) => [.. CheckPrivacy(post), .. CheckForeign(post)];

    private static IEnumerable<Finding> CheckPrivacy(PlatformPost post)
    {
        if (post.Options.Privacy is not (null or PostPrivacy.Public))
            yield return new("privacy_not_offered", "options.privacy", "Everything a Facebook Page publishes is public. Choose public, or leave the visibility out.");
    }

    /// <summary>What other networks have. A post for several of them keeps it there.</summary>
    private static IEnumerable<Finding> CheckForeign(PlatformPost post)
    {
        var options = post.Options;
        if (options.LocationId is not null && FacebookRules.IsReel(post.Type)) yield return LeftOut("options.locationId", "Reels on Facebook are sent without a place");
        if (options.UserTags.Count > 0) yield return LeftOut("options.userTags", "Nobody is tagged in pictures of a Facebook Page");
        if (options.Collaborators.Count > 0) yield return LeftOut("options.collaborators", "Posts of several Pages are not made on Facebook");
        if (options.IsPaidPartnership == true || options.SponsorIds.Count > 0) yield return LeftOut("options.isPaidPartnership", "Facebook’s label for paid partnerships is not set from here; add it in the app");
        if (options.IsAiGenerated == true) yield return LeftOut("options.isAiGenerated", "Facebook’s label for what was made with AI is not set from here; say it in the text");
        if (!string.IsNullOrWhiteSpace(options.FirstComment)) yield return LeftOut("options.firstComment", "First comments are not written on Facebook");
        if (FacebookRules.IsReel(post.Type) && post.Media.Any(media => !string.IsNullOrEmpty(media.AltText))) yield return LeftOut("altTexts", "Facebook has no descriptions of reels");
    }

    private static Finding LeftOut(string field, string why) => new("option_left_out", field, $"{why}; it is left out.", Blocks: false);
}
