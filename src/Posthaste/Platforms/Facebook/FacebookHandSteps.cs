namespace Posthaste.Platforms.Facebook;

/// <summary>How a person publishes on their Page what the API could not.</summary>
internal static class FacebookHandSteps
{
    private static readonly string[] Hosts = ["facebook.com", "www.facebook.com", "m.facebook.com", "fb.watch"];

    public static IReadOnlyList<string> For(PlatformPost post)
    {
        List<string> steps = post.Media.Count == 0
            ? ["Open Facebook and switch to the Page.", "Begin a new post."]
            :
            [
                $"Save the {(post.Media.Count == 1 ? "file" : "files")} of the card.",
                "Open Facebook and switch to the Page.",
                FacebookRules.IsReel(post.Type) ? "Begin a new reel and choose the video." : "Begin a new post and add the pictures, in the order of the card.",
            ];
        if (post.Media.Any(media => !string.IsNullOrEmpty(media.AltText))) steps.Add("Add the descriptions of the card (Alt text).");
        if (post.Caption.Length > 0) steps.Add("Paste the text.");
        if (post.Options.LocationId is not null && !FacebookRules.IsReel(post.Type)) steps.Add("Add the place.");
        steps.Add("Publish it.");
        return steps;
    }

    public static bool IsLink(Uri link) => link.Scheme == "https" && Hosts.Contains(link.Host) && link.AbsolutePath.Length > 1;
}
