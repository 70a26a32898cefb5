namespace Posthaste.Platforms.Mastodon;

/// <summary>How a person publishes at their server what the API could not.</summary>
internal static class MastodonHandSteps
{
    public static IReadOnlyList<string> For(PlatformPost post)
    {
        List<string> steps = post.Media.Count == 0
            ? ["Sign in at the account's server and begin a new post."]
            : [$"Save the {(post.Media.Count == 1 ? "file" : "files")} of the card.", "Sign in at the account's server, begin a new post and add them, in the order of the card."];
        if (post.Media.Any(media => !string.IsNullOrEmpty(media.AltText))) steps.Add("Add the descriptions of the card (Alt).");
        if (post.Caption.Length > 0) steps.Add("Paste the text.");
        if (post.Options.Privacy is { } privacy) steps.Add($"Set its visibility: {Who(privacy)}.");
        steps.Add("Post it.");
        return steps;
    }

    private static string Who(PostPrivacy privacy) => privacy switch
    {
        PostPrivacy.Public => "public",
        PostPrivacy.Followers => "followers only",
        _ => "mentioned people only",
    };
}
