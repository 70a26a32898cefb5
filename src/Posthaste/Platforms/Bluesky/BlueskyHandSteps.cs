namespace Posthaste.Platforms.Bluesky;

/// <summary>How a person publishes in Bluesky's app what the API could not.</summary>
internal static class BlueskyHandSteps
{
    public static IReadOnlyList<string> For(PlatformPost post)
    {
        List<string> steps = [];
        if (post.Media.Count > 0) steps.Add(post.Media is [{ DurationMs: not null }] ? "Save the video to your phone." : "Save the pictures to your phone.");
        steps.Add("Open Bluesky and tap the button for a new post.");
        if (post.Caption.Length > 0) steps.Add("Paste the text.");
        if (post.Media.Count > 0) steps.Add(post.Media.Count == 1 ? "Add the file." : "Add the pictures, in the order of the card.");
        if (post.Media.Any(media => !string.IsNullOrEmpty(media.AltText))) steps.Add("Give each file its alt text.");
        steps.Add("Post it.");
        return steps;
    }
}
