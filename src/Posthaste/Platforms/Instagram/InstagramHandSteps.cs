namespace Posthaste.Platforms.Instagram;

/// <summary>How a person publishes in Instagram's app what the API could not, as data for each kind of post.</summary>
internal static class InstagramHandSteps
{
    private static readonly Dictionary<PostType, string[]> Steps = new()
    {
        [PostType.Image] = ["Save the picture to your phone.", "Open Instagram, tap + and choose Post.", "Choose the picture, keep its shape, and go on."],
        [PostType.Carousel] = ["Save all files to your phone.", "Open Instagram, tap + and choose Post.", "Choose several, in the order of the card, and go on."],
        [PostType.Reel] = ["Save the video to your phone.", "Open Instagram, tap + and choose Reel.", "Choose the video and go on without changing its length."],
        [PostType.Story] = ["Save the files to your phone.", "Open Instagram, tap + and choose Story.", "Add them in the order of the card, with the stickers and links they need.", "Share them to your story."],
    };

    public static IReadOnlyList<string> For(PlatformPost post)
    {
        if (!Steps.TryGetValue(post.Type, out var steps)) return [];
        if (post.Type == PostType.Story) return steps;
        List<string> all = [.. steps, post.Caption.Length > 0 ? "Paste the caption." : "Leave the caption empty."];
        if (post.Options.LocationId is not null) all.Add("Add the place.");
        if (post.Options.UserTags.Count > 0) all.Add($"Tag {Names(post.Options.UserTags.Select(tag => tag.Username))}.");
        if (post.Options.Collaborators.Count > 0) all.Add($"Invite {Names(post.Options.Collaborators)} to collaborate.");
        if (post.Options.IsPaidPartnership == true) all.Add("Mark it as a paid partnership.");
        if (post.Options.IsAiGenerated == true) all.Add("Mark it as made with AI.");
        all.Add("Share it.");
        if (post.Options.FirstComment is not null) all.Add("Paste the first comment below it.");
        return all;
    }

    /// <summary>Posts, reels and stories; the name of the account may stand before the kind.</summary>
    public static bool IsLink(Uri link) =>
        link is { Scheme: "https", Host: "instagram.com" or "www.instagram.com" }
        && link.Segments.Select(segment => segment.TrimEnd('/')).Intersect(["p", "reel", "reels", "tv", "stories"]).Any();

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Distinct().Select(name => $"@{name}"));
}
