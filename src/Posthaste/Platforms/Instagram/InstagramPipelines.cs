using System.Diagnostics;

namespace Posthaste.Platforms.Instagram;

/// <summary>The steps of each kind of post.</summary>
/// <remarks>docs/platforms/instagram.md#containers.</remarks>
internal static class InstagramPipelines
{
    /// <param name="post">What is published.</param>
    /// <param name="uploads">Video may be uploaded, so there is a step for it; it does nothing where it is not.</param>
    /// <param name="canDoWithoutUrls">All of it will be: nothing needs a public address.</param>
    public static IReadOnlyList<PublishStep> For(PlatformPost post, bool uploads, bool canDoWithoutUrls)
    {
        var upload = uploads && post.Media.Any(ContainerForm.IsVideo);
        var needsMedia = !(upload && canDoWithoutUrls);
        return post.Type switch
        {
            PostType.Image or PostType.Reel => [.. One(upload, needsMedia), .. Publish, .. Comment(post)],
            PostType.Story when post.Media.Count == 1 => [.. One(upload, needsMedia), .. Publish],
            PostType.Story =>
            [
                .. Items(upload, needsMedia),
                new("note_recent", StepKind.Repeatable),
                .. Numbers(post).Select(n => new PublishStep($"publish_{n}", StepKind.Irreversible, Part: PublishStep.Story(n))),
                .. Numbers(post).Select(n => new PublishStep($"permalink_{n}", StepKind.Repeatable, Part: PublishStep.Story(n))),
            ],
            PostType.Carousel =>
            [
                .. Items(upload, needsMedia),
                new("create_container", StepKind.Repeatable) { Creates = true },
                new("await_container", StepKind.Repeatable),
                .. Publish,
                .. Comment(post),
            ],
            _ => throw new UnreachableException($"No steps for {post.Type}: Check refuses it."),
        };
    }

    private static readonly PublishStep[] Publish =
    [
        new("note_recent", StepKind.Repeatable),
        new("publish", StepKind.Irreversible),
        new("permalink", StepKind.Repeatable),
    ];

    private static IEnumerable<PublishStep> One(bool upload, bool needsMedia)
    {
        yield return new("create_container", StepKind.Repeatable, needsMedia) { Creates = true };
        if (upload) yield return new("upload", StepKind.Repeatable);
        yield return new("await_container", StepKind.Repeatable);
    }

    /// <summary>Waiting needs media too: an item that failed is made again there.</summary>
    private static IEnumerable<PublishStep> Items(bool upload, bool needsMedia)
    {
        yield return new("create_items", StepKind.Repeatable, needsMedia) { Creates = true };
        if (upload) yield return new("upload", StepKind.Repeatable, needsMedia);
        yield return new("await_items", StepKind.Repeatable, needsMedia);
    }

    private static PublishStep[] Comment(PlatformPost post) => string.IsNullOrWhiteSpace(post.Options.FirstComment)
        ? []
        : [new("comment", StepKind.Irreversible, Part: PublishStep.Comment)];

    private static IEnumerable<int> Numbers(PlatformPost post) => Enumerable.Range(1, post.Media.Count);
}
