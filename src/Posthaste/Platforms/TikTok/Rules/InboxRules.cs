namespace Posthaste.Platforms.TikTok;

/// <summary>What is different about a post that TikTok brings into the account's inbox: its owner says the rest in the app.</summary>
/// <remarks>docs/platforms/tiktok.md#the-inbox.</remarks>
internal static class InboxRules
{
    public static bool IsForInbox(this PlatformPost post) => post.Options.Delivery is PostDelivery.Inbox;

    /// <summary>What nobody is asked for here, and what does not get there.</summary>
    public static IEnumerable<Finding> Check(PlatformPost post)
    {
        if (TikTokRules.IsVideoPost(post.Type) && post.Caption.Length > 0)
            yield return new("caption_left_out", "caption", "TikTok takes no caption for a video in the inbox: whoever finishes it there pastes it. It can be copied from the post's page.", Blocks: false);
        var options = post.Options;
        (bool IsSaid, string Field)[] said =
        [
            (options.Privacy is not null, "privacy"), (options.AllowComments == true, "allowComments"), (options.AllowDuet == true, "allowDuet"), (options.AllowStitch == true, "allowStitch"),
            (options.IsPaidPartnership == true, "isPaidPartnership"), (options.IsOwnBrand == true, "isOwnBrand"), (options.IsAiGenerated == true, "isAiGenerated"), (options.ThumbOffsetMs is not null, "thumbOffsetMs"),
        ];
        foreach (var (_, field) in said.Where(option => option.IsSaid))
            yield return new("option_left_out", $"options.{field}", "Of a post in the inbox its owner chooses this in TikTok's app; it is left out.", Blocks: false);
    }
}
