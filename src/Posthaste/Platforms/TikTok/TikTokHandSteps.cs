namespace Posthaste.Platforms.TikTok;

/// <summary>How a person publishes in TikTok's app what the API could not.</summary>
internal static class TikTokHandSteps
{
    public static IReadOnlyList<string> For(PlatformPost post)
    {
        List<string> steps = TikTokRules.IsVideoPost(post.Type)
            ? ["Save the video to your phone.", "Open TikTok, tap + and choose the video.", "Go on without changing its length."]
            : ["Save all pictures to your phone.", "Open TikTok, tap + and choose the pictures, in the order of the card.", "Go on as a photo post, not as a video."];
        steps.Add(post.Caption.Length > 0 ? "Paste the caption." : "Leave the caption empty.");
        if (post.Options.Privacy is { } privacy) steps.Add($"Let it be seen by {Who(privacy)}.");
        steps.Add($"Comments: {OnOff(post.Options.AllowComments)}.");
        if (TikTokRules.IsVideoPost(post.Type)) steps.Add($"Duet: {OnOff(post.Options.AllowDuet)}. Stitch: {OnOff(post.Options.AllowStitch)}.");
        if (post.Options.IsPaidPartnership == true) steps.Add("Disclose it as branded content.");
        if (post.Options.IsOwnBrand == true) steps.Add("Disclose it as promoting your own brand.");
        if (post.Options.IsAiGenerated == true) steps.Add("Mark it as made with AI.");
        steps.Add("Post it.");
        return steps;
    }

    private static string OnOff(bool? on) => on == true ? "on" : "off";

    private static string Who(PostPrivacy privacy) => privacy switch
    {
        PostPrivacy.Public => "everyone",
        PostPrivacy.Followers => "followers",
        PostPrivacy.Friends => "friends",
        _ => "only you",
    };
}
