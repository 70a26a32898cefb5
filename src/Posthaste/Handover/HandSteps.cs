using Posthaste.Platforms;

namespace Posthaste.Handover;

/// <summary>What a person does to publish a post by hand: as its network says, or in general.</summary>
internal static class HandSteps
{
    public static IReadOnlyList<string> For(IPlatform platform, PlatformPost post)
    {
        if (platform.HandStepsFor(post) is { Count: > 0 } own) return own;
        List<string> steps = [$"Open {platform.DisplayName} with the account of this card and begin a new post."];
        if (post.Media.Count > 0) steps.Insert(0, post.Media.Count == 1 ? "Save the file to your phone." : "Save the files to your phone.");
        if (post.Media.Count > 0) steps.Add(post.Media.Count == 1 ? "Add the file." : "Add the files in the order of the card.");
        if (post.Caption.Length > 0) steps.Add("Paste the text.");
        steps.Add("Publish it.");
        if (post.Options.FirstComment is not null) steps.Add("Paste the first comment below it.");
        return steps;
    }
}
